import { describe, expect, it } from 'vitest';
import { capacity } from '../../shared/core/units.ts';
import { planWorld } from '../../shared/simulator/plan-world.ts';
import { onlyPlan } from '../support/scenario.ts';
import { perMinute } from './worlds.ts';

const planOf = (source: string, policy: string) =>
  onlyPlan(`
version: 1
targets:
  workers:
    target: { type: auto-scaling-group, name: workers }
    capacity: { min: 1, max: 40 }
    sources: { read: ${source} }
    policies: [${policy}]
`);

const QUEUE = "{ type: sqs-queue, queueUrl: 'https://sqs.us-east-1.amazonaws.com/1/jobs' }";
const ARRIVALS =
  '{ type: cloudwatch-metric, namespace: AWS/SQS, metric: NumberOfMessagesSent, statistic: Sum, dimensions: { QueueName: jobs } }';
const CPU = '{ type: cloudwatch-metric, namespace: AWS/EC2, metric: CPUUtilization }';
const REQUESTS =
  '{ type: cloudwatch-metric, namespace: AWS/ApiGateway, metric: Count, period: 5m, maxAge: 10m }';
const FORMULA = '{ type: formula, capacity: read / 10 }';
const LATENCY = '{ type: queue-latency, source: read, objective: 30s, serviceTime: 2s }';

describe('the world of a plan', () => {
  it.each([
    {
      name: 'a queue whose policy says how long a message takes',
      read: QUEUE,
      policy: LATENCY,
      kind: 'queue',
    },
    {
      name: 'a queue and a rule that says nothing of it',
      read: QUEUE,
      policy: FORMULA,
      kind: 'queue',
    },
    { name: 'a metric of a queue', read: ARRIVALS, policy: FORMULA, kind: 'queue' },
    { name: 'no queue', read: CPU, policy: FORMULA, kind: 'service' },
  ])('is a $kind for $name', ({ read, policy, kind }) => {
    const world = planWorld(planOf(read, policy), { load: perMinute(20), seed: 1 });

    expect(world.kind).toBe(kind);
  });

  it('stands still where no message ever comes', () => {
    const { kind } = planWorld(planOf(QUEUE, FORMULA), { load: perMinute(0), seed: 1 });

    expect(kind).toBe('queue');
  });

  it.each([
    {
      name: 'the limit that a policy states',
      read: REQUESTS,
      policy: '{ type: service-level, source: read, measure: total, limit: 600 }',
      serves: 2,
    },
    {
      name: 'the target that a policy keeps, with room above it',
      read: REQUESTS,
      policy: '{ type: target-tracking, source: read, measure: total, target: 420 }',
      serves: 2,
    },
    {
      name: 'so much that 20 units serve the load, where a policy counts something else',
      read: CPU,
      policy: '{ type: target-tracking, source: read, target: 60 }',
      serves: 10,
    },
  ])('has units that serve $name', ({ read, policy, serves }) => {
    const world = planWorld(planOf(read, policy), { load: perMinute(200), seed: 1 });

    expect(world).toMatchObject({ capacityPerUnit: expect.closeTo(serves, 6) });
  });

  it('has units that serve the load of a plan which allows only a few', () => {
    const plan = planOf(CPU, '{ type: target-tracking, source: read, target: 60 }');
    const few = { ...plan, capacity: { ...plan.capacity, max: capacity(10) } };

    const world = planWorld(few, { load: perMinute(600), seed: 1 });

    expect(world).toMatchObject({ capacityPerUnit: expect.closeTo(100, 6) });
  });
});
