/** @module Whether a target is calm: it has its least, and nothing is near to asking for more. */
import { isDue, isRarerAtRest, restingCadence } from './cadence.ts';
import type { ReasonCode } from './decision.ts';
import type { LimitContext } from './limit.ts';
import { toleranceBand } from './limits/tolerance.ts';
import type { TargetPlan } from './plan.ts';
import type { State } from './state.ts';
import { elapsed, type Instant, seconds } from './units.ts';

/** A calm target is passed over once it has been calm for this long. */
export const RESTS_AFTER = seconds(600);

/** Whatever is read would have to become this many times as large before more is asked for. */
const MARGIN = 2;

/** Reasons that say that somebody else moves the target, or wants it left. */
const OTHERS_DECIDE: ReadonlySet<ReasonCode> = new Set([
  'operation-in-progress',
  'foreign-change',
  'target-held',
  'override',
]);

type Context = Pick<
  LimitContext<{ readonly tolerance: number }>,
  'bounds' | 'current' | 'isBlind' | 'now' | 'readings' | 'recommendations' | 'settings' | 'target'
>;

/**
 * Since when a target has been calm; undefined where it is not, or where its plan always wants it
 * looked at. Calm is a target that has its minimum, all of it in service, and whose policies all
 * ask for no more, and say at which reading they would: each reading would have to double for that,
 * and the unrounded need, where a policy tells one. A policy that moves with the time says no such
 * thing, so its target is never calm; nor is one that spends from a budget, whose cap is to hold at
 * every look.
 */
export function calmSince(
  { calmEvery, evaluateEvery, budget }: Pick<TargetPlan, 'budget' | 'calmEvery' | 'evaluateEvery'>,
  before: State,
  context: Context,
  reason: ReasonCode,
): Instant | undefined {
  const mayRest =
    calmEvery !== undefined &&
    isRarerAtRest({ calmEvery, evaluateEvery }) &&
    budget === undefined &&
    !OTHERS_DECIDE.has(reason);
  return mayRest && hasItsLeast(context) && isFarFromMore(context)
    ? (before.calmSince ?? context.now)
    : undefined;
}

/**
 * Whether a target is passed over in the tick at `now`: it has been calm for long, this tick is not
 * one at which it is looked at all the same, and its plan has the minimum and the freedom that it
 * had then.
 */
export function isResting(
  {
    id,
    budget,
    calmEvery,
    capacity,
    evaluateEvery,
  }: Pick<TargetPlan, 'budget' | 'calmEvery' | 'capacity' | 'evaluateEvery' | 'id'>,
  { applied, calmSince: since, limits }: State,
  now: Instant,
): boolean {
  return (
    calmEvery !== undefined &&
    since !== undefined &&
    budget === undefined &&
    limits.override === undefined &&
    applied?.capacity === capacity.min &&
    elapsed({ from: since, to: now }) >= RESTS_AFTER &&
    !isDue({ id, evaluateEvery: restingCadence({ calmEvery, evaluateEvery }) }, now)
  );
}

/**
 * The state with which a target is looked at that was called: whatever it shows, its calm begins
 * anew, as who called may have seen what is not among its readings yet. The very state where it was
 * not calm.
 */
export function called(state: State): State {
  if (state.calmSince === undefined) {
    return state;
  }
  const { calmSince: _, ...rest } = state;
  return rest;
}

/** A target at zero wakes at the first sign of load, so it is never at rest. */
function hasItsLeast({ bounds, current, isBlind, target }: Context): boolean {
  return !isBlind && current > 0 && current === bounds.min && target.inService >= current;
}

/**
 * Every policy says at which reading it would ask for more, and none is near to it. One that asks
 * for more already names where it would ask for still more.
 */
function isFarFromMore({ recommendations, readings, current, settings }: Context): boolean {
  const most = toleranceBand(current, settings).above + 1e-9;
  return recommendations.every((report) => {
    if (report.status !== 'recommended' || report.edge?.above === undefined) {
      return false;
    }
    if (report.capacity > current || (report.exact ?? 0) * MARGIN > most) {
      return false;
    }
    const { source, above } = report.edge;
    const reading = readings[source];
    return reading?.status === 'measured' && reading.value * MARGIN <= above;
  });
}
