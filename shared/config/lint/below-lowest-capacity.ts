/** @module A minimum or maximum that the target's service does not accept. */
import { targets } from '../../adapters/targets/index.ts';
import { defineRule } from '../lint-rule.ts';

/** The service accepts only capacities from a lowest one on, and the minimum lies under it. */
export const belowLowestCapacity = defineRule({
  code: 'below-lowest-capacity',
  severity: 'error',
  find({ target, capacity: { min } }) {
    const { lowest } = targets.memberOf(target).range?.(target) ?? { lowest: 0 };
    return min < lowest
      ? [
          {
            path: ['capacity', 'min'],
            message: `${target.type} accepts a capacity of ${lowest} or more, and the minimum is ${min}`,
            fix: `write min: ${lowest}`,
          },
        ]
      : [];
  },
});
