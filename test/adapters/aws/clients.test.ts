import { describe, expect, it } from 'vitest';
import { type AwsService, loadClients } from '../../../shared/adapters/aws/clients.ts';
import { at, START } from '../../support/builders.ts';
import { loopbackPerTest } from '../../support/loopback.ts';

const answering = loopbackPerTest();
const SERVICES: readonly AwsService[] = [
  'applicationAutoScaling',
  'autoScaling',
  'cloudWatch',
  'dynamoDb',
  'ecs',
  'eventBridge',
  'lambda',
  'sns',
  'sqs',
];

describe('loadClients', () => {
  it.each([
    { services: [] },
    { services: ['sqs'] },
    { services: ['sqs', 'ecs', 'sqs'] },
    { services: SERVICES },
  ] as const)('loads $services and nothing else', async ({ services }) => {
    const { access } = await answering(() => ({ json: {} }));

    const clients = await loadClients(services, access);

    expect(Object.keys(clients).sort()).toEqual([...new Set(services)].sort());
  });

  it('makes every client call the endpoint it is told', async () => {
    const { access, calls } = await answering(() => ({ json: {} }));
    const clients = await loadClients(SERVICES, access);

    await Promise.allSettled([
      clients.applicationAutoScaling.describeTargets('rds', ['cluster:orders']),
      clients.autoScaling.describeGroups(['web']),
      clients.dynamoDb.batchGet('tidegate', [{ pk: 'a', sk: 'b' }]),
      clients.ecs.describeServices('prod', ['web']),
      clients.lambda.getEventSourceMapping('0f2ca8b2-6f4e-4f0e-9d2e-0a1b2c3d4e5f'),
      clients.eventBridge.putEvents('default', []),
      clients.sns.publish('arn:aws:sns:us-east-1:123456789012:on-call', []),
      clients.sqs.countMessages('https://sqs.us-east-1.amazonaws.com/1/jobs'),
      clients.cloudWatch.readMetrics([
        {
          metrics: {
            only: {
              namespace: 'Shop',
              metric: 'Orders',
              dimensions: {},
              statistic: 'Sum',
              periodSeconds: 60,
            },
          },
          from: START,
          to: at(60),
        },
      ]),
    ]);

    expect(calls.map(({ operation }) => operation).sort()).toEqual([
      'BatchGetItem',
      'DescribeAutoScalingGroups',
      'DescribeScalableTargets',
      'DescribeServices',
      'GET /2015-03-31/event-source-mappings/0f2ca8b2-6f4e-4f0e-9d2e-0a1b2c3d4e5f',
      'GetMetricData',
      'GetQueueAttributes',
      'PublishBatch',
      'PutEvents',
    ]);
  });
});
