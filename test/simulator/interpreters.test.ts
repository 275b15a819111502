import { expect, test } from 'vitest';
import { simulate } from '../../shared/simulator/simulate.ts';
import { interpreters } from '../support/interpreters.ts';
import { albMetric } from '../support/load-balancer.ts';
import { onlyPlan } from '../support/scenario.ts';
import { minute, perMinute, webWorld } from './worlds.ts';

const PLAN = onlyPlan(`
version: 1
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 2, max: 20 }
    sources:
      requests: ${albMetric('RequestCount')}
    policies:
      - { type: lua, sources: [requests], script: 'return metrics.requests / 420' }
`);

test('a simulation runs scripts where it is handed Lua, and else holds with the reason', () => {
  const until = minute(30);

  const run = simulate(PLAN, webWorld({ load: perMinute(49) }), { until, interpreters });
  const without = simulate(PLAN, webWorld({ load: perMinute(49) }), { until });

  expect(run.desired.at(-1)).toBe(7);
  expect(without.desired.at(-1)).toBe(2);
  expect(without.decisions.at(-1)?.because).toMatch(/lua: Lua was not loaded/);
});
