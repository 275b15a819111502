/** @module The world that a plan's target lives in: sized from what the plan says of its units. */
import type { PolicySpec, ScalingPlan } from '../core/plan.ts';
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
/** What counts requests. */
const OF_REQUESTS: readonly string[] = ['requests', 'requests-per-unit'];
/** The peak of a load that is generated for a plan needs this share of its largest capacity. */
const PEAK_SHARE = 0.6;

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
    mixed: plan.unit.purchase === undefined ? undefined : plan.unit,
    ...settings.fleet,
  };
  const serviceTime = statedIn(plan, 'serviceTime') ?? impliedServiceTime(plan, settings);
  if (serviceTime !== undefined) {
    const concurrency = statedIn(plan, 'concurrency') ?? 1;
    const objectiveSeconds =
      statedIn(plan, 'objective') ??
      statedIn(plan, 'acceptableLatency') ??
      ORDINARY_OBJECTIVE_SECONDS;
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
 * Load that one unit serves, in the unit of the load: where a policy counts requests, the limit
 * that it states, or the target with room above it; else so much that 20 units, or as many as the
 * plan allows at a peak, serve the load's 95th percentile.
 */
function unitCapacity(plan: ScalingPlan, load: Trace): number {
  for (const policy of plan.policies) {
    const counted = countedBy(plan, policy);
    const most = stated(policy, 'limit') ?? (stated(policy, 'target') ?? 0) / LOAD_ON_TARGET;
    if (counted !== undefined && most > 0) {
      return (most / counted.period) * load.per;
    }
  }
  return ordinaryCapacity(plan, load);
}

/** Where nothing says what a unit serves. */
function ordinaryCapacity({ capacity }: ScalingPlan, load: Trace): number {
  return quantileOf(load, 0.95) / Math.min(UNITS_AT_P95, capacity.max * PEAK_SHARE);
}

/** The source of a policy, where it counts requests. */
function countedBy(
  { sources }: ScalingPlan,
  policy: PolicySpec,
): ReturnType<typeof measureOf> | undefined {
  const name: unknown = Reflect.get(policy, 'source');
  const spec = typeof name === 'string' ? sources[name] : undefined;
  const counted = spec === undefined ? undefined : measureOf(spec);
  return counted !== undefined && OF_REQUESTS.includes(counted.measure) ? counted : undefined;
}

/**
 * Seconds a message takes where a plan reads a queue and no policy says it, as formulas and scripts
 * do not; undefined where it reads none.
 */
function impliedServiceTime(plan: ScalingPlan, settings: PlanWorldSettings): number | undefined {
  const { load, capacityPerUnit = ordinaryCapacity(plan, load) } = settings;
  const readsQueue = Object.values(plan.sources).some((spec) =>
    OF_A_QUEUE.includes(measureOf(spec)?.measure ?? ''),
  );
  if (!readsQueue) {
    return undefined;
  }
  return capacityPerUnit > 0 ? load.per / capacityPerUnit : ORDINARY_SERVICE_SECONDS;
}

/** Load per second at the peak of a day that gives a plan something to do. */
export function peakFor(plan: ScalingPlan): number {
  return plan.capacity.max * loadOnTarget(plan) * PEAK_SHARE;
}

/** Load per second of one unit on its target: what the plan's policies say of it. */
export function loadOnTarget(plan: ScalingPlan): number {
  const serviceTime = statedIn(plan, 'serviceTime');
  const limit = statedIn(plan, 'limit');
  const target = limit === undefined ? statedIn(plan, 'target') : limit * LOAD_ON_TARGET;
  return serviceTime === undefined
    ? (target ?? ORDINARY_REQUESTS) / 60
    : (statedIn(plan, 'concurrency') ?? 1) / serviceTime;
}

/** A number that any of the policies states, by its name in a plan. */
function statedIn(plan: ScalingPlan, name: string): number | undefined {
  return plan.policies.map((policy) => stated(policy, name)).find((value) => value !== undefined);
}

function stated(policy: PolicySpec, name: string): number | undefined {
  const value: unknown = Reflect.get(policy, name);
  return typeof value === 'number' ? value : undefined;
}
