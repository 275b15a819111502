/** @module Evaluations that SQS delivers: those of a large fleet, and those within the minute. */
import { queuedRequests } from '../shared/adapters/events/queue-event.ts';
import { evaluateRequest } from '../shared/app/evaluate-request.ts';
import type { Application } from '../shared/composition.ts';
import { lambda } from '../shared/lambda.ts';

/**
 * A batch of messages in; the ids of those to deliver again out (ReportBatchItemFailures). A
 * message fails by itself, and reaches the dead-letter queue after its last delivery.
 */
export async function onRequests(event: unknown, { plans, ports }: Application) {
  const outcomes = await Promise.all(
    queuedRequests(event).map(async ({ messageId, request }) => {
      if (request === undefined) {
        ports.journal.noted('error', 'rejected a message that is no evaluation request', {
          messageId,
        });
        return [{ itemIdentifier: messageId }];
      }
      try {
        await evaluateRequest(request, plans, ports);
        return [];
      } catch (error) {
        ports.journal.noted('error', 'an evaluation request failed and is delivered again', {
          messageId,
          error: error instanceof Error ? error.message : String(error),
        });
        return [{ itemIdentifier: messageId }];
      }
    }),
  );
  return { batchItemFailures: outcomes.flat() };
}

export const handler = lambda('evaluate', onRequests);
