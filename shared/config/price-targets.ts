/** @module The prices of a plan's targets, and what is wrong with them. */
import type { PlanProblem } from './plan-problem.ts';
import type { Pricing } from './unit-price.ts';
import type { UnitSpec } from './unit-schema.ts';

/** The part of a target's plan that has to do with its price. */
interface PricedTarget {
  readonly unit: UnitSpec;
  readonly budget?: unknown;
}

/**
 * Every target with the price of its unit, and the problems found on the way: what has no price
 * cannot be held to a budget. Without `pricing` prices are what the plan states.
 */
export function priceTargets<Target extends PricedTarget>(
  targets: Readonly<Record<string, Target>>,
  pricing: Pricing | undefined,
): {
  readonly targets: Readonly<Record<string, Target>>;
  readonly problems: readonly PlanProblem[];
} {
  const priced = Object.entries(targets).map(([id, target]) => {
    const { unit, findings } = pricing?.(target.unit) ?? { unit: target.unit, findings: [] };
    const unpriced = target.budget === undefined ? 'warning' : 'error';
    const problems = findings.map(
      ({ severity, path, ...said }): PlanProblem => ({
        ...said,
        severity: severity === 'unpriced' ? unpriced : severity,
        path: ['targets', id, 'unit', ...path],
      }),
    );
    const isSaid = findings.some(({ severity }) => severity === 'unpriced');
    const isLacking = target.budget !== undefined && unit.perHour === undefined && !isSaid;
    return {
      id,
      target: { ...target, unit },
      problems: isLacking ? [...problems, lacking(id)] : problems,
    };
  });
  return {
    targets: Object.fromEntries(priced.map(({ id, target }) => [id, target])),
    problems: priced.flatMap(({ problems }) => problems),
  };
}

function lacking(id: string): PlanProblem {
  return {
    code: 'price-missing',
    severity: 'error',
    path: ['targets', id, 'unit'],
    message: 'a target with a budget needs the price of a unit',
    fix: 'write what a unit is (instanceType, fargate, lambda or database), or perHour in USD',
  };
}
