/** @module Messages in hand that nobody counts. */
import { defineRule } from '../lint-rule.ts';
import { inPolicy, usesOf } from '../source-uses.ts';

const VISIBLE = 'ApproximateNumberOfMessagesVisible';

/**
 * Capacity follows the messages that wait, without those that workers have in hand: the last
 * message that is taken makes the fleet look idle, and its worker is removed at work.
 */
export const inFlightIgnored = defineRule({
  code: 'in-flight-ignored',
  severity: 'warning',
  find: (plan) =>
    usesOf(plan)
      .filter(({ as, facts: { measurement } }) => {
        const [only] = measurement?.metrics ?? [];
        const isQueue = measurement?.isDerived !== true && only?.metric === VISIBLE;
        const isCopy = measurement?.countsInFlight === undefined;
        const isCounted = measurement?.countsInFlight === true;
        const needsAll = as === 'total' || (as === 'backlog' && isCopy);
        return isQueue && needsAll && !isCounted;
      })
      .map((use) => ({
        path: inPolicy(use, ['source']),
        message: `"${use.source}" does not count messages in hand: busy workers would be removed`,
        fix:
          use.facts.measurement?.countsInFlight === false
            ? 'write includeInFlight: true'
            : 'read the queue itself with a source of type sqs-queue',
      })),
});
