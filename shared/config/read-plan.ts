/** @module A plan from a document that was parsed: checked as a whole, every problem at once. */
import type { ScalingPlan } from '../core/plan.ts';
import { billProblems } from './bill-problems.ts';
import { budgetProblems } from './budget-problems.ts';
import { lintTargets } from './lint.ts';
import type { LintGiven } from './lint-rule.ts';
import { writtenPath } from './mended.ts';
import type { PlanProblem } from './plan-problem.ts';
import { parsePlan } from './plan-schema.ts';
import { readablePlans } from './readable-plans.ts';
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
  const fitting = parsePlan(document, given.pricing);
  if (fitting === undefined) {
    return { status: 'invalid', problems: problemsOfUnfit(document, given) };
  }
  const { plans } = fitting;
  const found = [
    ...fitting.problems,
    ...budgetProblems(fitting),
    ...billProblems(fitting.budgets),
    ...lintTargets(plans, given),
  ];
  return found.some(({ severity }) => severity === 'error')
    ? { status: 'invalid', problems: found }
    : { status: 'valid', plans, warnings: found };
}

/** What is wrong with a document that does not fit the schema, beside that too. */
function problemsOfUnfit(document: unknown, given: CheckedWith): readonly PlanProblem[] {
  const read = readablePlans(document, given.pricing);
  const found = [
    ...budgetProblems(read),
    ...billProblems(read.budgets),
    ...lintTargets(read.plans, given, read.unread),
  ];
  return [...read.problems, ...found].map((problem) => ({
    ...problem,
    path: writtenPath(problem.path, read.renamed),
  }));
}
