import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  billServices,
  forecastServices,
  neededServices,
} from '../../shared/adapters/needed-services.ts';
import { sources as sourceFamily } from '../../shared/adapters/sources/index.ts';
import { notifySchema } from '../../shared/core/notices/settings.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { seconds } from '../../shared/core/units.ts';
import { plan } from '../support/builders.ts';
import { billedPlans, spendingPlans } from '../support/spending-plans.ts';

function scalingPlan(target: string, ...sources: readonly string[]): ScalingPlan {
  return {
    ...plan(),
    target: { type: target },
    sources: Object.fromEntries(
      sources.map((type) => [type, { type, maxAge: seconds(60) }] as const),
    ),
    wakeOn: [],
  };
}

describe('neededServices', () => {
  it.each([
    {
      name: 'a group with a metric',
      plans: [scalingPlan('auto-scaling-group', 'cloudwatch-metric')],
      services: ['autoScaling', 'cloudWatch'],
    },
    {
      name: 'several plans',
      plans: [
        scalingPlan('ecs-service', 'sqs-queue', 'alb-target-group'),
        scalingPlan('lambda-event-source', 'sqs-queue'),
        scalingPlan('application-auto-scaling', 'cloudwatch-metric'),
      ],
      services: ['applicationAutoScaling', 'cloudWatch', 'ecs', 'lambda', 'sqs'],
    },
    {
      name: 'plans that tell people',
      plans: [
        {
          ...scalingPlan('auto-scaling-group', 'cloudwatch-metric'),
          notify: notifySchema.parse({ topic: 'arn:aws:sns:us-east-1:123456789012:on-call' }),
        },
      ],
      services: ['autoScaling', 'cloudWatch', 'sns'],
    },
    {
      name: 'plans that tell automation',
      plans: [
        {
          ...scalingPlan('auto-scaling-group', 'cloudwatch-metric'),
          notify: notifySchema.parse({ eventBus: 'default' }),
        },
      ],
      services: ['autoScaling', 'cloudWatch', 'eventBridge'],
    },
  ])('names what $name call, with the store, and nothing else', ({ plans, services }) => {
    expect([...neededServices(plans)].sort()).toEqual([...services, 'dynamoDb'].sort());
  });
});

describe('billServices', () => {
  it.each([
    { name: 'no budget asks', plans: spendingPlans(), services: [] },
    { name: 'one does', plans: billedPlans(), services: ['costExplorer'] },
  ])('names the store, whom to tell, and the bill where $name', ({ plans, services }) => {
    const expected = ['dynamoDb', 'eventBridge', ...services];

    expect([...billServices(plans)].toSorted()).toEqual(expected.toSorted());
  });

  it('is nothing that evaluations load', () => {
    expect([...neededServices(billedPlans())]).not.toContain('costExplorer');
  });
});

describe('forecastServices', () => {
  const LEARNED = { type: 'service-level', source: 'load', limit: 10 };
  const asking = (...sources: readonly object[]) =>
    sources.map((source) => ({
      ...scalingPlan('auto-scaling-group', 'sqs-queue'),
      ...plan({ policies: [LEARNED] }),
      sources: { load: z.parse(sourceFamily.schema, source) },
    }));
  const requests = {
    ...{ type: 'alb-target-group', loadBalancer: 'app/web/1', targetGroup: 'targetgroup/web/1' },
    metric: 'RequestCountPerTarget',
  };

  it.each([
    { name: 'nobody asks', plans: [scalingPlan('ecs-service', 'alb-target-group')], services: [] },
    { name: 'a load has a past', plans: asking(requests), services: ['cloudWatch'] },
    {
      name: 'what is asked for is no load',
      plans: asking({ type: 'sqs-queue', queueUrl: 'https://sqs/1/jobs' }),
      services: [],
    },
  ])('names the store, and what $name needs', ({ plans, services }) => {
    expect([...forecastServices(plans)].sort()).toEqual([...services, 'dynamoDb'].sort());
  });

  it('is among what the bundle has for these plans', () => {
    const plans = asking(requests);
    const needed = neededServices(plans);

    expect([...forecastServices(plans)].filter((service) => !needed.has(service))).toEqual([]);
  });
});
