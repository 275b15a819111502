import { describe, expect, it } from 'vitest';
import { applicationAutoScaling } from '../../../shared/adapters/aws/application-auto-scaling.ts';
import { loopbackPerTest, wireError } from '../../support/loopback.ts';

const answering = loopbackPerTest();
const READS = 'dynamodb:table:ReadCapacityUnits';

const registered = (resourceId: string) => ({
  ServiceNamespace: 'dynamodb',
  ResourceId: resourceId,
  ScalableDimension: READS,
  MinCapacity: 3,
  MaxCapacity: 9,
  RoleARN: 'arn:aws:iam::123456789012:role/x',
  CreationTime: 0,
});

describe('applicationAutoScaling', () => {
  it('describes targets, fifty ids in a call, over all pages', async () => {
    const { access, calls } = await answering(({ body }) => {
      const isSecondPage = JSON.stringify(body).includes('more');
      return {
        json: {
          ScalableTargets: [registered(isSecondPage ? 'table/b' : 'table/a')],
          ...(isSecondPage ? {} : { NextToken: 'more' }),
        },
      };
    });

    const targets = await applicationAutoScaling(access).describeTargets(
      'dynamodb',
      Array.from({ length: 51 }, (_, index) => `table/${index}`),
    );

    expect(targets).toHaveLength(4);
    expect(targets.slice(0, 2)).toEqual([
      { resourceId: 'table/a', dimension: READS, min: 3, max: 9 },
      { resourceId: 'table/b', dimension: READS, min: 3, max: 9 },
    ]);
    expect(calls).toHaveLength(4);
  });

  it('stops asking for pages that never end', async () => {
    const { access, calls } = await answering(() => ({
      json: { ScalableTargets: [], NextToken: 'more' },
    }));

    await applicationAutoScaling(access).describeTargets('dynamodb', ['table/a']);

    expect(calls).toHaveLength(10);
  });

  it('registers bounds', async () => {
    const { access, calls } = await answering(() => ({ json: {} }));

    await applicationAutoScaling(access).setBounds({
      namespace: 'dynamodb',
      dimension: READS,
      resourceId: 'table/a',
      min: 5,
      max: 5,
    });

    expect(calls.map(({ operation, body }) => ({ operation, body }))).toEqual([
      {
        operation: 'RegisterScalableTarget',
        body: {
          ServiceNamespace: 'dynamodb',
          ScalableDimension: READS,
          ResourceId: 'table/a',
          MinCapacity: 5,
          MaxCapacity: 5,
        },
      },
    ]);
  });

  it.each([
    { name: 'ValidationException', code: 'invalid' },
    { name: 'ConcurrentUpdateException', code: 'unavailable' },
    { name: 'ThrottlingException', code: 'throttled' },
  ])('tells $name as $code', async ({ name, code }) => {
    const { access } = await answering(() => wireError(name));

    const asked = applicationAutoScaling(access).describeTargets('rds', ['cluster:orders']);

    await expect(asked).rejects.toMatchObject({ code });
  });
});
