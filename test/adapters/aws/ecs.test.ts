import { describe, expect, it } from 'vitest';
import { ecs } from '../../../shared/adapters/aws/ecs.ts';
import { loopbackPerTest, wireError } from '../../support/loopback.ts';

const answering = loopbackPerTest();
const ARN = 'arn:aws:ecs:us-east-1:123456789012:service/prod';

describe('ecs', () => {
  it('describes services, ten in a call, with those that are missing', async () => {
    const { access, calls } = await answering((_, index) => ({
      json: {
        services: [
          {
            serviceName: `web-${index}`,
            status: 'ACTIVE',
            schedulingStrategy: 'REPLICA',
            desiredCount: 5,
            runningCount: 3,
            pendingCount: 2,
            deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED' }],
          },
        ],
        failures: [{ arn: `${ARN}/gone-${index}`, reason: 'MISSING' }],
      },
    }));

    const answer = await ecs(access).describeServices(
      'prod',
      Array.from({ length: 11 }, (_, index) => `service-${index}`),
    );

    expect(answer.services[0]).toEqual({
      name: 'web-0',
      status: 'ACTIVE',
      schedulingStrategy: 'REPLICA',
      desiredCount: 5,
      runningCount: 3,
      pendingCount: 2,
      deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED' }],
    });
    expect(answer.services).toHaveLength(2);
    expect(answer.failures).toEqual([
      { name: 'gone-0', reason: 'MISSING' },
      { name: 'gone-1', reason: 'MISSING' },
    ]);
    expect(calls).toMatchObject([
      { operation: 'DescribeServices', body: { cluster: 'prod', services: { length: 10 } } },
      { operation: 'DescribeServices', body: { cluster: 'prod', services: ['service-10'] } },
    ]);
  });

  it('makes no number of a count that did not come', async () => {
    const { access } = await answering(() => ({ json: { services: [{ serviceName: 'web' }] } }));

    const { services } = await ecs(access).describeServices('prod', ['web']);

    expect(services).toMatchObject([{ desiredCount: Number.NaN, runningCount: Number.NaN }]);
  });

  it('sets the desired count and nothing else', async () => {
    const { access, calls } = await answering(() => ({ json: {} }));

    await ecs(access).setDesiredCount('prod', 'web', 0);

    expect(calls.map(({ operation, body }) => ({ operation, body }))).toEqual([
      { operation: 'UpdateService', body: { cluster: 'prod', service: 'web', desiredCount: 0 } },
    ]);
  });

  it.each([
    { name: 'ClusterNotFoundException', code: 'not-found' },
    { name: 'ServiceNotFoundException', code: 'not-found' },
    { name: 'ServiceNotActiveException', code: 'invalid' },
    { name: 'ThrottlingException', code: 'throttled' },
    { name: 'AccessDeniedException', code: 'access-denied' },
    { name: 'ServerException', code: 'unavailable' },
  ])('tells $name as $code', async ({ name, code }) => {
    const { access } = await answering(() => wireError(name));

    const asked = [
      ecs(access).describeServices('prod', ['web']),
      ecs(access).setDesiredCount('prod', 'web', 1),
    ];

    const results = await Promise.allSettled(asked);
    expect(results).toMatchObject(asked.map(() => ({ status: 'rejected', reason: { code } })));
  });
});
