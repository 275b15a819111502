import { expect, test } from 'vitest';
import { capacity, later, seconds } from '../../shared/core/units.ts';
import { serviceWorld } from '../../shared/simulator/world.ts';
import { START } from '../support/builders.ts';
import { albMetric } from '../support/load-balancer.ts';
import { onlyPlan, perMinute, type Scene, story, table } from '../support/scenario.ts';

const minute = (count: number) => later(START, seconds(count * 60));

/** A tier mostly on spot, which has six spot units for an hour from the tenth minute on. */
function spotTier(fallToOnDemand: boolean): Scene {
  const plan = onlyPlan(`
version: 1
targets:
  batch:
    target: { type: auto-scaling-group, name: batch }
    capacity: { min: 2, max: 40 }
    unit:
      warmUp: 60s
      instanceTypes: { m5.large: 1, m5a.large: 1, m6i.large: 1 }
      zones: 3
      purchase:
        onDemandPercentageAboveBase: 50
        spotPerHour: 0.04
        fallToOnDemand: ${fallToOnDemand}
    sources:
      requests: ${albMetric('RequestCount')}
    policies:
      - { type: target-tracking, source: requests, target: 750, measure: total }
    limits:
      scale-out: { rate: [] }
`);
  const world = serviceWorld({
    load: perMinute([10, 3000], [10, 9000], [10, 15_000], [1, 21_000]),
    capacityPerUnit: 1000,
    fleet: {
      initial: capacity(4),
      startUp: seconds(60),
      mixed: plan.unit,
      shortages: [{ from: minute(10), to: minute(70), atMost: capacity(2), onSpot: true }],
    },
    seed: 1,
  });
  return { plan, world };
}

test('spot is short: growth waits until it is back', async () => {
  const told = await story(spotTier(false), { minutes: 80 });

  expect(told).toBe(
    table(`
      00:00  4 stays, no-opinion
      02:00  4 stays, steady
      12:00  4 → 12, recommended: applied
      13:00  12 stays, steady
      22:00  12 stays, capacity-shortage
      70:00  12 → 28, recommended: applied
      71:00  28 stays, steady
    `),
  );
});

test('spot is short and the plan falls to on-demand: it grows, and its share comes', async () => {
  const [waiting, falling] = [spotTier(false), spotTier(true)];

  await story(waiting, { minutes: 60 });
  const told = await story(falling, { minutes: 60 });

  expect(told).toBe(
    table(`
      00:00  4 stays, no-opinion
      02:00  4 stays, steady
      12:00  4 → 12, recommended: applied
      13:00  12 stays, steady
      22:00  12 → 20, recommended: applied
      23:00  20 stays, steady
      32:00  20 → 28, recommended: applied
      33:00  28 stays, steady
    `),
  );
  // Half of 12 and of 28 is on demand; of spot there are two.
  expect(waiting.world.describe()).toMatchObject({ capacity: 12, inService: 8 });
  expect(falling.world.describe()).toMatchObject({ capacity: 28, inService: 16 });
});
