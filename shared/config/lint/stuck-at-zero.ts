/** @module A target that could never leave zero. */
import type { ScalingPlan } from '../../core/plan.ts';
import { policies } from '../../core/policies/index.ts';
import { defineRule } from '../lint-rule.ts';
import { type SourceFacts, usesOf } from '../source-uses.ts';

/**
 * The target may go to zero, and every policy measures units that run, or adds a percentage of
 * them: at zero none of them says anything, so it would stay there.
 */
export const stuckAtZero = defineRule({
  code: 'stuck-at-zero',
  severity: 'error',
  needsWhole: ['policies'],
  find: (plan) =>
    plan.capacity.min === 0 && plan.policies.every((_, index) => isStill(plan, index))
      ? [
          {
            path: ['capacity', 'min'],
            message: 'it could never leave 0: every policy measures running units',
            fix: 'write min: 1, or add a policy of a queue or of a total',
          },
        ]
      : [],
});

/** Whether a policy says nothing while no unit runs. */
function isStill(plan: ScalingPlan, index: number): boolean {
  const spec = plan.policies[index];
  const uses = usesOf(plan).filter((use) => use.index === index);
  return (
    (spec !== undefined && policies.memberOf(spec).worksFromZero?.(spec) === false) ||
    (uses.length > 0 && uses.every(({ facts }) => isOfUnits(facts)))
  );
}

/** Whether nobody tells its value while no unit runs. */
export function isOfUnits({ known: { kind }, measurement }: SourceFacts): boolean {
  const isAnswerTime =
    kind === 'time' && measurement?.metrics[0]?.namespace === 'AWS/ApplicationELB';
  return kind === 'share' || kind === 'per-unit' || kind === 'capacity' || isAnswerTime;
}
