import { beforeAll, describe, expect, it } from 'vitest';
import { headline } from '../../shared/core/explain.ts';
import { eventually } from '../support/eventually.ts';
import { aws } from './support/aws-cli.ts';
import { changesOf, DEPLOYED_TABLE, deployedGroups, deployedQueues } from './support/deployed.ts';
import { jobs } from './support/queues.ts';

const TARGET = 'scheduled-workers';
/** A rate of a minute, and what starting and looking take. */
const TICK_DEADLINE_MS = 75_000;
/** Idle, stabilization and cooldown of the plan, and two cadences to see that they are over. */
const SCALE_IN_DEADLINE_MS = 75_000;
const COOLDOWN_MS = 15_000;

describe('the scheduled tick', () => {
  let queueUrl: string;
  beforeAll(async () => {
    queueUrl = await deployedQueues.create('scheduled-jobs');
    await deployedGroups.create(TARGET, { min: 0, max: 20, desired: 0 });
  });

  it('scales out for a queue that fills, and in to the minimum once it is drained', {
    timeout: TICK_DEADLINE_MS + SCALE_IN_DEADLINE_MS + 30_000,
  }, async () => {
    await deployedQueues.send(queueUrl, jobs(30));
    await eventually('scale-out from 0 to 5', TICK_DEADLINE_MS, async (seen) => {
      const capacity = await deployedGroups.desiredCapacity(TARGET);
      seen(capacity);
      return capacity === 5 ? capacity : undefined;
    });

    await deployedQueues.drain(queueUrl);
    await eventually('scale-in to 0', SCALE_IN_DEADLINE_MS, async (seen) => {
      const capacity = await deployedGroups.desiredCapacity(TARGET);
      seen(capacity);
      return capacity === 0 ? capacity : undefined;
    });

    const changes = await eventually('both changes', 5_000, async (seen) => {
      const recorded = await changesOf(TARGET);
      seen(recorded.map(({ decision: { from, to } }) => [from, to]));
      return recorded.at(-1)?.decision.to === 0 ? recorded : undefined;
    });
    const [out, ...inward] = changes;
    expect(out).toMatchObject({
      decision: { action: 'scale-out', from: 0, to: 5, readings: { jobs: { value: 30 } } },
      outcome: { status: 'applied' },
    });
    expect(inward.map(({ decision }) => decision.action)).toEqual(inward.map(() => 'scale-in'));
    expect(inward.at(-1)).toMatchObject({
      decision: { to: 0, readings: { jobs: { value: 0 } } },
      outcome: { status: 'applied' },
    });
    expect((inward[0]?.at ?? 0) - (out?.at ?? 0)).toBeGreaterThanOrEqual(COOLDOWN_MS);
    expect(changes.map(({ decision }) => headline(decision))).toEqual([
      expect.stringMatching(/^scales out 0 → 5: 30 messages wait in jobs/),
      ...inward.map(() => expect.stringMatching(/^scales in/)),
    ]);
  });

  it('leaves activities that the AWS command line finds', async () => {
    const found = await aws(
      ...['dynamodb', 'query', '--table-name', DEPLOYED_TABLE],
      ...['--key-condition-expression', 'pk = :pk AND begins_with(sk, :activity)'],
      '--expression-attribute-values',
      JSON.stringify({ ':pk': { S: `target#${TARGET}` }, ':activity': { S: 'activity#' } }),
      ...['--query', 'Items[].[decision.M.action.S, decision.M.because.S, outcome.M.status.S]'],
    );

    expect(found).toContainEqual([
      'scale-out',
      expect.stringContaining('30 messages wait in jobs'),
      'applied',
    ]);
    expect(found).toContainEqual(['scale-in', expect.any(String), 'applied']);
  });
});
