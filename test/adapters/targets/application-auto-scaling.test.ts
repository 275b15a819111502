import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { RegisteredTarget } from '../../../shared/adapters/aws/application-auto-scaling.ts';
import {
  scalableDimensions,
  serviceNamespaces,
} from '../../../shared/adapters/scalable-dimensions.ts';
import { applicationAutoScaling } from '../../../shared/adapters/targets/application-auto-scaling.ts';
import { capacity } from '../../../shared/core/units.ts';
import { awsFault, fakeClients } from '../../support/aws-fakes.ts';

const spec = (given: object = {}) =>
  z.parse(applicationAutoScaling.schema, {
    type: 'application-auto-scaling',
    namespace: 'rds',
    dimension: 'rds:cluster:ReadReplicaCount',
    resourceId: 'cluster:orders',
    ...given,
  });
const READS = {
  namespace: 'dynamodb',
  dimension: 'dynamodb:table:ReadCapacityUnits',
  resourceId: 'table/orders',
};

async function describeOne(given: Partial<RegisteredTarget>) {
  const registered: RegisteredTarget = {
    resourceId: 'cluster:orders',
    dimension: 'rds:cluster:ReadReplicaCount',
    min: 3,
    max: 3,
    ...given,
  };
  const clients = fakeClients({
    applicationAutoScaling: { describeTargets: async () => [registered] },
  });
  const [status] = await applicationAutoScaling.describe([spec()], clients);
  return status;
}

describe('application-auto-scaling', () => {
  it('reads the capacity back from the equal bounds that hold it', async () => {
    expect(await describeOne({})).toMatchObject({
      status: 'described',
      capacity: 3,
      inService: 3,
      pending: 0,
      bounds: { min: 0 },
    });
  });

  it('does not guess a capacity from bounds that differ, and says what to do', async () => {
    expect(await describeOne({ min: 2, max: 10 })).toMatchObject({
      status: 'unavailable',
      because: 'invalid',
      detail: expect.stringMatching(/2 to 10.*register it with min = max = what it has now/),
    });
  });

  it('does not guess where the bounds did not come', async () => {
    expect(await describeOne({ min: Number.NaN, max: Number.NaN })).toMatchObject({
      status: 'unavailable',
      because: 'invalid',
    });
  });

  it('does not take another dimension of the resource for its own', async () => {
    expect(await describeOne({ dimension: 'rds:cluster:Other' })).toMatchObject({
      because: 'not-found',
    });
  });

  it('sets a capacity with one call, so that nothing can be left half done', async () => {
    const calls: unknown[] = [];
    const clients = fakeClients({
      applicationAutoScaling: {
        setBounds: async (target) => {
          calls.push(target);
        },
      },
    });

    await applicationAutoScaling.apply(spec(), { from: capacity(3), to: capacity(5) }, clients);

    expect(calls).toEqual([
      {
        namespace: 'rds',
        dimension: 'rds:cluster:ReadReplicaCount',
        resourceId: 'cluster:orders',
        min: 5,
        max: 5,
      },
    ]);
  });

  it('asks once per service, for each resource once, and a service that is down costs no other', async () => {
    const asked: unknown[] = [];
    const clients = fakeClients({
      applicationAutoScaling: {
        describeTargets: async (namespace, resourceIds) => {
          asked.push([namespace, resourceIds]);
          if (namespace === 'rds') {
            throw awsFault('throttled');
          }
          return ['Read', 'Write'].map((kind, index) => ({
            resourceId: READS.resourceId,
            dimension: `dynamodb:table:${kind}CapacityUnits`,
            min: 5 + index,
            max: 5 + index,
          }));
        },
      },
    });

    const statuses = await applicationAutoScaling.describe(
      [spec(READS), spec(), spec({ ...READS, dimension: 'dynamodb:table:WriteCapacityUnits' })],
      clients,
    );

    expect(statuses).toMatchObject([
      { capacity: 5 },
      { status: 'unavailable', because: 'throttled' },
      { capacity: 6 },
    ]);
    expect(asked).toEqual([
      ['dynamodb', ['table/orders']],
      ['rds', ['cluster:orders']],
    ]);
  });

  it.each([
    { given: {}, lowest: 0 },
    { given: READS, lowest: 1 },
  ])('accepts $lowest and more where AWS does', ({ given, lowest }) => {
    expect(applicationAutoScaling.range?.(spec(given)).lowest).toBe(lowest);
  });

  it('takes every dimension with the namespace that it begins with, and no other', () => {
    const pairs = scalableDimensions.flatMap((dimension) =>
      serviceNamespaces.map((namespace) => ({ dimension, namespace })),
    );

    const taken = pairs.filter(
      (pair) => z.safeParse(applicationAutoScaling.schema, { ...spec(), ...pair }).success,
    );

    expect(taken.map(({ dimension }) => dimension)).toEqual([...scalableDimensions]);
    expect(taken.every(({ dimension, namespace }) => dimension.split(':')[0] === namespace)).toBe(
      true,
    );
  });
});
