/** @module What the last minute needed, held for ten. */
import { type Seconds, seconds } from '../../core/units.ts';
import { defineBaseline, ORDINARY_TARGET, TARGETS } from '../baseline.ts';
import { heldMaximum } from './mechanisms/held-maximum.ts';
import { newestLoad } from './mechanisms/periods.ts';

/** Head-room and patience of a plain rule. */
export interface ReactiveSettings {
  /** Load per unit, as a share of what one can serve. */
  readonly target: number;
  /** The highest need of this time is kept. */
  readonly hold: Seconds;
}

/**
 * ceil(last minute ÷ (target × capacity of a unit)), and the highest of those of the last ten
 * minutes, never less than one unit: what people write first. On a queue it counts arrivals.
 * Source: the "React" policy of A. Ilyushkin et al., "An Experimental Performance Evaluation of
 * Autoscaling Policies for Complex Workflows", ICPE 2017, with a hold.
 */
export const reactive = defineBaseline<ReactiveSettings>({
  name: 'reactive',
  about: 'what the last minute needed, at most of the last ten',
  worksOn: ['queue', 'service'],
  ordinary: { target: ORDINARY_TARGET, hold: seconds(600) },
  grid: TARGETS.map((target) => ({ target })),
  rule({ target, hold }, task) {
    const highestOf = heldMaximum(hold);
    return (world) => {
      const load = newestLoad(task, world);
      return load === undefined ? undefined : highestOf(world.now(), Math.max(1, load / target));
    };
  },
});
