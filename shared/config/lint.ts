/** @module What is wrong with a plan that its schema cannot see. */
import { targets } from '../adapters/targets/index.ts';
import type { NamedSource } from '../core/limit.ts';
import { limits } from '../core/limits/index.ts';
import type { Interpreters } from '../core/lua.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { policies } from '../core/policies/index.ts';
import type { Instant } from '../core/units.ts';
import type { PlanProblem } from './plan-schema.ts';

/** What a rule says of one target: the path is below the target. */
interface Finding {
  readonly severity: 'error' | 'warning';
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Rule = (plan: ScalingPlan, interpreters: Interpreters) => readonly Finding[];

const rules: readonly Rule[] = [
  staysAboveLowest,
  namesItsSources,
  usesItsSources,
  policiesMakeSense,
  limitsMakeSense,
  canLeaveZero,
];

/**
 * Every problem of every target, and of targets with one another. With `now`, also what is
 * doubtful in the coming year.
 */
export function lintTargets(
  plans: readonly ScalingPlan[],
  now: Instant | undefined,
  interpreters: Interpreters = {},
): readonly PlanProblem[] {
  const dated: readonly Rule[] = now === undefined ? [] : [(plan) => doubtfulPolicies(plan, now)];
  return [
    ...plans.flatMap((plan) =>
      [...rules, ...dated].flatMap((rule) =>
        rule(plan, interpreters).map((finding) => ({
          ...finding,
          path: ['targets', plan.id, ...finding.path],
        })),
      ),
    ),
    ...sharedTargets(plans),
  ];
}

function staysAboveLowest({ target, capacity: { min } }: ScalingPlan): readonly Finding[] {
  const { lowest } = targets.memberOf(target).range?.(target) ?? { lowest: 0 };
  return min < lowest
    ? [error(['capacity', 'min'], `${target.type} accepts a capacity of ${lowest} or more`)]
    : [];
}

function namesItsSources(plan: ScalingPlan): readonly Finding[] {
  const known = Object.keys(plan.sources);
  const inPolicies = plan.policies.flatMap((spec, index) =>
    policies
      .memberOf(spec)
      .sources(spec)
      .filter((name) => !known.includes(name))
      .map((name) =>
        error(['policies', index], `there is no source "${name}"; there is ${list(known)}`),
      ),
  );
  const inLimits = sourcesOfLimits(plan)
    .filter(({ source }) => !known.includes(source))
    .map(({ source, path }) => error(['limits', ...path], `there is no source "${source}"`));
  return [...inPolicies, ...inLimits];
}

function sourcesOfLimits({ limits: settings }: ScalingPlan): readonly NamedSource[] {
  return limits.members.flatMap((limit) => limit.sources?.(settings) ?? []);
}

function usesItsSources(plan: ScalingPlan): readonly Finding[] {
  const used = new Set([
    ...plan.policies.flatMap((spec) => policies.memberOf(spec).sources(spec)),
    ...sourcesOfLimits(plan).map(({ source }) => source),
  ]);
  return Object.keys(plan.sources)
    .filter((name) => !used.has(name))
    .map((name) => warning(['sources', name], `nothing uses the source "${name}"`));
}

function policiesMakeSense(plan: ScalingPlan, interpreters: Interpreters): readonly Finding[] {
  return plan.policies.flatMap((spec, index) =>
    (policies.memberOf(spec).lint?.(spec, interpreters) ?? []).map((message) =>
      error(['policies', index], message),
    ),
  );
}

function doubtfulPolicies(plan: ScalingPlan, now: Instant): readonly Finding[] {
  const context = { now, bounds: plan.capacity };
  return plan.policies.flatMap((spec, index) =>
    (policies.memberOf(spec).doubts?.(spec, context) ?? []).map((message) =>
      warning(['policies', index], message),
    ),
  );
}

function limitsMakeSense(plan: ScalingPlan): readonly Finding[] {
  return limits.members.flatMap((limit) =>
    (limit.lint?.(plan.limits, { bounds: plan.capacity }) ?? []).map((message) =>
      error(['limits'], message),
    ),
  );
}

/** Per-unit metrics say nothing while nothing runs. */
function canLeaveZero(plan: ScalingPlan): readonly Finding[] {
  const measuresWorkers = plan.policies.every(
    (spec) => policies.memberOf(spec).worksFromZero?.(spec) === false,
  );
  return plan.capacity.min === 0 && measuresWorkers
    ? [
        error(
          ['capacity', 'min'],
          'it could never leave 0: every policy measures running units; use min 1 or a queue policy',
        ),
      ]
    : [];
}

/** Two plans that move the same thing would fight. */
function sharedTargets(plans: readonly ScalingPlan[]): readonly PlanProblem[] {
  const owners = new Map<string, string>();
  return plans.flatMap((plan) => {
    const identity = targets.memberOf(plan.target).identity(plan.target);
    const owner = owners.get(identity);
    owners.set(identity, owner ?? plan.id);
    return owner === undefined
      ? []
      : [
          {
            severity: 'error' as const,
            path: ['targets', plan.id, 'target'],
            message: `${identity} is moved by "${owner}" already: two plans would fight`,
          },
        ];
  });
}

function error(path: Finding['path'], message: string): Finding {
  return { severity: 'error', path, message };
}

function warning(path: Finding['path'], message: string): Finding {
  return { severity: 'warning', path, message };
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `"${name}"`).join(', ');
}
