/** @module A metric that falls as the load rises. */
import { defineRule } from '../lint-rule.ts';
import { inPolicy, usesOf } from '../source-uses.ts';

/**
 * The source tells what is left, so it is high while there is little to do, and the policy scales
 * out when it is high.
 */
export const inverseMetric = defineRule({
  code: 'inverse-metric',
  severity: 'warning',
  find: (plan) =>
    usesOf(plan).flatMap((use) => {
      const wrong = (use.values ?? []).find(({ side }) => side !== 'below');
      return use.facts.known.kind === 'free' && wrong !== undefined
        ? [
            {
              path: inPolicy(use, wrong.path),
              message: `"${use.source}" is what is left: it is high when there is little to do`,
              fix: 'use a step with below: and a positive change, or a metric of what is used',
            },
          ]
        : [];
    }),
});
