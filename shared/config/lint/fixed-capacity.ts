/** @module A target that cannot move. */
import { defineRule } from '../lint-rule.ts';

/** Minimum and maximum are the same, so that no policy can move the target. */
export const fixedCapacity = defineRule({
  code: 'fixed-capacity',
  severity: 'warning',
  find: ({ capacity: { min, max } }) =>
    min === max
      ? [
          {
            path: ['capacity'],
            message: `min and max are both ${max}: no policy can move it`,
            fix: 'write a larger max, or hold it for a while with tidegate override',
          },
        ]
      : [],
});
