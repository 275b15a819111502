/** @module Two plans simulated over the load of a recording, each with the consequences it has. */
import type { Interpreters } from '../../shared/core/lua.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { formatDuration, round } from '../../shared/core/quantity.ts';
import { unboundSources } from '../../shared/simulator/binding.ts';
import { NotSimulatedError, planWorld } from '../../shared/simulator/plan-world.ts';
import {
  type QueueScore,
  type ServiceScore,
  scoreQueue,
  scoreService,
} from '../../shared/simulator/score.ts';
import { simulate } from '../../shared/simulator/simulate.ts';
import { endOf } from '../../shared/simulator/trace.ts';
import { type DerivedLoad, deriveLoad } from './derive-load.ts';
import type { RecordedTarget } from './read-recording.ts';

/** A run, scored by what its target serves. */
export type Scored =
  | { readonly kind: 'service'; readonly score: ServiceScore }
  | { readonly kind: 'queue'; readonly score: QueueScore };

/** What really ran, as far as it was recorded: a check on the simulation of the same plan. */
export interface Reality {
  readonly unitHours: number;
  readonly changes: number;
  readonly hours: number;
  /** Null where a unit has no price. */
  readonly usd: number | null;
}

/** What became of both plans. */
export type ClosedLoop =
  | {
      readonly status: 'simulated';
      readonly reality: Reality;
      readonly recorded: Scored;
      readonly other: Scored;
      /** What is taken for granted, a sentence each. */
      readonly assumptions: readonly string[];
    }
  | { readonly status: 'not-simulated'; readonly because: string };

/** What the simulation is told beside plans and load. */
export interface ClosedLoopSettings {
  readonly seed: number;
  /** Load that one unit serves, in the unit of the source it is made from. */
  readonly capacityPerUnit: number | undefined;
  readonly interpreters?: Interpreters | undefined;
}

/**
 * Derives the load, and lets both plans loose on it in the same world: the start-up time, the
 * prices and the speed of units are those of the recorded plan.
 */
export function closedLoop(
  target: RecordedTarget,
  other: ScalingPlan,
  settings: ClosedLoopSettings,
): ClosedLoop {
  const derived = deriveLoad(target);
  if (derived.status === 'underivable') {
    return { status: 'not-simulated', because: derived.because };
  }
  const unbound = unboundSources(other.sources);
  if (unbound.length > 0) {
    return {
      status: 'not-simulated',
      because: `no simulated world measures ${unbound.join(', ')} of the other plan`,
    };
  }
  try {
    const recorded = outcomeOf(target, target.plan, derived, settings);
    return {
      status: 'simulated',
      reality: realityOf(target),
      recorded: recorded.scored,
      other: outcomeOf(target, other, derived, settings).scored,
      assumptions: [...derived.assumptions, ...recorded.assumptions, ...planChanges(target)],
    };
  } catch (error) {
    if (error instanceof NotSimulatedError) {
      return { status: 'not-simulated', because: error.message };
    }
    throw error;
  }
}

function planChanges({ moments }: RecordedTarget): readonly string[] {
  const objects = [...new Set(moments.map(({ plan }) => plan))];
  const plans = new Set(objects.map((plan) => JSON.stringify(plan)));
  return plans.size < 2
    ? []
    : [`the plan was changed while it was recorded: the last of ${plans.size} is taken for it all`];
}

type Derived = Extract<DerivedLoad, { status: 'derived' }>;

/** One plan in the world of the recorded one. In shadow mode it acts too: nothing real moves. */
function outcomeOf(
  { plan: recorded, moments }: RecordedTarget,
  asked: ScalingPlan,
  { load, capacityPerUnit, source }: Derived,
  { seed, interpreters, capacityPerUnit: said }: ClosedLoopSettings,
): { readonly scored: Scored; readonly assumptions: readonly string[] } {
  const plan: ScalingPlan = { ...asked, mode: 'live' };
  const [initial] = moments.flatMap(({ snapshot: { target } }) =>
    target.status === 'described' ? [target.capacity] : [],
  );
  const built = planWorld(recorded, {
    load,
    seed,
    capacityPerUnit: said ?? capacityPerUnit,
    ...(initial === undefined ? {} : { fleet: { initial } }),
  });
  const until = endOf(load);
  const startUp = `a unit starts in ${formatDuration(recorded.unit.warmUp)}, and none fails`;
  if (built.kind === 'queue') {
    const run = simulate(plan, built.world, { until, interpreters });
    const objective = formatDuration(built.objectiveSeconds);
    return {
      scored: { kind: 'queue', score: scoreQueue(run, built.concurrency) },
      assumptions: [startUp, `messages count as in time within ${objective}, for both plans`],
    };
  }
  const run = simulate(plan, built.world, { until, interpreters });
  const { capacityPerUnit: perUnit } = built;
  return {
    scored: { kind: 'service', score: scoreService(run, perUnit) },
    assumptions: [
      startUp,
      `one unit serves ${round(perUnit)} in ${formatDuration(load.per)} of what ${source} is ` +
        `made of${said === undefined ? ' (say otherwise with --unit-capacity)' : ''}`,
    ],
  };
}

/** Capacity asked for over time; each moment's lasts until the next. */
function realityOf({ plan, moments }: RecordedTarget): Reality {
  const described = moments.flatMap(({ at, snapshot: { target } }) =>
    target.status === 'described' ? [{ at, capacity: target.capacity }] : [],
  );
  let unitSeconds = 0;
  let changes = 0;
  described.forEach(({ at, capacity }, index) => {
    const next = described[index + 1] ?? { at, capacity };
    unitSeconds += (capacity * (next.at - at)) / 1000;
    changes += next.capacity === capacity ? 0 : 1;
  });
  const unitHours = unitSeconds / 3600;
  const hours = ((described.at(-1)?.at ?? 0) - (described[0]?.at ?? 0)) / 3_600_000;
  const { perHour } = plan.unit;
  return { unitHours, changes, hours, usd: perHour === undefined ? null : unitHours * perHour };
}
