import { describe, expect, it } from 'vitest';
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
const ARRIVALS = '{ type: cloudwatch-metric, namespace: AWS/SQS, metric: NumberOfMessagesSent }';
const CPU = '{ type: cloudwatch-metric, namespace: AWS/EC2, metric: CPUUtilization }';
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
});
