import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deployedPlan, InvalidPlanError } from '../../shared/config/deployed-plan.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidegate-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the deployed plan', () => {
  test('that is not there is an error that says where to start', async () => {
    const reading = deployedPlan(join(folder, 'plan.yml'));

    await expect(reading).rejects.toThrow(InvalidPlanError);
    await expect(reading).rejects.toThrow(/There is no plan at ".*plan\.yml"/);
  });

  test('that has problems is an error with each on its line', async () => {
    const file = join(folder, 'plan.yml');
    await writeFile(file, 'version: 2\ncolour: red\n');

    const reading = deployedPlan(file);

    await expect(reading).rejects.toThrow(InvalidPlanError);
    await expect(reading).rejects.toThrow(
      `${file}:1:1 error invalid-value version: 2 does not fit: 1, the version of this format`,
    );
    await expect(reading).rejects.toThrow(
      `${file}:2:1 error unknown-key colour: unknown key "colour"`,
    );
  });

  test('is read from a path with spaces as well', async () => {
    const file = join(folder, 'my plan.yml');
    await writeFile(file, 'version: 1\ntargets: {}\n');

    const plans = await deployedPlan(file);

    expect(plans).toEqual([]);
  });
});
