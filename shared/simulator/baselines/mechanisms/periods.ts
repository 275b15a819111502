/** @module Metrics by period of the clock, as a metric service aggregates them. */
import { instant, type Seconds } from '../../../core/units.ts';
import type { ScalingTask } from '../../baseline.ts';
import type { Measure } from '../../measure.ts';
import type { Point } from '../../sensor.ts';
import type { World } from '../../world.ts';

/** A metric that is counted per unit, by periods back from now: 0 is the newest that is over. */
export interface Series {
  /** Load per unit; undefined = no data in that period. */
  perUnit(world: World, ago: number): number | undefined;
  /** Load of all units together. */
  total(world: World, ago: number): number | undefined;
}

/**
 * Load per unit in service, as the share of what a unit can serve: 1 = at its capacity. It is a
 * request count and goes on beyond 1. Without units in service there is none.
 */
export function usage(task: ScalingTask, period: Seconds): Series {
  const read = (measure: Measure) => (world: World, ago: number) => {
    const point = periodOf(world, measure, { period, ago });
    return point === undefined ? undefined : point.value / servedPerPeriod(task, world);
  };
  const perUnit = read('requests-per-unit');
  const all = read('requests');
  return {
    perUnit,
    total(world, ago) {
      const share = perUnit(world, ago);
      return share === undefined
        ? undefined
        : (all(world, ago) ?? share * world.describe().inService);
    },
  };
}

/** The newest load, as units that it keeps at their capacity; undefined = not known of late. */
export function newestLoad(task: ScalingTask, world: World): number | undefined {
  const [newest] = newestOf(1, (ago) =>
    periodOf(world, loadMeasure(task), { period: world.period, ago }),
  );
  return newest === undefined ? undefined : newest.value / servedPerPeriod(task, world);
}

/** Periods more than needed in which values are looked for: metrics come late, and have gaps. */
const EXTRA_PERIODS = 2;

/** The newest so many values that there are, newest first: fewer where there are fewer of late. */
export function newestOf<Value>(
  count: number,
  read: (ago: number) => Value | undefined,
): readonly Value[] {
  const found: Value[] = [];
  for (let ago = 0; ago < count + EXTRA_PERIODS && found.length < count; ago += 1) {
    const value = read(ago);
    if (value !== undefined) {
      found.push(value);
    }
  }
  return found;
}

/** What counts the load of a task. */
export function loadMeasure({ queue }: ScalingTask): Measure {
  return queue === undefined ? 'requests' : 'arrivals';
}

/** Load that one unit serves in a period of the world's metrics: a count. */
export function servedPerPeriod(task: ScalingTask, world: World): number {
  return (task.capacityPerUnit * world.period) / task.load.per;
}

/**
 * Mean of a metric over a period that ends on the clock, so many periods ago, with the end of its
 * newest data point. A period shorter than the metric's own is that; undefined = nothing to read.
 */
export function periodOf(
  world: World,
  measure: Measure,
  { period, ago }: { readonly period: Seconds; readonly ago: number },
): Point | undefined {
  const lengthMs = Math.max(period, world.period) * 1000;
  const from = instant((Math.ceil(world.now() / lengthMs) - 1 - ago) * lengthMs);
  const to = instant(Math.min(world.now(), from + lengthMs));
  if (period <= world.period) {
    const point = world.newest(measure, { to });
    return point === undefined || point.at <= from ? undefined : point;
  }
  const points = world.between(measure, { from, to });
  const last = points.at(-1);
  return last === undefined
    ? undefined
    : { at: last.at, value: points.reduce((sum, { value }) => sum + value, 0) / points.length };
}
