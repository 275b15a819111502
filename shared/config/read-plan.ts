/** @module A plan from a document that was parsed: checked as a whole, every problem at once. */
import type { ScalingPlan } from '../core/plan.ts';
import { budgetProblems } from './budget-problems.ts';
import { lintTargets } from './lint.ts';
import type { LintGiven } from './lint-rule.ts';
import type { PlanProblem } from './plan-problem.ts';
import { parsePlan } from './plan-schema.ts';
import { problemsOf } from './schema-problems.ts';
import type { Pricing } from './unit-price.ts';

/** A plan that can be used, or every reason why it cannot; warnings either way. */
export type PlanResult =
  | {
      readonly status: 'valid';
      readonly plans: readonly ScalingPlan[];
      readonly warnings: readonly PlanProblem[];
    }
  | { readonly status: 'invalid'; readonly problems: readonly PlanProblem[] };

/** What a plan is checked with: the more there is, the more is said. */
export interface CheckedWith extends LintGiven {
  /** Without it, prices are what the plan states. */
  readonly pricing?: Pricing | undefined;
}

/** Checks a document that was already parsed; every problem at once. */
export function readPlan(document: unknown, given: CheckedWith = {}): PlanResult {
  const parsed = parsePlan(document, given.pricing);
  const { plans } = parsed;
  const found = [
    ...(parsed.status === 'parsed'
      ? []
      : parsed.issues.flatMap((issue) => problemsOf(issue, document))),
    ...parsed.problems,
    ...budgetProblems(parsed),
    ...lintTargets(plans, given),
  ];
  return found.some(({ severity }) => severity === 'error')
    ? { status: 'invalid', problems: found }
    : { status: 'valid', plans, warnings: found };
}
