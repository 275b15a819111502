/** @module A value that a source hardly ever has. */
import { defineRule } from '../lint-rule.ts';
import { inPolicy, usesOf } from '../source-uses.ts';

const HIGHEST = { percent: 100, fraction: 1 } as const;

/** A value over 100 % is waited for, or over 1 where the source is told as a share of 1. */
export const outOfRange = defineRule({
  code: 'out-of-range',
  severity: 'warning',
  find: (plan) =>
    usesOf(plan).flatMap((use) => {
      const { unit, highest } = use.facts.known;
      const most =
        highest === undefined && (unit === 'percent' || unit === 'fraction')
          ? HIGHEST[unit]
          : undefined;
      const isSum = use.as === 'total' || use.facts.measurement?.metrics[0]?.statistic === 'Sum';
      return (use.values ?? [])
        .filter(
          ({ value, side }) => most !== undefined && !isSum && side !== 'below' && value > most,
        )
        .map(({ value, path }) => ({
          path: inPolicy(use, path),
          message: `"${use.source}" is told in ${unit}, up to ${most}, and ${value} is waited for`,
          fix: `write a value under ${most}, or the unit that the source really has`,
        }));
    }),
});
