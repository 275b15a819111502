/** @module A maximum over what the target's service accepts. */
import { targets } from '../../adapters/targets/index.ts';
import { defineRule } from '../lint-rule.ts';

/** The service accepts only capacities up to a highest one, and the maximum lies over it. */
export const aboveHighestCapacity = defineRule({
  code: 'above-highest-capacity',
  severity: 'error',
  find({ target, capacity: { max } }) {
    const { highest } = targets.memberOf(target).range?.(target) ?? { highest: max };
    return max > highest
      ? [
          {
            path: ['capacity', 'max'],
            message: `${target.type} accepts a capacity of ${highest} or less, and the maximum is ${max}`,
            fix: `write max: ${highest}`,
          },
        ]
      : [];
  },
});
