/** @module What is wrong with a plan that its schema cannot see. */
import type { CheckContext, Checks, Problem } from '../core/check.ts';
import { limits } from '../core/limits/index.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { policies } from '../core/policies/index.ts';
import { rules } from './lint/index.ts';
import type { LintContext, LintGiven } from './lint-rule.ts';
import type { PlanProblem, Severity } from './plan-problem.ts';

/** Every problem of every target, and of targets with one another. */
export function lintTargets(
  plans: readonly ScalingPlan[],
  given: LintGiven = {},
): readonly PlanProblem[] {
  const context: LintContext = { ...given, plans };
  return plans.flatMap((plan) =>
    [...ownProblems(plan, context), ...ruledProblems(plan, context)].map((problem) => ({
      ...problem,
      path: ['targets', plan.id, ...problem.path],
    })),
  );
}

/** What rules find. */
function ruledProblems(plan: ScalingPlan, context: LintContext): readonly PlanProblem[] {
  return rules.flatMap(({ code, severity, find }) =>
    find(plan, context).map((problem) => located(problem, { code, severity, below: [] })),
  );
}

/** What policies and limits find in their own settings. */
function ownProblems(plan: ScalingPlan, { now, interpreters = {} }: LintContext) {
  const context: CheckContext = {
    bounds: plan.capacity,
    unit: plan.unit,
    cadence: plan.evaluateEvery,
    interpreters,
    now,
  };
  const inPolicies = plan.policies.flatMap((spec, index) => {
    const policy = policies.memberOf(spec);
    return memberProblems(policy, spec, context, ['policies', index]);
  });
  const inLimits = limits.members.flatMap((limit) =>
    memberProblems(limit, plan.limits, context, ['limits']),
  );
  return [...inPolicies, ...inLimits];
}

function memberProblems<Settings>(
  { lint, doubts }: { readonly lint?: Checks<Settings>; readonly doubts?: Checks<Settings> },
  settings: Settings,
  context: CheckContext,
  below: PlanProblem['path'],
): readonly PlanProblem[] {
  const foundBy = (checks: Checks<Settings> = {}, severity: Severity) =>
    Object.entries(checks).flatMap(([code, check]) =>
      check(settings, context).map((problem) => located(problem, { code, severity, below })),
    );
  return [...foundBy(lint, 'error'), ...foundBy(doubts, 'warning')];
}

function located(
  { path = [], message, fix }: Problem,
  {
    code,
    severity,
    below,
  }: {
    readonly code: string;
    readonly severity: Severity;
    readonly below: PlanProblem['path'];
  },
): PlanProblem {
  return { code, severity, path: [...below, ...path], message, fix };
}
