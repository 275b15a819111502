import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { QueueCounts } from '../../../shared/adapters/aws/sqs.ts';
import { sqsQueue } from '../../../shared/adapters/sources/sqs-queue.ts';
import { seconds } from '../../../shared/core/units.ts';
import { awsFault, fakeClients } from '../../support/aws-fakes.ts';
import { at, START } from '../../support/builders.ts';
import { metricsBy, series } from '../../support/metric-fakes.ts';

const QUEUE = 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs';

function spec(given: object = {}) {
  return z.parse(sqsQueue.schema, { type: 'sqs-queue', queueUrl: QUEUE, ...given });
}

function read(
  specs: readonly ReturnType<typeof spec>[],
  count: (url: string) => Promise<QueueCounts>,
) {
  return sqsQueue.read(specs, fakeClients({ sqs: { countMessages: count } }), { now: START });
}

describe('sqs-queue', () => {
  it.each([
    { includeInFlight: true, value: 15 },
    { includeInFlight: false, value: 12 },
  ])('counts $value with includeInFlight $includeInFlight, and tells all parts', async (given) => {
    const { value, ...settings } = given;
    const counts = { visible: 12, inFlight: 3, delayed: 4 };

    const answers = await read([spec(settings)], async () => counts);

    expect(answers).toEqual([
      { status: 'measured', value, unit: 'messages', at: START, parts: counts },
    ]);
  });

  it('counts messages in flight unless told', () => {
    expect(spec()).toMatchObject({ includeInFlight: true, maxAge: 60 });
  });

  it.each([
    { name: 'no count', counts: { visible: Number.NaN, inFlight: 0, delayed: 0 } },
    { name: 'half the counts', counts: { visible: 1, inFlight: Number.NaN, delayed: 0 } },
    { name: 'a negative count', counts: { visible: 1, inFlight: -1, delayed: 0 } },
  ])('makes no number of $name', async ({ counts }) => {
    expect(await read([spec()], async () => counts)).toMatchObject([
      { status: 'missing', because: 'not-a-number' },
    ]);
  });

  it('a queue that was deleted costs no other queue', async () => {
    const answers = await read([spec(), spec({ queueUrl: `${QUEUE}-gone` })], async (url) => {
      if (url.endsWith('gone')) {
        throw awsFault('not-found');
      }
      return { visible: 1, inFlight: 0, delayed: 0 };
    });

    expect(answers).toMatchObject([{ value: 1 }, { status: 'missing', because: 'not-found' }]);
  });

  it('asks 50 queues at once and no more', async () => {
    let now = 0;
    let most = 0;
    const specs = Array.from({ length: 120 }, (_, index) =>
      spec({ queueUrl: `${QUEUE}-${index}` }),
    );

    await read(specs, async () => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      return { visible: 0, inFlight: 0, delayed: 0 };
    });

    expect(most).toBe(50);
  });

  it('refuses what is no URL', () => {
    expect(z.safeParse(sqsQueue.schema, { type: 'sqs-queue', queueUrl: 'jobs' }).success).toBe(
      false,
    );
  });
});

describe('the past of sqs-queue', () => {
  const SPAN = { from: at(-300), to: START, period: seconds(60), now: START };
  const visible = series({ '-240': 5, '-180': 7, '-120': 0 });
  const inFlight = series({ '-240': 2, '-120': 3 });

  function recall(given: object = {}) {
    const metrics = metricsBy((name) => (name.endsWith('NotVisible') ? inFlight : visible));
    const { readMetrics } = metrics;
    const past = sqsQueue.history?.read(
      spec(given),
      fakeClients({ cloudWatch: { readMetrics } }),
      SPAN,
    );
    return { past, asked: metrics.asked };
  }

  it.each([
    { includeInFlight: true, values: [7, 3] },
    { includeInFlight: false, values: [5, 0] },
  ])('has the minutes with both counts, with includeInFlight $includeInFlight', async (given) => {
    const { values, ...settings } = given;

    expect(await recall(settings).past).toMatchObject({
      status: 'kept',
      unit: 'messages',
      delay: 0,
      values: [
        { at: at(-180), value: values[0], parts: { visible: 5, inFlight: 2 } },
        { at: at(-60), value: values[1], parts: { visible: 0, inFlight: 3 } },
      ],
    });
  });

  it('asks CloudWatch by the name of the queue, and not the queue', async () => {
    const { past, asked } = recall();
    await past;

    expect(asked.map(({ metrics: { only } }) => only)).toMatchObject([
      { namespace: 'AWS/SQS', dimensions: { QueueName: 'jobs' } },
      { namespace: 'AWS/SQS', metric: 'ApproximateNumberOfMessagesNotVisible' },
    ]);
  });
});
