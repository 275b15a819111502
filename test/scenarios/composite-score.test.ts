import { expect, test } from 'vitest';
import { perMinute, story, table } from '../support/scenario.ts';
import { tier } from './tier.ts';

test('two signals that agree ask for more than one alone, and nothing leaves while one is busy', async () => {
  const load = perMinute([5, 4000], [20, 7600], [1, 1500]);

  const told = await story(
    tier(
      load,
      `
    policies:
      - type: composite-score
        signals:
          - { source: cpu, weight: 3, idle: 10, calm: 45, busy: 65, critical: 95 }
          - { source: latency, weight: 1, idle: 0.05, calm: 0.1, busy: 0.15, critical: 1 }
    limits: { scale-out: { cooldown: 3m }, scale-in: { stabilization: 3m } }
`,
      { units: 8 },
    ),
    { minutes: 45 },
  );

  expect(told).toBe(
    table(`
      00:00  8 stays, no-opinion
      02:00  8 stays, steady
      07:00  8 → 12, recommended: applied
      08:00  12 stays, cooldown
      10:00  12 stays, steady
      27:00  12 stays, stabilization-window
      29:00  12 → 11, recommended: applied
      30:00  11 stays, stabilization-window
      32:00  11 → 10, recommended: applied
      33:00  10 stays, stabilization-window
      35:00  10 → 9, recommended: applied
      36:00  9 stays, stabilization-window
      38:00  9 → 8, recommended: applied
      39:00  8 stays, stabilization-window
      41:00  8 → 7, recommended: applied
      42:00  7 stays, stabilization-window
      44:00  7 → 6, recommended: applied
      45:00  6 stays, stabilization-window
    `),
  );
});
