import { expect, test } from 'vitest';
import { capacity, seconds } from '../../shared/core/units.ts';
import type { Trace } from '../../shared/simulator/trace.ts';
import { serviceWorld } from '../../shared/simulator/world.ts';
import { albMetric } from '../support/load-balancer.ts';
import { onlyPlan, perMinute, type Scene, story, table } from '../support/scenario.ts';

/** A tier at 1 USD a unit-hour that serves 1000 requests a minute with each unit. */
function tier(budgets: string, load: Trace): Scene {
  const plan = onlyPlan(`
version: 1
budgets:
  shop: ${budgets}
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 2, max: 40 }
    unit: { warmUp: 60s, perHour: 1 }
    budget: shop
    sources:
      requests: ${albMetric('RequestCount')}
    policies:
      - { type: target-tracking, source: requests, target: 1000, measure: total }
    limits:
      scale-out: { rate: [] }
      scale-in: { stabilization: 0s, cooldown: 0s, rate: [] }
`);
  const world = serviceWorld({
    load,
    capacityPerUnit: 1000,
    fleet: { initial: capacity(4), startUp: seconds(60), perHour: 1 },
    seed: 1,
  });
  return { plan, world };
}

test('an hourly limit of 10 USD pays for ten units, whatever the load', async () => {
  const told = await story(
    tier('{ limits: { hourly: 10 } }', perMinute([3, 4000], [6, 30_000], [1, 4000])),
    {
      minutes: 14,
    },
  );

  expect(told).toBe(
    table(`
    00:00  4 stays, no-opinion
    02:00  4 stays, steady
    05:00  4 → 10, budget: applied
    06:00  10 stays, budget
    11:00  10 → 4, recommended: applied
    12:00  4 stays, steady
  `),
  );
});

test('what somebody else starts above a hard limit is taken back at the next look', async () => {
  const told = await story(tier('{ limits: { hourly: 10 } }', perMinute([1, 30_000])), {
    minutes: 6,
    happenings: [{ minute: 4, does: ({ moveTo }) => moveTo(30) }],
  });

  expect(told).toBe(
    table(`
    00:00  4 stays, no-opinion
    02:00  4 → 10, budget: applied
    03:00  10 stays, budget
    04:00  30 → 10, budget: applied
    05:00  10 stays, budget
  `),
  );
});

test('an emergency brings who is named to the minimum, and back once it was calm', async () => {
  const told = await story(
    tier(
      '{ limits: { hourly: 10 }, soft: [hourly], emergency: { shed: [web] } }',
      perMinute([1, 8000]),
    ),
    { minutes: 20, happenings: [{ minute: 4, does: ({ moveTo }) => moveTo(15) }] },
  );

  expect(told).toBe(
    table(`
    00:00  4 stays, no-opinion
    02:00  4 → 8, recommended: applied
    03:00  8 stays, steady
    04:00  15 → 2, budget: applied
    05:00  2 stays, budget
    15:00  2 → 8, recommended: applied
    16:00  8 stays, steady
  `),
  );
});
