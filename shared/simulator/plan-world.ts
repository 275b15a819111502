/** @module The world that a plan's target lives in: sized from what the plan says of its units. */
import type { ScalingPlan } from '../core/plan.ts';
import { seconds } from '../core/units.ts';
import { measureOf, unboundSources } from './binding.ts';
import type { FleetSettings } from './fleet-settings.ts';
import { quantileOf, type Trace } from './trace.ts';
import type { GeneratedLoad } from './workload.ts';
import { type QueueWorld, queueWorld, type ServiceWorld, serviceWorld } from './world.ts';

/** A world, and what one of its units can do. */
export type PlanWorld =
  | {
      readonly kind: 'queue';
      readonly world: QueueWorld;
      readonly concurrency: number;
      readonly objectiveSeconds: number;
    }
  | {
      readonly kind: 'service';
      readonly world: ServiceWorld;
      /** Load that one unit serves, in the unit of the load. */
      readonly capacityPerUnit: number;
    };

/** What a world is made from, beside the plan. */
export interface PlanWorldSettings extends GeneratedLoad {
  readonly seed: number;
  /** Load that one unit serves, in the load's unit; told by the plan or the load where absent. */
  readonly capacityPerUnit?: number | undefined;
  readonly fleet?: Partial<FleetSettings>;
}

/** The plan has something that no world measures, or nothing that says what a unit can do. */
export class NotSimulatedError extends Error {
  override readonly name = 'NotSimulatedError';
}

/** A unit on its target has this share of what it could serve. */
const LOAD_ON_TARGET = 0.7;
/** Where nothing says what a unit serves, so many of them serve the 95th percentile of the load. */
const UNITS_AT_P95 = 20;
/** Requests per minute of a unit on target, where the plan tracks no such count. */
const ORDINARY_REQUESTS = 1000;
/** Where a queue plan states no objective. */
const ORDINARY_OBJECTIVE_SECONDS = 60;
/** Where nothing says how long a message takes, and none comes. */
const ORDINARY_SERVICE_SECONDS = 1;
/** What only a queue has. */
const OF_A_QUEUE: readonly string[] = ['visible', 'in-flight', 'age-of-oldest', 'arrivals'];

/** Builds the world of a plan under a load. Throws a NotSimulatedError. */
export function planWorld(plan: ScalingPlan, settings: PlanWorldSettings): PlanWorld {
  const unbound = unboundSources(plan.sources);
  if (unbound.length > 0) {
    throw new NotSimulatedError(
      `The source ${unbound.join(', ')} of "${plan.id}" cannot be simulated: ` +
        'no simulated world measures it. Queues, load balancers and CPU can be.',
    );
  }
  const { seed, load, poison } = settings;
  const fleet = {
    initial: plan.capacity.min,
    startUp: plan.unit.warmUp,
    perHour: plan.unit.perHour ?? 0,
    ...settings.fleet,
  };
  const serviceTime = stated(plan, 'serviceTime') ?? impliedServiceTime(plan, settings);
  if (serviceTime !== undefined) {
    const concurrency = stated(plan, 'concurrency') ?? 1;
    const objectiveSeconds =
      stated(plan, 'objective') ?? stated(plan, 'acceptableLatency') ?? ORDINARY_OBJECTIVE_SECONDS;
    const world = queueWorld({
      arrivals: load,
      poison,
      serviceTime: { distribution: 'lognormal', mean: seconds(serviceTime), spread: 0.5 },
      concurrency,
      objective: seconds(objectiveSeconds),
      goesFirst: 'idle',
      fleet: { drain: seconds(120), ...fleet },
      seed,
    });
    return { kind: 'queue', world, concurrency, objectiveSeconds };
  }
  const capacityPerUnit = settings.capacityPerUnit ?? unitCapacity(plan, load);
  return {
    kind: 'service',
    capacityPerUnit,
    world: serviceWorld({ load, capacityPerUnit, fleet, seed }),
  };
}

/**
 * Load that one unit serves, in the unit of the load: what a count per unit and minute is tracked
 * at, with room above it; else so much that 20 units serve the load's 95th percentile.
 */
function unitCapacity(plan: ScalingPlan, load: Trace): number {
  const counts = Object.entries(plan.sources)
    .filter(([, spec]) => Reflect.get(spec, 'metric') === 'RequestCountPerTarget')
    .map(([name]) => name);
  const tracked = plan.policies.find(
    (policy) => 'target' in policy && 'source' in policy && counts.includes(policy.source),
  );
  return tracked !== undefined && 'target' in tracked
    ? (tracked.target / LOAD_ON_TARGET / 60) * load.per
    : quantileOf(load, 0.95) / UNITS_AT_P95;
}

/**
 * Seconds a message takes where a plan reads a queue and no policy says it, as formulas and scripts
 * do not; undefined where it reads none.
 */
function impliedServiceTime(plan: ScalingPlan, settings: PlanWorldSettings): number | undefined {
  const { load, capacityPerUnit = quantileOf(load, 0.95) / UNITS_AT_P95 } = settings;
  const readsQueue = Object.values(plan.sources).some((spec) =>
    OF_A_QUEUE.includes(measureOf(spec)?.measure ?? ''),
  );
  if (!readsQueue) {
    return undefined;
  }
  return capacityPerUnit > 0 ? load.per / capacityPerUnit : ORDINARY_SERVICE_SECONDS;
}

/** The peak of a load that is generated for a plan needs this share of its largest capacity. */
const PEAK_SHARE = 0.6;

/** Load per second at the peak of a day that gives a plan something to do. */
export function peakFor(plan: ScalingPlan): number {
  return plan.capacity.max * loadOnTarget(plan) * PEAK_SHARE;
}

/** Load per second of one unit on its target: what the plan's policies say of it. */
export function loadOnTarget(plan: ScalingPlan): number {
  const serviceTime = stated(plan, 'serviceTime');
  return serviceTime === undefined
    ? (stated(plan, 'target') ?? ORDINARY_REQUESTS) / 60
    : (stated(plan, 'concurrency') ?? 1) / serviceTime;
}

/** A number that one of the policies states, by its name in a plan. */
function stated(plan: ScalingPlan, name: string): number | undefined {
  for (const policy of plan.policies) {
    const value: unknown = Reflect.get(policy, name);
    if (typeof value === 'number') {
      return value;
    }
  }
  return undefined;
}
