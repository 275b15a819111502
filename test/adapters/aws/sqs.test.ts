import { afterEach, describe, expect, it, vi } from 'vitest';
import { sqs } from '../../../shared/adapters/aws/sqs.ts';
import { loopbackPerTest, wireError } from '../../support/loopback.ts';

const QUEUE = 'https://sqs.us-east-1.amazonaws.com/123456789012/thumbnails';
/** A host that refuses, so that a wrong call fails fast and does not leave this machine. */
const QUEUE_HERE = 'http://127.0.0.1:1/123456789012/thumbnails';

const answering = loopbackPerTest();
afterEach(() => vi.unstubAllEnvs());

describe('sqs', () => {
  it('counts the messages of a queue', async () => {
    const { access, calls } = await answering(() => ({
      json: {
        Attributes: {
          ApproximateNumberOfMessages: '12',
          ApproximateNumberOfMessagesNotVisible: '3',
          ApproximateNumberOfMessagesDelayed: '0',
        },
      },
    }));

    const counts = await sqs(access).countMessages(QUEUE);

    expect(counts).toEqual({ visible: 12, inFlight: 3, delayed: 0 });
    expect(calls).toMatchObject([{ operation: 'GetQueueAttributes', body: { QueueUrl: QUEUE } }]);
  });

  it.each([
    { name: 'told', env: false },
    { name: 'in AWS_ENDPOINT_URL', env: true },
  ])('calls the endpoint $name, not the host in the URL of the queue', async ({ env }) => {
    const { access, calls, host } = await answering(() => ({ json: { Attributes: {} } }));
    const { endpoint, ...elsewhere } = access;
    vi.stubEnv('AWS_ENDPOINT_URL', env ? endpoint : undefined);

    await sqs(env ? elsewhere : access).countMessages(QUEUE_HERE);

    expect(calls.map((call) => call.host)).toEqual([host]);
  });

  it('makes no number of a count that did not come', async () => {
    const { access } = await answering(() => ({
      json: { Attributes: { ApproximateNumberOfMessages: '12' } },
    }));

    expect(await sqs(access).countMessages(QUEUE)).toEqual({
      visible: 12,
      inFlight: Number.NaN,
      delayed: Number.NaN,
    });
  });

  it.each([
    { name: 'QueueDoesNotExist', code: 'not-found' },
    { name: 'AccessDeniedException', code: 'access-denied' },
    { name: 'RequestThrottled', code: 'throttled' },
    { name: 'InvalidAddress', code: 'invalid' },
    { name: 'InternalFailure', status: 500, code: 'unavailable' },
  ])('tells $name as $code', async ({ name, status = 400, code }) => {
    const { access } = await answering(() => wireError(name, status));

    await expect(sqs(access).countMessages(QUEUE)).rejects.toMatchObject({ code });
  });

  it.each([
    { name: 'that never answers', raw: () => {} },
    { name: 'that hangs up', raw: (response: { destroy(): void }) => response.destroy() },
    {
      name: 'whose answer stops half-way',
      raw: (response: { write(text: string): void }) => response.write('{"Attributes":'),
    },
  ])('gives up on a server $name', async ({ raw }) => {
    const { access } = await answering(() => ({ raw }));

    await expect(sqs(access).countMessages(QUEUE)).rejects.toMatchObject({ code: 'timeout' });
  });

  it('tries again what may succeed then', async () => {
    let attempts = 0;
    const { access } = await answering(() => {
      attempts += 1;
      return attempts < 3 ? wireError('InternalFailure', 500) : { json: { Attributes: {} } };
    });

    await sqs({ ...access, maxAttempts: 3 }).countMessages(QUEUE);

    expect(attempts).toBe(3);
  });

  it('sends messages with their delays, and tells which were not taken', async () => {
    const { access, calls } = await answering(() => ({
      json: {
        Successful: [
          { Id: '0', MessageId: 'm', MD5OfMessageBody: '5d41402abc4b2a76b9719d911017c592' },
        ],
        Failed: [{ Id: '1', SenderFault: false, Code: 'InternalError' }],
      },
    }));

    const left = await sqs(access).send(QUEUE, [
      { id: '0', body: 'hello', delaySeconds: 0 },
      { id: '1', body: 'hello', delaySeconds: 10 },
    ]);

    expect(left).toEqual(['1']);
    expect(calls).toMatchObject([
      {
        operation: 'SendMessageBatch',
        body: {
          Entries: [
            { Id: '0', MessageBody: 'hello', DelaySeconds: 0 },
            { Id: '1', MessageBody: 'hello', DelaySeconds: 10 },
          ],
        },
      },
    ]);
  });
});
