/** @module A fleet of one size. */
import { capacityFor } from '../../../core/units.ts';
import { defineBaseline, type ScalingTask } from '../../baseline.ts';
import { quantileOf, stepAt } from '../../trace.ts';

/** A size in units, as a multiple of what a level of the trace needs. */
export interface FixedSettings {
  readonly times: number;
}

/** A baseline that is sized once, from the trace itself: nobody knows the load that well. */
export function fixed(
  about: { readonly name: string; readonly about: string },
  {
    levelOf,
    grid,
  }: {
    levelOf(task: ScalingTask): number;
    readonly grid: readonly FixedSettings[];
  },
) {
  return defineBaseline<FixedSettings>({
    ...about,
    worksOn: ['queue', 'service'],
    ordinary: { times: 1 },
    grid,
    rule({ times }, task) {
      const units = Math.max(1, capacityFor((times * levelOf(task)) / task.capacityPerUnit));
      return () => units;
    },
  });
}

/** The load under which the trace stays for 95 % of its time. */
export function p95Of({ load }: ScalingTask): number {
  return quantileOf(load, 0.95);
}

/** The highest load from the first scored instant on. */
export function maximumOf({ load, scoreFrom }: ScalingTask): number {
  return load.values
    .subarray(stepAt(load, scoreFrom))
    .reduce((highest, value) => Math.max(highest, value), 0);
}
