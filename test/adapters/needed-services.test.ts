import { describe, expect, it } from 'vitest';
import { neededServices } from '../../shared/adapters/needed-services.ts';
import { notifySchema } from '../../shared/core/notices/settings.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { seconds } from '../../shared/core/units.ts';
import { plan } from '../support/builders.ts';

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
