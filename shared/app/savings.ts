/** @module What the recorded activities say that scaling saved. */
import pLimit from 'p-limit';
import { type CapacitySighting, capacityHistory } from '../core/money/capacity-history.ts';
import { type Savings, type SavingsSum, savingsOver, sumOfSavings } from '../core/money/savings.ts';
import type { ScalingPlan } from '../core/plan.ts';
import type { State } from '../core/state.ts';
import type { Instant } from '../core/units.ts';
import type { EvaluationPorts } from './evaluate-targets.ts';

/** A stretch of time: from the first instant to the last. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** What one target's scaling saved. */
export interface TargetSavings {
  readonly target: string;
  /** In `shadow` we never act: whatever was saved, others saved. */
  readonly mode: 'live' | 'shadow';
  /** Where the price came from. */
  readonly priceFrom: string | null;
  /** From when on the capacity is known; null where it never was. */
  readonly since: Instant | null;
  /** Null where the capacity is not known. */
  readonly savings: Savings | null;
}

/** What the plan's targets saved over a span, each and in all. */
export interface SavingsReport extends Span {
  readonly targets: readonly TargetSavings[];
  /** Over the targets whose capacity is known and whose units are priced. */
  readonly all: SavingsSum;
}

/** Histories read at once: each is pages of a megabyte. */
const HISTORIES_AT_ONCE = 8;

/**
 * Compares what ran over a span with fixed capacity. Throws a StoreUnavailableError when the
 * activities cannot be read.
 */
export async function savingsReport(
  plans: readonly ScalingPlan[],
  span: Span,
  { activities, states }: Pick<EvaluationPorts, 'activities' | 'states'>,
): Promise<SavingsReport> {
  const loaded = await states.load(plans.map(({ id }) => id));
  const oneOf = pLimit(HISTORIES_AT_ONCE);
  const targets = await Promise.all(
    plans.map((plan, index) =>
      oneOf(async () => {
        const recorded = await activities.sightings(plan.id, span);
        return savingsOf(plan, withPresent(recorded, loaded[index]), span);
      }),
    ),
  );
  const all = sumOfSavings(targets.flatMap(({ savings }) => savings ?? []));
  return { ...span, targets, all };
}

function savingsOf(
  plan: ScalingPlan,
  sightings: readonly CapacitySighting[],
  span: Span,
): TargetSavings {
  const stretches = capacityHistory(sightings, span);
  return {
    target: plan.id,
    mode: plan.mode,
    priceFrom: plan.unit.priceFrom ?? null,
    since: stretches[0]?.from ?? null,
    savings: savingsOver(stretches, plan) ?? null,
  };
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
  return applied === undefined || (first !== undefined && first.at <= applied.at)
    ? recorded
    : [
        {
          at: applied.at,
          found: applied.capacity,
          left: applied.capacity,
          movedByOthers: false,
        },
        ...recorded,
      ];
}
