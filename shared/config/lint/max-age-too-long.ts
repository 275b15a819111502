/** @module Values that are old and count as new. */
import { formatDuration } from '../../core/quantity.ts';
import { defineRule } from '../lint-rule.ts';
import { factsOf } from '../source-uses.ts';

/** As many values may be missing in a row without anybody noticing. */
const MANY_VALUES = 10;
/** What is younger is new enough for anybody. */
const YOUNG_SECONDS = 1800;

/** A value that is many periods old still counts as what is: an outage would go unnoticed. */
export const maxAgeTooLong = defineRule({
  code: 'max-age-too-long',
  severity: 'warning',
  needsWhole: ['sources'],
  find: (plan) =>
    [...factsOf(plan).values()].flatMap(({ name, spec: { maxAge }, measurement }) => {
      const fresh = measurement?.period ?? plan.evaluateEvery;
      return maxAge > YOUNG_SECONDS && maxAge > MANY_VALUES * fresh
        ? [
            {
              path: ['sources', name, 'maxAge'],
              message:
                `a value of "${name}" counts for ${formatDuration(maxAge)}, and a new one is due ` +
                `every ${formatDuration(fresh)}`,
              fix: `write maxAge: ${formatDuration(Math.max(300, 5 * fresh))}`,
            },
          ]
        : [];
    }),
});
