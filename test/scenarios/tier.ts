/** @module A web tier with every metric that a load balancer and its instances have. */
import { capacity, seconds } from '../../shared/core/units.ts';
import type { Trace } from '../../shared/simulator/trace.ts';
import { serviceWorld } from '../../shared/simulator/world.ts';
import { albMetric } from '../support/load-balancer.ts';
import { onlyPlan, type Scene } from '../support/scenario.ts';

/** What one unit can serve. */
const REQUESTS_PER_MINUTE = 1000;

/** A tier that serves 1000 requests a minute with each unit; `rules` are policies and limits. */
export function tier(
  load: Trace,
  rules: string,
  given: { readonly units?: number; readonly max?: number; readonly startUp?: number } = {},
): Scene {
  const { units = 2, max = 20, startUp = 60 } = given;
  const plan = onlyPlan(`
version: 1
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 2, max: ${max} }
    unit: { warmUp: ${startUp}s }
    sources:
      requests: ${albMetric('RequestCount')}
      latency: ${albMetric('TargetResponseTime')}
      cpu:
        type: cloudwatch-metric
        namespace: AWS/EC2
        metric: CPUUtilization
        dimensions: { AutoScalingGroupName: web }
        unit: percent
${rules}`);
  const world = serviceWorld({
    load,
    capacityPerUnit: REQUESTS_PER_MINUTE,
    fleet: { initial: capacity(units), startUp: seconds(startUp) },
    seed: 1,
  });
  return { plan, world };
}
