/** @module What causes forecasts: the hourly schedule, or somebody for some targets. */
import * as z from 'zod/mini';
import { RejectedEventError } from './rejected-event.ts';
import { isScheduled } from './scheduled-event.ts';

const byHand = z.strictObject({
  /** Ids of targets; all when none is named. */
  targets: z.optional(z.array(z.string()).check(z.minLength(1))),
});

/** The targets whose forecasts are to be made; without them, all. Throws a RejectedEventError. */
export function forecastTargets(event: unknown): z.output<typeof byHand> {
  if (isScheduled(event)) {
    return {};
  }
  const parsed = z.safeParse(byHand, event);
  if (!parsed.success) {
    throw new RejectedEventError(
      'an EventBridge scheduled event, or targets like { "targets": ["web"] }',
      z.prettifyError(parsed.error),
    );
  }
  return parsed.data;
}
