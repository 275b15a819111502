/** @module What looking at the targets of a plan is paid for. */
import type { ReadTarget } from '../core/money/own-calls.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { sources } from './sources/index.ts';

/** Every target with the paid reads of its sources. */
export function readTargets(plans: readonly ScalingPlan[]): readonly ReadTarget[] {
  return plans.map(({ id, evaluateEvery, budget, sources: specs }) => ({
    id,
    evaluateEvery,
    budget: budget?.name,
    reads: Object.values(specs).flatMap((spec) => sources.memberOf(spec).paidReads?.(spec) ?? []),
  }));
}
