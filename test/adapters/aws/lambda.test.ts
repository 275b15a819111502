import { describe, expect, it } from 'vitest';
import { lambda } from '../../../shared/adapters/aws/lambda.ts';
import { loopbackPerTest, wireError } from '../../support/loopback.ts';

const answering = loopbackPerTest();
const UUID = '0f2ca8b2-6f4e-4f0e-9d2e-0a1b2c3d4e5f';
const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:thumbnails';

describe('lambda', () => {
  it.each([
    {
      name: 'limited',
      told: { ScalingConfig: { MaximumConcurrency: 7 } },
      known: { maximumConcurrency: 7 },
    },
    { name: 'not limited', told: { ScalingConfig: {} }, known: {} },
    { name: 'without a scaling configuration', told: {}, known: {} },
  ])('describes a mapping that is $name', async ({ told, known }) => {
    const { access, calls } = await answering(() => ({
      json: { UUID, EventSourceArn: QUEUE, State: 'Enabled', ...told },
    }));

    expect(await lambda(access).getEventSourceMapping(UUID)).toEqual({
      eventSourceArn: QUEUE,
      state: 'Enabled',
      ...known,
    });
    expect(calls[0]?.operation).toBe(`GET /2015-03-31/event-source-mappings/${UUID}`);
  });

  it('sets the maximum concurrency and nothing else', async () => {
    const { access, calls } = await answering(() => ({ status: 202, json: {} }));

    await lambda(access).setMaximumConcurrency(UUID, 12);

    expect(calls).toMatchObject([
      {
        operation: `PUT /2015-03-31/event-source-mappings/${UUID}`,
        body: { ScalingConfig: { MaximumConcurrency: 12 } },
      },
    ]);
    expect(Object.keys(Object(calls[0]?.body))).toEqual(['ScalingConfig']);
  });

  it.each([
    { name: 'ResourceNotFoundException', status: 404, code: 'not-found' },
    { name: 'ResourceConflictException', status: 409, code: 'unavailable' },
    { name: 'ResourceInUseException', status: 400, code: 'unavailable' },
    { name: 'TooManyRequestsException', status: 429, code: 'throttled' },
    { name: 'InvalidParameterValueException', status: 400, code: 'invalid' },
  ])('tells $name as $code', async ({ name, status, code }) => {
    const { access } = await answering(() => wireError(name, status));

    await expect(lambda(access).setMaximumConcurrency(UUID, 12)).rejects.toMatchObject({ code });
  });
});
