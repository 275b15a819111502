import { expect, test } from 'vitest';
import { perMinute, story, table } from '../support/scenario.ts';
import { tier } from './tier.ts';

const PHASES = `
    policies:
      - type: progressive
        source: cpu
        phases:
          - { above: 60, for: 5m, change: 20 }
          - { above: 75, for: 2m, change: 50 }
          - { above: 90, change: 100 }
        emergency: { above: 98, for: 6m }
        calm: { below: 40, for: 10m, change: 25 }
    limits: { scale-out: { cooldown: 3m, rate: [] } }
`;

test('a little too much for long, then far too much at once, then calm: phase by phase', async () => {
  const load = perMinute([3, 4000], [9, 6500], [15, 9500], [1, 3000]);

  const told = await story(tier(load, PHASES, { units: 10, max: 40 }), { minutes: 60 });

  expect(told).toBe(
    table(`
      00:00  10 stays, no-opinion
      02:00  10 stays, steady
      10:00  10 → 12, recommended: applied
      11:00  12 stays, cooldown
      13:00  12 stays, steady
      16:00  12 → 18, recommended: applied
      17:00  18 stays, cooldown
      19:00  18 stays, steady
      39:00  18 stays, stabilization-window
      43:00  18 → 14, recommended: applied
      44:00  14 stays, stabilization-window
      48:00  14 → 11, recommended: applied
      49:00  11 stays, stabilization-window
      53:00  11 → 9, recommended: applied
      54:00  9 stays, stabilization-window
      58:00  9 → 7, recommended: applied
      59:00  7 stays, stabilization-window
      60:00  7 stays, steady
    `),
  );
});

test('what no phase can catch up with is an emergency', async () => {
  const load = perMinute([3, 4000], [1, 35_000]);

  const told = await story(tier(load, PHASES, { units: 5, max: 40, startUp: 300 }), {
    minutes: 25,
  });

  expect(told).toBe(
    table(`
      00:00  5 stays, no-opinion
      02:00  5 stays, steady
      04:00  5 → 7, recommended: applied
      05:00  7 stays, cooldown
      12:00  7 → 40, recommended: applied
      13:00  40 stays, steady
      19:00  40 stays, cooldown
      20:00  40 stays, bounds
    `),
  );
});
