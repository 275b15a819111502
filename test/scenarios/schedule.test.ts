import { expect, test } from 'vitest';
import { perMinute, story, table } from '../support/scenario.ts';
import { tier } from './tier.ts';

const TRACKING = '{ type: target-tracking, source: requests, target: 1000, measure: total }';

// Scenarios begin on a Monday at 09:00 UTC, 10:00 in Berlin; units take 60 s to start.
test('a doors-open at 10:30 in Berlin: the fleet climbs before the crowd and stays no longer', async () => {
  const load = perMinute([30, 2000], [20, 9000], [1, 3000]);

  const told = await story(
    tier(
      load,
      `
    policies:
      - ${TRACKING}
      - type: schedule
        timeZone: Europe/Berlin
        windows:
          - name: doors open
            cron: 30 10 * * MON-FRI
            for: 15m
            min: 10
            rampUp: 8m
            rampDown: 4m
`,
    ),
    { minutes: 65 },
  );

  expect(told).toBe(
    table(`
      00:00  2 stays, no-opinion
      02:00  2 stays, steady
      22:00  2 → 3, recommended: applied
      23:00  3 → 4, recommended: applied
      24:00  4 → 5, recommended: applied
      25:00  5 → 6, recommended: applied
      26:00  6 → 7, recommended: applied
      27:00  7 → 8, recommended: applied
      28:00  8 → 9, recommended: applied
      29:00  9 → 10, recommended: applied
      30:00  10 stays, steady
      46:00  10 stays, tolerance
      52:00  10 stays, stabilization-window
      56:00  10 → 3, recommended: applied
      57:00  3 stays, steady
    `),
  );
});

test('a night with a ceiling: nobody gets more, it shrinks at the pace of the plan', async () => {
  const load = perMinute([60, 9000]);

  const told = await story(
    tier(
      load,
      `
    policies:
      - ${TRACKING}
      - type: schedule
        timeZone: UTC
        windows: [{ name: cheap hour, cron: 20 9 * * *, for: 20m, max: 4 }]
    limits: { scale-in: { stabilization: 2m, cooldown: 0s, rate: [{ units: 3, per: 60s }] } }
`,
      { units: 9 },
    ),
    { minutes: 50 },
  );

  expect(told).toBe(
    table(`
      00:00  9 stays, no-opinion
      02:00  9 stays, steady
      20:00  9 stays, stabilization-window
      21:00  9 → 6, scaling-rate: applied
      22:00  6 stays, cooldown
      23:00  6 → 4, ceiling: applied
      24:00  4 stays, ceiling
      40:00  4 → 8, scaling-rate: applied
      41:00  8 → 9, recommended: applied
      42:00  9 stays, steady
    `),
  );
});
