/** @module A name in metric math that no metric has. */
import { defineRule } from '../lint-rule.ts';
import { nearest } from '../nearest.ts';
import { factsOf } from '../source-uses.ts';

/** Names begin with a small letter, functions with a large one; strings are none. */
const NAME = /"[^"]*"|'[^']*'|\b[a-z]\w*\b/g;

/** An expression names a metric that is not below `metrics`, so that CloudWatch refuses it. */
export const unknownMetricName = defineRule({
  code: 'unknown-metric-name',
  severity: 'error',
  find: (plan) =>
    [...factsOf(plan).values()].flatMap(({ name, measurement }) => {
      const known = (measurement?.metrics ?? []).map(({ path }) => String(path.at(-1)));
      const named = [...(measurement?.expression ?? '').matchAll(NAME)].map(([word]) => word);
      return [...new Set(named)]
        .filter((word) => /^[a-z]/.test(word) && !known.includes(word))
        .map((word) => ({
          path: ['sources', name, 'expression'],
          message: `the expression names ${word}, and metrics has ${known.join(', ') || 'none'}`,
          fix: `write ${nearest(word, known) ?? known.join(' or ')}, or add ${word} to metrics`,
        }));
    }),
});
