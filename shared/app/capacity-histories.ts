/** @module The capacities that targets had, as far as activities and states tell. */
import pLimit from 'p-limit';
import {
  type CapacitySighting,
  type CapacityStretch,
  capacityHistory,
} from '../core/money/capacity-history.ts';
import type { ScalingPlan } from '../core/plan.ts';
import type { State } from '../core/state.ts';
import type { Instant } from '../core/units.ts';
import type { EvaluationPorts } from './evaluate-targets.ts';

/** A stretch of time: from the first instant to the last. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** Histories read at once: each is pages of a megabyte. */
const HISTORIES_AT_ONCE = 8;

/**
 * One history for each plan, in order; empty where nothing is known. Throws a
 * StoreUnavailableError when the activities cannot be read.
 */
export async function capacityHistories(
  plans: readonly ScalingPlan[],
  span: Span,
  { activities, states }: Pick<EvaluationPorts, 'activities' | 'states'>,
): Promise<readonly (readonly CapacityStretch[])[]> {
  const loaded = await states.load(plans.map(({ id }) => id));
  const oneOf = pLimit(HISTORIES_AT_ONCE);
  return Promise.all(
    plans.map(({ id }, index) =>
      oneOf(async () => {
        const recorded = await activities.sightings(id, span);
        return capacityHistory(withPresent(recorded, loaded[index]), span);
      }),
    ),
  );
}

/**
 * A target that did not move for 30 days has no activity left, but its state says since when it
 * has what it has.
 */
function withPresent(
  recorded: readonly CapacitySighting[],
  state: State | undefined,
): readonly CapacitySighting[] {
  const { applied } = state ?? {};
  const first = recorded[0];
  if (applied === undefined || (first !== undefined && first.at <= applied.at)) {
    return recorded;
  }
  const { at, capacity } = applied;
  return [{ at, found: capacity, left: capacity, movedByOthers: false }, ...recorded];
}
