import { describe, expect, it } from 'vitest';
import type { Sqs } from '../../shared/adapters/aws/sqs.ts';
import { sqsEvaluationQueue } from '../../shared/adapters/sqs-evaluation-queue.ts';
import { seconds } from '../../shared/core/units.ts';
import { awsFault, fakeClients } from '../support/aws-fakes.ts';
import { START } from '../support/builders.ts';

const QUEUE = 'https://sqs.us-east-1.amazonaws.com/123456789012/evaluations';

function queueOver(send: Sqs['send']) {
  return sqsEvaluationQueue({ sqs: fakeClients({ sqs: { send } }).sqs, queueUrl: QUEUE });
}

const requests = (count: number, delay = 0) =>
  Array.from({ length: count }, (_, index) => ({
    request: { targets: [`web-${index}`], requestedAt: START },
    delay: seconds(delay),
  }));

describe('sqsEvaluationQueue', () => {
  it('makes no call for no request', async () => {
    await expect(
      queueOver(() => Promise.reject(new Error('called'))).send([]),
    ).resolves.toBeUndefined();
  });

  it('sends a request as JSON, after its delay', async () => {
    const sent: unknown[] = [];
    const queue = queueOver(async (queueUrl, messages) => {
      sent.push({ queueUrl, messages });
      return [];
    });

    await queue.send([
      { request: { targets: ['web', 'api'], requestedAt: START }, delay: seconds(12.5) },
    ]);

    const body = JSON.stringify({ targets: ['web', 'api'], requestedAt: START });
    expect(sent).toEqual([{ queueUrl: QUEUE, messages: [{ id: '0', body, delaySeconds: 13 }] }]);
  });

  it.each([
    { count: 10, batches: [10] },
    { count: 11, batches: [10, 1] },
    { count: 25, batches: [10, 10, 5] },
  ])('sends $count requests in batches of $batches', async ({ count, batches }) => {
    const sizes: number[] = [];
    const queue = queueOver(async (_, messages) => {
      sizes.push(messages.length);
      return [];
    });

    await queue.send(requests(count));

    expect(sizes).toEqual(batches);
  });

  it('names the targets of every message that was not taken', async () => {
    const queue = queueOver(async (_, messages) => (messages.length === 10 ? ['3'] : ['0']));

    await expect(queue.send(requests(12))).rejects.toMatchObject({
      name: 'EvaluationsNotSentError',
      targets: ['web-3', 'web-10'],
      message: expect.stringContaining('web-3, web-10'),
    });
  });

  it('sends the other batches when one fails, and names the targets of that one', async () => {
    const failure = awsFault('throttled');
    const sent: number[] = [];
    const queue = queueOver(async (_, messages) => {
      if (messages.length === 10) {
        throw failure;
      }
      sent.push(messages.length);
      return [];
    });

    await expect(queue.send(requests(12))).rejects.toMatchObject({
      targets: requests(10).flatMap(({ request }) => request.targets),
      cause: failure,
    });
    expect(sent).toEqual([2]);
  });

  it('takes a delay of 900 s', async () => {
    await expect(queueOver(async () => []).send(requests(1, 900))).resolves.toBeUndefined();
  });

  it('refuses a longer delay before anything is sent', async () => {
    let calls = 0;
    const queue = queueOver(async () => {
      calls += 1;
      return [];
    });

    await expect(queue.send([...requests(1), ...requests(1, 900.1)])).rejects.toThrow(RangeError);
    expect(calls).toBe(0);
  });
});
