/** @module Evaluations handed to other Lambdas through an SQS queue. */
import type { Seconds } from '../core/units.ts';
import type { EvaluationQueue, EvaluationRequest } from '../ports/evaluation-queue.ts';
import type { Sqs } from './aws/sqs.ts';
import { chunks } from './chunks.ts';

/** Entries in one SendMessageBatch call: SQS allows 10. */
export const MESSAGES_PER_SEND = 10;
/** The longest delay SQS offers. */
const LONGEST_DELAY_SECONDS = 900;

/** Some requests were not sent; the others were. */
export class EvaluationsNotSentError extends Error {
  override readonly name = 'EvaluationsNotSentError';

  /** Targets whose evaluation was not requested. */
  readonly targets: readonly string[];

  constructor(queueUrl: string, targets: readonly string[], cause: unknown) {
    super(
      `${queueUrl} did not take the evaluations of ${targets.join(', ')}` +
        `${cause instanceof Error ? ` (${cause.message})` : ''}. The next tick asks again.`,
      { cause },
    );
    this.targets = targets;
  }
}

/**
 * Sends requests ten at a time, all batches at once. Delays are rounded up to whole seconds; more
 * than 900 s is a RangeError. Throws an EvaluationsNotSentError that names what was not sent.
 */
export function sqsEvaluationQueue({
  sqs,
  queueUrl,
}: {
  readonly sqs: Sqs;
  readonly queueUrl: string;
}): EvaluationQueue {
  async function sendBatch(batch: readonly Delayed[]): Promise<Unsent> {
    const messages = batch.map(({ request: { targets, requestedAt }, delay }, index) => ({
      id: String(index),
      body: JSON.stringify({ targets, requestedAt }),
      delaySeconds: Math.ceil(delay),
    }));
    try {
      const left = new Set(await sqs.send(queueUrl, messages));
      return { requests: batch.filter((_, index) => left.has(String(index))) };
    } catch (cause) {
      return { requests: batch, cause };
    }
  }

  return {
    async send(requests) {
      const tooLate = requests.find(({ delay }) => delay > LONGEST_DELAY_SECONDS);
      if (tooLate !== undefined) {
        throw new RangeError(`SQS delays by ${LONGEST_DELAY_SECONDS} s at most: ${tooLate.delay}`);
      }
      const unsent = await Promise.all(chunks(requests, MESSAGES_PER_SEND).map(sendBatch));
      const targets = unsent.flatMap((each) =>
        each.requests.flatMap(({ request }) => request.targets),
      );
      if (targets.length > 0) {
        const { cause } = unsent.find((each) => each.cause !== undefined) ?? {};
        throw new EvaluationsNotSentError(queueUrl, [...new Set(targets)], cause);
      }
    },
  };
}

interface Delayed {
  readonly request: EvaluationRequest;
  readonly delay: Seconds;
}

interface Unsent {
  readonly requests: readonly Delayed[];
  readonly cause?: unknown;
}
