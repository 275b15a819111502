/** @module The targets that scenarios tell of, each in a world without chance. */
import type { ForeignChangeAnswer } from '../../shared/core/plan.ts';
import { capacity, seconds } from '../../shared/core/units.ts';
import type { Trace } from '../../shared/simulator/trace.ts';
import { queueWorld, serviceWorld } from '../../shared/simulator/world.ts';
import { albMetric } from '../support/load-balancer.ts';
import { onlyPlan, type Scene } from '../support/scenario.ts';

/** Workers, 6 s a message, that start within a minute. */
export function workers(arrivals: Trace): Scene {
  const plan = onlyPlan(`
version: 1
targets:
  workers:
    target: { type: auto-scaling-group, name: workers }
    capacity: { min: 0, max: 50 }
    unit: { warmUp: 60s }
    evaluateEvery: 30s
    sources:
      jobs: { type: sqs-queue, queueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs' }
    policies:
      - { type: queue-latency, source: jobs, objective: 3m, serviceTime: 6s }
`);
  const world = queueWorld({
    arrivals,
    serviceTime: { distribution: 'deterministic', mean: seconds(6) },
    fleet: { initial: capacity(0), startUp: seconds(60) },
    seed: 1,
  });
  return { plan, world };
}

/** A web tier, 1000 requests a minute for each unit, that starts within a minute. */
export function webTier(
  load: Trace,
  given: {
    readonly units?: number;
    readonly onForeignChange?: ForeignChangeAnswer;
    /** What the load balancer is asked for: the total of all units, or the average of one. */
    readonly measure?: 'total' | 'per-unit';
    /** Another policy than the one that keeps each unit at 1000. */
    readonly policy?: object;
  } = {},
): Scene {
  const { units = 2, onForeignChange = 'adopt', measure = 'total' } = given;
  const policy = given.policy ?? {
    type: 'target-tracking',
    source: 'requests',
    target: 1000,
    measure,
  };
  const plan = onlyPlan(`
version: 1
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 2, max: 20 }
    unit: { warmUp: 60s }
    onForeignChange: ${onForeignChange}
    sources:
      requests: ${albMetric(measure === 'total' ? 'RequestCount' : 'RequestCountPerTarget')}
    policies:
      - ${JSON.stringify(policy)}
`);
  const world = serviceWorld({
    load,
    capacityPerUnit: 1400 / 60,
    fleet: { initial: capacity(units), startUp: seconds(60) },
    seed: 1,
  });
  return { plan, world };
}
