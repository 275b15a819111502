/** @module A share of 1 where percent are told. */
import { round } from '../../core/quantity.ts';
import { defineRule } from '../lint-rule.ts';
import { inPolicy, usesOf } from '../source-uses.ts';

/** A utilisation is told in percent, 0 to 100, and every value it is held against is 1 or less. */
export const fractionForPercent = defineRule({
  code: 'fraction-for-percent',
  severity: 'warning',
  find: (plan) =>
    usesOf(plan).flatMap((use) => {
      const { kind, unit } = use.facts.known;
      const values = use.values ?? [];
      const [first] = values;
      const isUtilisation = unit === 'percent' && (kind === 'share' || use.as === 'per-unit');
      return isUtilisation && first !== undefined && values.every(({ value }) => value <= 1)
        ? [
            {
              path: inPolicy(use, first.path),
              message: `"${use.source}" is told in percent, 0 to 100, and is held against ${first.value}`,
              fix: `write ${round(first.value * 100)}, if ${round(first.value * 100)} % are meant`,
            },
          ]
        : [];
    }),
});
