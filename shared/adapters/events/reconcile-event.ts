/** @module What holds ledgers against AWS's bill: the schedule, or somebody for some budgets. */
import * as z from 'zod/mini';
import { RejectedEventError } from './rejected-event.ts';
import { isScheduled } from './scheduled-event.ts';

const byHand = z.strictObject({
  /** Names of budgets; all when none is named. */
  budgets: z.optional(z.array(z.string()).check(z.minLength(1))),
});

/** The budgets whose bills are asked for; without them, all. Throws a RejectedEventError. */
export function billedBudgets(event: unknown): z.output<typeof byHand> {
  if (isScheduled(event)) {
    return {};
  }
  const parsed = z.safeParse(byHand, event);
  if (!parsed.success) {
    throw new RejectedEventError(
      'an EventBridge scheduled event, or budgets like { "budgets": ["shop"] }',
      z.prettifyError(parsed.error),
    );
  }
  return parsed.data;
}
