/** @module What is wrong with a plan that its schema cannot see. */
import type { CheckContext, Checks, Problem } from '../core/check.ts';
import { limits } from '../core/limits/index.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { policies } from '../core/policies/index.ts';
import { contextOf } from './check-context.ts';
import { rules } from './lint/index.ts';
import type { LintContext, LintGiven } from './lint-rule.ts';
import type { PlanProblem, Severity } from './plan-problem.ts';
import { ifReadable, readableItems } from './unreadable.ts';

/** The keys of each target, by its id, of which something cannot be read. */
export type Unread = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Every problem of every target, and of targets with one another. Who looks at what cannot be read
 * finds nothing.
 */
export function lintTargets(
  plans: readonly ScalingPlan[],
  given: LintGiven = {},
  unread: Unread = new Map(),
): readonly PlanProblem[] {
  const context: LintContext = { ...given, plans };
  return plans.flatMap((plan) =>
    [
      ...ownProblems(plan, context),
      ...ruledProblems(plan, context, unread.get(plan.id) ?? new Set()),
    ].map((problem) => ({ ...problem, path: ['targets', plan.id, ...problem.path] })),
  );
}

/** What rules find. */
function ruledProblems(
  plan: ScalingPlan,
  context: LintContext,
  unread: ReadonlySet<string>,
): readonly PlanProblem[] {
  return rules
    .filter(({ needsWhole = [] }) => !needsWhole.some((key) => unread.has(key)))
    .flatMap(({ code, severity, find }) =>
      (ifReadable(() => find(plan, context)) ?? []).map((problem) =>
        located(problem, { code, severity, below: [] }),
      ),
    );
}

/** What policies and limits find in their own settings. */
function ownProblems(plan: ScalingPlan, given: LintContext) {
  const context = contextOf(plan, given);
  const specs = ifReadable(() => readableItems(plan.policies)) ?? [];
  const inPolicies = specs.flatMap(({ item: spec, index }) => {
    const policy = policies.memberOf(spec);
    return memberProblems(policy, spec, context, ['policies', index]);
  });
  const settings = ifReadable(() => plan.limits);
  const inLimits =
    settings === undefined
      ? []
      : limits.members.flatMap((limit) => memberProblems(limit, settings, context, ['limits']));
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
      (ifReadable(() => check(settings, context)) ?? []).map((problem) =>
        located(problem, { code, severity, below }),
      ),
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
