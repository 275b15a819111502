/** @module A metric of another target. */
import { targets } from '../../adapters/targets/index.ts';
import { defineRule } from '../lint-rule.ts';
import { usesOf } from '../source-uses.ts';

/** An average over units is that of other units than those that are moved: a slip in a name. */
export const measuresAnotherTarget = defineRule({
  code: 'measures-another-target',
  severity: 'warning',
  find(plan) {
    const own = targets.memberOf(plan.target).dimensions?.(plan.target) ?? {};
    return usesOf(plan).flatMap((use) => {
      const { metrics = [], isDerived = false } = use.facts.measurement ?? {};
      const isOfUnits = use.as === 'per-unit' || use.facts.known.kind === 'share';
      return isOfUnits && !isDerived
        ? metrics.flatMap(({ dimensions, path }) =>
            Object.entries(dimensions)
              .filter(([key, value]) => own[key] !== undefined && own[key] !== value)
              .map(([key, value]) => ({
                path: ['sources', use.source, ...path, 'dimensions', key],
                message: `"${use.source}" is of ${key} ${value}, and ${own[key]} is moved`,
                fix: `write ${key}: ${own[key]}`,
              })),
          )
        : [];
    });
  },
});
