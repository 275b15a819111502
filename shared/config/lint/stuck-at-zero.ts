/** @module A target that could never leave zero. */
import { policies } from '../../core/policies/index.ts';
import { defineRule } from '../lint-rule.ts';

/**
 * The target may go to zero, and every policy measures units that run: at zero none of them says
 * anything, so it would stay there.
 */
export const stuckAtZero = defineRule({
  code: 'stuck-at-zero',
  severity: 'error',
  find({ capacity: { min }, policies: specs }) {
    const measuresUnits = specs.every(
      (spec) => policies.memberOf(spec).worksFromZero?.(spec) === false,
    );
    return min === 0 && measuresUnits
      ? [
          {
            path: ['capacity', 'min'],
            message: 'it could never leave 0: every policy measures running units',
            fix: 'write min: 1, or add a policy of a queue or of a total',
          },
        ]
      : [];
  },
});
