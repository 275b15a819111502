/** @module A little world for every target of a plan: load, a fleet, and what can be read of it. */
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { type Instant, type Seconds, seconds } from '../../shared/core/units.ts';
import { bindSource, unboundSources } from '../../shared/simulator/binding.ts';
import type { Trace } from '../../shared/simulator/trace.ts';
import { diurnal } from '../../shared/simulator/workloads/diurnal.ts';
import { flashCrowd } from '../../shared/simulator/workloads/flash-crowd.ts';
import {
  type QueueWorld,
  queueWorld,
  type ServiceWorld,
  serviceWorld,
} from '../../shared/simulator/world.ts';

/** A target with the world it lives in. */
export type LocalTarget = { readonly plan: ScalingPlan } & (
  | { readonly kind: 'queue'; readonly world: QueueWorld }
  | { readonly kind: 'service'; readonly world: ServiceWorld }
);

/** The plan has something that cannot be simulated. */
export class NotSimulatedError extends Error {
  override readonly name = 'NotSimulatedError';
}

const DAY = seconds(86_400);
const MINUTE = seconds(60);
/** The day's peak needs this share of the largest capacity; the crowd comes on top. */
const PEAK_SHARE = 0.55;
const CROWD_SHARE = 0.3;
/** When the crowd comes, and how long its day lasts: it decays within the hour. */
const CROWD_AT_HOUR = 15.2;
const CROWD_DAY = seconds(6 * 3600);
const CROWD_STARTS_AFTER = 0.4;
/** A unit on its target has this share of what it could serve. */
const LOAD_ON_TARGET = 0.7;

/** The world of a target, sized so that its plan has something to do. Throws a NotSimulatedError. */
export function localTarget(
  plan: ScalingPlan,
  { start, seed }: { readonly start: Instant; readonly seed: number },
): LocalTarget {
  const unbound = unboundSources(plan.sources);
  if (unbound.length > 0) {
    throw new NotSimulatedError(
      `npm start cannot simulate the source ${unbound.join(', ')} of "${plan.id}". ` +
        'Try it with --plan tidegate.yml.',
    );
  }
  const fleet = {
    initial: plan.capacity.min,
    startUp: plan.unit.warmUp,
    startUpJitter: 0.15,
    perHour: plan.unit.perHour ?? 0,
    drain: seconds(60),
  };
  const serviceTime = setting(plan, 'serviceTime');
  if (serviceTime !== undefined) {
    const concurrency = setting(plan, 'concurrency') ?? 1;
    const perUnit = concurrency / serviceTime;
    const world = queueWorld({
      arrivals: day(plan, { start, seed, perUnit }),
      serviceTime: { distribution: 'lognormal', mean: seconds(serviceTime), spread: 0.5 },
      concurrency,
      objective: seconds(setting(plan, 'objective') ?? setting(plan, 'acceptableLatency') ?? 60),
      goesFirst: 'idle',
      fleet,
      seed,
    });
    return { kind: 'queue', plan, world };
  }
  const perMinute = setting(plan, 'target') ?? 1000;
  const perUnit = perMinute / MINUTE / LOAD_ON_TARGET;
  const world = serviceWorld({
    load: day(plan, { start, seed, perUnit: perUnit * LOAD_ON_TARGET }),
    capacityPerUnit: perUnit,
    fleet,
    seed,
  });
  return { kind: 'service', plan, world };
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

/** A number that one of the policies states, by its name in the plan. */
function setting(plan: ScalingPlan, name: string): Seconds | number | undefined {
  for (const policy of plan.policies) {
    const value: unknown = Reflect.get(policy, name);
    if (typeof value === 'number') {
      return value;
    }
  }
  return undefined;
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
