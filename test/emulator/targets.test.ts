import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { targets } from '../../shared/adapters/targets/index.ts';
import { capacity } from '../../shared/core/units.ts';
import { targetDriverContract } from '../contracts/target-driver-contract.ts';
import { accessTo, emulators } from './support/given.ts';
import { targetTrials } from './support/target-trials.ts';

/** What an emulator does not serve; see docs/emulators.md. */
const ABSENT: Readonly<Record<string, readonly string[]>> = {
  MiniStack: ['application-auto-scaling'],
  moto: [],
};

describe.each(emulators)('on $name', ({ name, url }) => {
  const access = accessTo(url);

  it('every target type has its trial', () => {
    expect(Object.keys(targetTrials).toSorted()).toEqual(
      targets.members.map(({ type }) => type).toSorted(),
    );
  });

  for (const driver of targets.members) {
    const trial = targetTrials[driver.type];
    if (trial !== undefined && ABSENT[name]?.includes(driver.type) === false) {
      targetDriverContract(driver, trial(access));
    }
  }

  it('a change of a group that does not exist is not taken', async () => {
    const driver = targets.memberOf({ type: 'auto-scaling-group' });
    const bench = await targetTrials[driver.type]?.(access).absentAndPresent();
    if (bench === undefined) {
      throw new Error('There is no trial of groups.');
    }
    const absent = z.parse(driver.schema, bench.specs[0]);

    const result = await driver.apply(
      absent,
      { from: capacity(1), to: capacity(2) },
      bench.clients,
    );

    expect(result).toMatchObject({
      status: expect.stringMatching(/^(refused|failed)$/),
      because: expect.stringContaining('no-such-group'),
    });
  });
});
