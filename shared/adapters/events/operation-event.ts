/** @module What is written by hand in the console or sent by `aws lambda invoke`. */
import * as z from 'zod/mini';
import type { Operation } from '../../app/operate.ts';
import { positiveDuration, wholeCapacity } from '../../core/quantity.ts';
import { RejectedEventError } from './rejected-event.ts';

/** A forgotten pause is an outage: no word of an operator holds for longer. */
export const LONGEST_OVERRIDE_SECONDS = 7 * 86_400;
/** Activities that one answer can hold. */
export const MOST_ACTIVITIES = 100;
/** Characters of a note. */
export const LONGEST_NOTE = 200;

const targets = z.optional(z.array(z.string()).check(z.minLength(1)));
const expiry = positiveDuration.check(
  z.refine((length) => length <= LONGEST_OVERRIDE_SECONDS, 'at most 7d'),
);
const note = z._default(z.string().check(z.maxLength(LONGEST_NOTE)), '');

const operationEvent = z.discriminatedUnion('operation', [
  z.strictObject({
    operation: z.literal('evaluate'),
    targets,
    dryRun: z._default(z.boolean(), false),
  }),
  z.strictObject({ operation: z.literal('explain'), targets }),
  z.strictObject({
    operation: z.literal('status'),
    targets,
    activities: z._default(z.int().check(z.minimum(0), z.maximum(MOST_ACTIVITIES)), 5),
  }),
  z.strictObject({
    operation: z.literal('pause'),
    targets,
    direction: z._default(z.enum(['both', 'scale-in', 'scale-out']), 'both'),
    for: expiry,
    note,
  }),
  z.strictObject({ operation: z.literal('resume'), targets }),
  z.strictObject({
    operation: z.literal('override'),
    targets,
    capacity: wholeCapacity,
    for: expiry,
    note,
  }),
]);

/** The operation asked for. Throws a RejectedEventError for anything else. */
export function requestedOperation(event: unknown): Operation {
  const parsed = z.safeParse(operationEvent, event);
  if (!parsed.success) {
    throw new RejectedEventError(
      'an operation like { "operation": "evaluate", "targets": ["web"], "dryRun": true }',
      z.prettifyError(parsed.error),
    );
  }
  return parsed.data;
}
