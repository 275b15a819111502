import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { EventSourceMapping } from '../../../shared/adapters/aws/lambda.ts';
import { lambdaEventSource } from '../../../shared/adapters/targets/lambda-event-source.ts';
import { capacity } from '../../../shared/core/units.ts';
import { awsFault, fakeClients } from '../../support/aws-fakes.ts';

const UUID = '0f2ca8b2-6f4e-4f0e-9d2e-0a1b2c3d4e5f';
const SPEC = z.parse(lambdaEventSource.schema, { type: 'lambda-event-source', uuid: UUID });

async function describeOne(given: Partial<EventSourceMapping>) {
  const mapping: EventSourceMapping = {
    eventSourceArn: 'arn:aws:sqs:us-east-1:123456789012:thumbnails',
    state: 'Enabled',
    ...given,
  };
  const clients = fakeClients({ lambda: { getEventSourceMapping: async () => mapping } });
  const [status] = await lambdaEventSource.describe([SPEC], clients);
  return status;
}

describe('lambda-event-source', () => {
  it('has its maximum concurrency as capacity, all of it in service', async () => {
    expect(await describeOne({ maximumConcurrency: 7 })).toEqual({
      status: 'described',
      capacity: 7,
      inService: 7,
      pending: 0,
      bounds: { min: 2, max: 1000 },
    });
  });

  it('has 1000 where it is not limited: so many a queue may cause anyway', async () => {
    expect(await describeOne({})).toMatchObject({ capacity: 1000 });
  });

  it.each([
    { state: 'Enabled', hold: undefined },
    { state: 'Updating', hold: 'updating' },
    { state: 'Creating', hold: 'updating' },
    { state: 'Enabling', hold: 'updating' },
    { state: 'Disabling', hold: 'suspended' },
    { state: 'Disabled', hold: 'suspended' },
    { state: 'Deleting', hold: 'deleting' },
    { state: '', hold: 'updating' },
  ])('a mapping that is "$state" is held: $hold', async ({ state, hold }) => {
    const status = await describeOne({ state });

    expect(status?.status === 'described' ? status.hold?.code : status).toBe(hold);
    expect(status).toMatchObject(hold === undefined ? {} : { hold: { blocks: 'both' } });
  });

  it.each(['arn:aws:kinesis:us-east-1:123456789012:stream/clicks', ''])(
    'a mapping of "%s" has no maximum concurrency',
    async (eventSourceArn) => {
      expect(await describeOne({ eventSourceArn })).toMatchObject({
        status: 'unavailable',
        because: 'invalid',
      });
    },
  );

  it('a mapping that is gone costs no other', async () => {
    const other = { ...SPEC, uuid: UUID.replace('0f', 'ff') };
    const clients = fakeClients({
      lambda: {
        getEventSourceMapping: async (uuid) => {
          if (uuid === UUID) {
            throw awsFault('not-found');
          }
          return { eventSourceArn: 'arn:aws:sqs:x:1:q', state: 'Enabled', maximumConcurrency: 4 };
        },
      },
    });

    expect(await lambdaEventSource.describe([SPEC, other], clients)).toMatchObject([
      { status: 'unavailable', because: 'not-found' },
      { capacity: 4 },
    ]);
  });

  it.each([0, 1, 1001])('refuses %i without a call: AWS takes 2 to 1000', async (to) => {
    const change = { from: capacity(5), to: capacity(to) };

    expect(await lambdaEventSource.apply(SPEC, change, fakeClients())).toMatchObject({
      status: 'refused',
      code: 'invalid',
    });
    expect(lambdaEventSource.range?.(SPEC)).toEqual({ lowest: 2, highest: 1000 });
  });

  it('knows a mapping in capital letters again', () => {
    const shouted = { ...SPEC, uuid: UUID.toUpperCase() };

    expect(lambdaEventSource.identity(shouted)).toBe(lambdaEventSource.identity(SPEC));
  });

  it('refuses what is no UUID', () => {
    expect(z.safeParse(lambdaEventSource.schema, { ...SPEC, uuid: 'jobs' }).success).toBe(false);
  });
});
