/** @module Target tracking as AWS does it: two alarms and a proportional answer. */
import { type Seconds, seconds } from '../../../core/units.ts';
import type { Rule } from '../../baseline.ts';
import type { World } from '../../world.ts';
import { inAlarm } from './alarm.ts';
import { pace } from './pace.ts';
import { newestOf, type Series } from './periods.ts';

/** How AWS's target tracking is set, and what it does not let its users set. */
export interface TrackingSettings {
  /** The metric is kept near this, in its own unit. */
  readonly target: number;
  /** The alarms' period. */
  readonly period: Seconds;
  /**
   * Most units one scale-in removes, in percent of the current ones, never less than one unit. AWS
   * only says that scale-in is gradual; 100 = at once.
   */
  readonly mostIn: number;
}

/** Data points over the target before a scale-out: 3 of 3. */
const PERIODS_OUT = 3;
/** Data points under the low alarm before a scale-in: 15 of 15. */
const PERIODS_IN = 15;
/** The low alarm, as a share of the target. */
const LOW = 0.9;
/** Scale-in goes by the highest need of so many periods: AWS only says that it is conservative. */
const PERIODS_OF_NEED = 3;

/**
 * Out: to what the newest value needs, units that start counting as already added. In: never while
 * units start, never so far that the metric would pass its target. Without data: nothing.
 */
export function trackTarget({ target, period, mostIn }: TrackingSettings, series: Series): Rule {
  // Alarms with periods of a minute or more are evaluated every minute, shorter ones every 10 s.
  const isDue = pace(seconds(period >= 60 ? 60 : 10));
  const high = { periods: PERIODS_OUT, breaches: (value: number) => value > target };
  const low = { periods: PERIODS_IN, breaches: (value: number) => value < LOW * target };
  return (world) => {
    if (!isDue(world.now())) {
      return undefined;
    }
    const { capacity, pending } = world.describe();
    if (inAlarm((ago) => series.perUnit(world, ago), high)) {
      return Math.max(capacity, ...newestNeeds(1, world));
    }
    if (pending > 0 || !inAlarm((ago) => series.perUnit(world, ago), low)) {
      return undefined;
    }
    const fewest = capacity - Math.max(1, Math.floor((capacity * mostIn) / 100));
    return Math.min(capacity, Math.max(fewest, ...newestNeeds(PERIODS_OF_NEED, world)));
  };

  function newestNeeds(count: number, world: World): readonly number[] {
    return newestOf(count, (ago) => needed(series.total(world, ago), target));
  }
}

/** current × metric ÷ target, where current are the units that the metric was measured over. */
function needed(total: number | undefined, target: number): number | undefined {
  return total === undefined ? undefined : total / target;
}
