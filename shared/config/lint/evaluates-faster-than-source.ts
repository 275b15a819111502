/** @module A target that is looked at more often than there is something new to see. */
import { formatDuration } from '../../core/quantity.ts';
import { defineRule } from '../lint-rule.ts';
import { factsOf, namedSources } from '../source-uses.ts';

/**
 * The target is looked at at least three times for each new value of its sources: each look is paid
 * for, and sees what the last one saw.
 */
export const evaluatesFasterThanSource = defineRule({
  code: 'evaluates-faster-than-source',
  severity: 'warning',
  needsWhole: ['policies', 'limits', 'sources'],
  find(plan) {
    const used = new Set(namedSources(plan).map(({ source }) => source));
    const periods = [...factsOf(plan).values()]
      .filter(({ name }) => used.has(name))
      .map(({ measurement }) => measurement?.period ?? 0);
    const shortest = Math.min(...periods);
    return periods.length > 0 && plan.evaluateEvery < shortest / 2
      ? [
          {
            path: ['evaluateEvery'],
            message:
              `it is looked at every ${formatDuration(plan.evaluateEvery)}, and no source has ` +
              `a new value more often than every ${formatDuration(shortest)}`,
            fix: `write evaluateEvery: ${formatDuration(shortest)}`,
          },
        ]
      : [];
  },
});
