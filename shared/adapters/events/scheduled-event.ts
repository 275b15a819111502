/** @module The events of EventBridge rules and of EventBridge Scheduler on a schedule. */
import * as z from 'zod/mini';
import { type Instant, instant } from '../../core/units.ts';
import { RejectedEventError } from './rejected-event.ts';

/** Rules say `aws.events`; Scheduler without an input says `aws.scheduler`. */
const scheduledEvent = z.object({
  source: z.enum(['aws.events', 'aws.scheduler']),
  'detail-type': z.literal('Scheduled Event'),
  time: z.string(),
});

/** Whether it is the event of a schedule. */
export function isScheduled(event: unknown): boolean {
  return z.safeParse(scheduledEvent, event).success;
}

/** When the schedule was due. Throws a RejectedEventError for any other event. */
export function scheduledAt(event: unknown): Instant {
  const parsed = z.safeParse(scheduledEvent, event);
  const at = parsed.success ? Date.parse(parsed.data.time) : Number.NaN;
  if (!parsed.success || Number.isNaN(at)) {
    throw new RejectedEventError(
      'an EventBridge scheduled event',
      parsed.success ? `"${parsed.data.time}" is not a time` : z.prettifyError(parsed.error),
    );
  }
  return instant(at);
}
