/** @module Arrivals that are counted by what counts none. */
import { defineRule } from '../lint-rule.ts';
import { inPolicy, usesOf } from '../source-uses.ts';

/** The source of arrivals is known, and is not how many messages came in a length of time. */
export const notArrivals = defineRule({
  code: 'not-arrivals',
  severity: 'error',
  find: (plan) =>
    usesOf(plan)
      .filter(({ as, facts: { known } }) => {
        const isKnown = known.kind !== undefined || (known.unit ?? 'count') !== 'count';
        return as === 'arrivals' && isKnown && known.kind !== 'events';
      })
      .map((use) => ({
        path: inPolicy(use, ['arrivals', 'source']),
        message: `"${use.source}" does not count what arrives`,
        fix: 'count NumberOfMessagesSent by Sum, or take arrivals away: they are inferred',
      })),
});
