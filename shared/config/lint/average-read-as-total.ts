/** @module An average that is taken for a total. */
import { defineRule } from '../lint-rule.ts';
import { inPolicy, usesOf } from '../source-uses.ts';

/**
 * A source is an average over units, or a time, and the policy takes it for a total of all units:
 * it would ask for the same few units however many share the load.
 */
export const averageReadAsTotal = defineRule({
  code: 'average-read-as-total',
  severity: 'error',
  find: (plan) =>
    usesOf(plan)
      .filter(({ as, facts: { known, measurement } }) => {
        const isSum = measurement?.metrics[0]?.statistic === 'Sum';
        const isAverage =
          known.kind === 'per-unit' || known.kind === 'time' || (known.kind === 'share' && !isSum);
        return as === 'total' && isAverage;
      })
      .map((use) => ({
        path: inPolicy(use, ['measure']),
        message: `"${use.source}" is no total of all units, and is taken for one`,
        fix: 'write measure: per-unit',
      })),
});
