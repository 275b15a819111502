/** @module A policy that can only ever agree with another. */
import type { ScalingPlan } from '../../core/plan.ts';
import { defineRule } from '../lint-rule.ts';
import { inPolicy } from '../source-uses.ts';
import { answersOf, isEver } from '../tried-policies.ts';

/**
 * Over all values of a source and all sizes of the fleet a policy never asks for more than another
 * one does: the highest recommendation wins, so it never decides.
 */
export const redundantPolicy = defineRule({
  code: 'redundant-policy',
  severity: 'warning',
  find(plan) {
    return plan.policies.flatMap((spec, index) => {
      const other = plan.policies.findIndex(
        (_, beside) => beside !== index && neverExceeds(plan, index, beside),
      );
      const isMutual = other > index && neverExceeds(plan, other, index);
      return other === -1 || isMutual
        ? []
        : [
            {
              path: inPolicy({ index }),
              message:
                `the ${spec.type} can only agree with the ${plan.policies[other]?.type} of ` +
                `policy ${other + 1}: it never asks for more`,
              fix: 'take it away, or let it ask for more or earlier than the other one',
            },
          ];
    });
  },
});

function neverExceeds(plan: ScalingPlan, one: number, other: number): boolean {
  const answers = answersOf(plan, one, other);
  return (
    answers.some(([asked]) => asked !== undefined) &&
    answers.every(([asked, beside]) => asked === undefined || isEver(asked, beside))
  );
}
