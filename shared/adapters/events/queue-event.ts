/** @module Batches of evaluation requests as SQS delivers them to a Lambda. */
import * as z from 'zod/mini';
import { instant } from '../../core/units.ts';
import type { EvaluationRequest } from '../../ports/evaluation-queue.ts';
import { jsonText } from './json-text.ts';
import { RejectedEventError } from './rejected-event.ts';

const queueEvent = z.object({
  Records: z.array(
    z.object({ eventSource: z.literal('aws:sqs'), messageId: z.string(), body: z.string() }),
  ),
});

const request = z.pipe(
  jsonText,
  z.strictObject({
    targets: z.array(z.string()).check(z.minLength(1)),
    requestedAt: z.pipe(z.number(), z.transform(instant)),
  }),
);

/** A message, with its request where it holds one. */
export interface QueuedRequest {
  readonly messageId: string;
  readonly request: EvaluationRequest | undefined;
}

/**
 * The messages of the batch. A body that is not a request leaves `request` undefined: that message
 * alone fails, and reaches the dead-letter queue. Throws a RejectedEventError for any other event.
 */
export function queuedRequests(event: unknown): readonly QueuedRequest[] {
  const parsed = z.safeParse(queueEvent, event);
  if (!parsed.success) {
    throw new RejectedEventError('a batch of SQS messages', z.prettifyError(parsed.error));
  }
  return parsed.data.Records.map(({ messageId, body }) => {
    const read = z.safeParse(request, body);
    return { messageId, request: read.success ? read.data : undefined };
  });
}
