/** @module A brake that is on whenever a policy would scale out. */
import { defineRule } from '../lint-rule.ts';
import { sourcesOfLimits, usesOf } from '../source-uses.ts';

/**
 * A policy scales out when a source is high, and a brake forbids growth when the same source is
 * that high: the policy is never followed.
 */
export const brakeAgainstPolicy = defineRule({
  code: 'brake-against-policy',
  severity: 'warning',
  find(plan) {
    const brakes = sourcesOfLimits(plan).filter(({ path }) => path.includes('brake'));
    return brakes.flatMap(({ source, above, path }) => {
      const against = usesOf(plan)
        .filter((use) => use.source === source)
        .flatMap(({ values = [] }) => values.filter(({ side }) => side !== 'below'));
      const lowest = Math.min(...against.map(({ value }) => value));
      return above !== undefined && against.length > 0 && above <= lowest
        ? [
            {
              path,
              message: `the brake is on over ${above} of "${source}", and a policy adds units from ${lowest} on`,
              fix: `let the brake read what the units depend on, or write above: ${2 * lowest}`,
            },
          ]
        : [];
    });
  },
});
