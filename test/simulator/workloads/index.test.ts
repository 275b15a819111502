import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seconds } from '../../../shared/core/units.ts';
import type { WorkloadShape } from '../../../shared/simulator/workload.ts';
import { workloads } from '../../../shared/simulator/workloads/index.ts';
import { START } from '../../support/builders.ts';

const SHAPE: WorkloadShape = {
  seed: 3,
  start: START,
  length: seconds(2 * 86_400),
  step: seconds(60),
  peak: 50,
};

describe('the workloads', () => {
  it('are one file each, in alphabetical order', () => {
    const folder = new URL('../../../shared/simulator/workloads/', import.meta.url);
    const files = readdirSync(folder).filter((file) => file !== 'index.ts');

    expect(workloads.map(({ name }) => `${name}.ts`)).toEqual(files.toSorted());
  });

  it.each(workloads)('$name is the same for the same seed, and repeats', (workload) => {
    const { load } = workload.generate(SHAPE);

    expect(load).toEqual(workload.generate(SHAPE).load);
    expect(load).toMatchObject({ start: START, step: 60, per: 1, after: 'repeat' });
    expect(load.values).toHaveLength(2880);
  });

  it.each(workloads)('$name comes near its peak, and never goes below nothing', (workload) => {
    const { values } = workload.generate(SHAPE).load;
    const highest = Math.max(...values);

    expect(highest).toBeGreaterThanOrEqual(workload.name === 'poison-storm' ? 25 : 30);
    expect(highest).toBeLessThanOrEqual(60);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  });

  it.each(['diurnal', 'on-off', 'sparse-long-jobs', 'spike-train'])(
    '%s is another one with another seed',
    (name) => {
      const workload = workloads.find((each) => each.name === name);

      const [one, other] = [3, 4].map((seed) => workload?.generate({ ...SHAPE, seed }).load.values);

      expect(one).not.toEqual(other);
    },
  );

  it('poison-storm has poison in a tenth of the time, and no other has any', () => {
    const shares = workloads.map(({ name, generate }) => {
      const poison = generate(SHAPE).poison?.values ?? [];
      return [name, poison.filter((share) => share > 0).length / 2880];
    });

    expect(Object.fromEntries(shares)).toMatchObject({ 'poison-storm': 0.1, diurnal: 0, step: 0 });
  });
});
