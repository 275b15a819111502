/** @module A value that a source can never have. */
import { round } from '../../core/quantity.ts';
import { defineRule } from '../lint-rule.ts';
import { inPolicy, usesOf } from '../source-uses.ts';

/**
 * The metric cannot go as high as the policy waits for, so that nothing is ever scaled out. A
 * target must be exceeded by the tolerance before it counts: 95 % and a tolerance of 10 % are 104.5
 * %.
 */
export const targetOutOfReach = defineRule({
  code: 'target-out-of-reach',
  severity: 'error',
  find(plan) {
    const { tolerance } = plan.limits;
    return usesOf(plan).flatMap((use) => {
      const { highest } = use.facts.known;
      return (use.values ?? []).flatMap(({ value, side, path }) => {
        const needed = side === 'target' ? value * (1 + tolerance / 100) : value;
        const isTarget = side === 'target' && use.as === 'per-unit';
        const isBeyond =
          highest !== undefined &&
          ((isTarget && needed >= highest) || (side === 'above' && needed > highest));
        return isBeyond
          ? [
              {
                path: inPolicy(use, path),
                message: isTarget
                  ? `"${use.source}" is never over ${highest}, and counts as too high from ` +
                    `${round(needed)} on: ${value} and a tolerance of ${tolerance} %`
                  : `"${use.source}" is never over ${highest}, so it is never over ${value}`,
                fix: `write ${round(0.7 * highest)}, or less`,
              },
            ]
          : [];
      });
    });
  },
});
