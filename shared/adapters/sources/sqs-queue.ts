/** @module Messages waiting in an SQS queue, with those in flight. */
import pLimit from 'p-limit';
import * as z from 'zod/mini';
import { seconds } from '../../core/units.ts';
import { faultOf } from '../aws/call.ts';
import type { MetricQuestion } from '../aws/metric-queries.ts';
import type { QueueCounts } from '../aws/sqs.ts';
import { isUnknown, pastPeriods, pastWindow, valuesOf } from '../metric-history.ts';
import { defineSource, maxAge, measured, missing } from '../source.ts';

/** There is no batch form of GetQueueAttributes; 50 at once read 10,000 queues in seconds. */
const QUEUES_AT_ONCE = 50;
/** The copies of the counts in CloudWatch: one a minute, while the queue is in use. */
const COPIES = { period: seconds(60), delay: seconds(60) };

/**
 * Reads the queue itself: fresher than its CloudWatch copy, 75 times cheaper, and it does not
 * vanish when the queue is idle. The parts are `visible`, `inFlight` and `delayed`.
 */
export const sqsQueue = defineSource({
  type: 'sqs-queue',
  schema: z.strictObject({
    type: z.literal('sqs-queue'),
    /** The queue. */
    queueUrl: z.url({ error: 'the URL of a queue' }),
    /** Whether the value counts messages that workers have in hand. */
    includeInFlight: z._default(z.boolean(), true),
    maxAge: maxAge('1m'),
  }),
  services: ['sqs'],
  measures: ({ queueUrl, includeInFlight }) => ({
    metrics: [
      {
        namespace: 'AWS/SQS',
        metric: 'ApproximateNumberOfMessagesVisible',
        statistic: 'Average',
        dimensions: { QueueName: queueUrl.split('/').at(-1) ?? '' },
        path: [],
      },
    ],
    unit: 'messages',
    countsInFlight: includeInFlight,
  }),
  permissions: ['sqs:GetQueueAttributes'],
  paidReads: (spec) => [{ service: 'sqs', key: JSON.stringify(spec), count: 1 }],

  read(specs, { sqs }, { now }) {
    const oneOf = pLimit(QUEUES_AT_ONCE);
    return Promise.all(
      specs.map((spec) =>
        oneOf(async () => {
          try {
            const counts = await sqs.countMessages(spec.queueUrl);
            return asReading(counts, spec, now);
          } catch (error) {
            const { code, detail } = faultOf(error);
            return missing(code, detail);
          }
        }),
      ),
    );
  },

  /**
   * The queue itself keeps no past; CloudWatch has copies of its counts. A queue that was asleep
   * (6 hours without a message or a call) has none for that time, which is not 0. Messages in
   * flight are told as a part; delayed ones are not.
   */
  history: {
    services: ['cloudWatch'],
    permissions: ['cloudwatch:GetMetricData'],

    async read({ queueUrl, includeInFlight }, { cloudWatch }, span) {
      const window = pastWindow(span, COPIES);
      if (isUnknown(window)) {
        return window;
      }
      const { from, to, period } = window;
      const questionOf = (metric: string): MetricQuestion => ({
        metrics: {
          only: {
            namespace: 'AWS/SQS',
            metric: `ApproximateNumberOfMessages${metric}`,
            dimensions: { QueueName: queueUrl.split('/').at(-1) ?? '' },
            statistic: 'Average',
            periodSeconds: period,
          },
        },
        from,
        to,
      });
      const [waiting, inWork] = await cloudWatch.readMetrics(
        ['Visible', 'NotVisible'].map(questionOf),
      );
      const visible = pastPeriods(waiting, window);
      if (isUnknown(visible)) {
        return visible;
      }
      const inFlight = pastPeriods(inWork, window);
      if (isUnknown(inFlight)) {
        return inFlight;
      }
      const values = valuesOf(visible, 1).flatMap(({ at, value }) => {
        const taken = inFlight.get(at);
        return taken === undefined
          ? []
          : [
              {
                at,
                value: value + (includeInFlight ? taken : 0),
                parts: { visible: value, inFlight: taken },
              },
            ];
      });
      return { status: 'kept', unit: 'messages', period, delay: seconds(0), values };
    },
  },
});

function asReading(
  { visible, inFlight, delayed }: QueueCounts,
  { includeInFlight, queueUrl }: { readonly includeInFlight: boolean; readonly queueUrl: string },
  now: number,
) {
  if (!(visible >= 0 && inFlight >= 0 && delayed >= 0)) {
    return missing('not-a-number', `${queueUrl} answered without its counts`);
  }
  const value = visible + (includeInFlight ? inFlight : 0);
  return measured(value, 'messages', now, { visible, inFlight, delayed });
}
