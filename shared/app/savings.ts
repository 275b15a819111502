/** @module What the recorded activities say that scaling saved. */
import type { CapacityStretch } from '../core/money/capacity-history.ts';
import { type Savings, type SavingsSum, savingsOver, sumOfSavings } from '../core/money/savings.ts';
import type { ScalingPlan } from '../core/plan.ts';
import type { Instant } from '../core/units.ts';
import { capacityHistories, type Span } from './capacity-histories.ts';
import type { EvaluationPorts } from './evaluate-targets.ts';

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

/**
 * Compares what ran over a span with fixed capacity. Throws a StoreUnavailableError when the
 * activities cannot be read.
 */
export async function savingsReport(
  plans: readonly ScalingPlan[],
  span: Span,
  ports: Pick<EvaluationPorts, 'activities' | 'states'>,
): Promise<SavingsReport> {
  const histories = await capacityHistories(plans, span, ports);
  const targets = plans.map((plan, index) => savingsOf(plan, histories[index] ?? []));
  const all = sumOfSavings(targets.flatMap(({ savings }) => savings ?? []));
  return { ...span, targets, all };
}

function savingsOf(plan: ScalingPlan, stretches: readonly CapacityStretch[]): TargetSavings {
  return {
    target: plan.id,
    mode: plan.mode,
    priceFrom: plan.unit.priceFrom ?? null,
    since: stretches[0]?.from ?? null,
    savings: savingsOver(stretches, plan) ?? null,
  };
}
