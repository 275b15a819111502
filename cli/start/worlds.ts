/** @module A little world for every target of a plan: load, a fleet, and what can be read of it. */
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { type Instant, seconds } from '../../shared/core/units.ts';
import { bindSource } from '../../shared/simulator/binding.ts';
import { loadOnTarget, type PlanWorld, planWorld } from '../../shared/simulator/plan-world.ts';
import type { Trace } from '../../shared/simulator/trace.ts';
import { diurnal } from '../../shared/simulator/workloads/diurnal.ts';
import { flashCrowd } from '../../shared/simulator/workloads/flash-crowd.ts';

/** A target with the world it lives in. */
export type LocalTarget = { readonly plan: ScalingPlan } & PlanWorld;

const DAY = seconds(86_400);
const MINUTE = seconds(60);
/** The day's peak needs this share of the largest capacity; the crowd comes on top. */
const PEAK_SHARE = 0.55;
const CROWD_SHARE = 0.3;
/** When the crowd comes, and how long its day lasts: it decays within the hour. */
const CROWD_AT_HOUR = 15.2;
const CROWD_DAY = seconds(6 * 3600);
const CROWD_STARTS_AFTER = 0.4;
/** The world of a target, sized to give its plan something to do. Throws a NotSimulatedError. */
export function localTarget(
  plan: ScalingPlan,
  { start, seed }: { readonly start: Instant; readonly seed: number },
): LocalTarget {
  const perUnit = loadOnTarget(plan);
  return {
    plan,
    ...planWorld(plan, {
      load: day(plan, { start, seed, perUnit }),
      fleet: { startUpJitter: 0.15 },
      seed,
    }),
  };
}

/** A day with two peaks and a quiet night, and a crowd in the afternoon that nobody announced. */
function day(
  { capacity: { max } }: ScalingPlan,
  {
    start,
    seed,
    perUnit,
  }: { readonly start: Instant; readonly seed: number; readonly perUnit: number },
): Trace {
  const shape = { seed, start, length: DAY, step: MINUTE };
  const { load } = diurnal.generate({ ...shape, peak: max * perUnit * PEAK_SHARE });
  const crowd = flashCrowd.generate({
    ...shape,
    length: CROWD_DAY,
    peak: max * perUnit * CROWD_SHARE,
  }).load;
  const intoDay = (start / 1000) % DAY;
  const first = CROWD_AT_HOUR * 3600 - intoDay - CROWD_STARTS_AFTER * CROWD_DAY;
  const offset = Math.round(((first + DAY) % DAY) / MINUTE);
  const calm = crowd.values[0] ?? 0;
  const values = load.values.map(
    (value, minute) => value + Math.max(0, (crowd.values[minute - offset] ?? 0) - calm),
  );
  return { ...load, values };
}

/** The ways to read every source of a target in its world. */
export function readersOf({ plan, world }: LocalTarget) {
  return Object.values(plan.sources).map((spec) => ({
    spec,
    read: () =>
      bindSource(spec)?.(world) ?? {
        status: 'missing' as const,
        because: 'invalid' as const,
        detail: 'this source cannot be simulated',
      },
  }));
}
