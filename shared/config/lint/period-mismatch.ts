/** @module Arrivals over one length of time that are taken for those of another. */
import { formatDuration } from '../../core/quantity.ts';
import { defineRule } from '../lint-rule.ts';
import { inPolicy, usesOf } from '../source-uses.ts';

/** The source counts arrivals over one length of time, and the policy takes them for another's. */
export const periodMismatch = defineRule({
  code: 'period-mismatch',
  severity: 'error',
  find: (plan) =>
    usesOf(plan).flatMap((use) => {
      const period = use.facts.measurement?.period;
      const isDerived = use.facts.measurement?.isDerived === true;
      return use.as === 'arrivals' &&
        use.per !== undefined &&
        period !== undefined &&
        period !== use.per &&
        !isDerived
        ? [
            {
              path: inPolicy(use, ['arrivals', 'per']),
              message:
                `"${use.source}" counts over ${formatDuration(period)}, and is taken for ` +
                `${formatDuration(use.per)}: ${times(period / use.per)} the true rate`,
              fix: `write per: ${formatDuration(period)}`,
            },
          ]
        : [];
    }),
});

function times(factor: number): string {
  return `${Number(factor.toPrecision(2))} times`;
}
