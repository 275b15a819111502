import { expect, test } from 'vitest';
import { perMinute, story, table } from '../support/scenario.ts';
import { tier } from './tier.ts';

const TRACKING = `
    policies:
      - { type: target-tracking, source: requests, target: 750, measure: total }
`;

test('a small rise waits for the cooldown, a large one does not', async () => {
  const load = perMinute([3, 6000], [4, 7000], [6, 8000], [5, 9000], [1, 20_000]);
  const limits = `
    limits: { scale-out: { cooldown: 20m, urgentAt: 60, rate: [] } }
`;

  const told = await story(tier(load, TRACKING + limits, { units: 8, max: 40 }), { minutes: 30 });

  expect(told).toBe(
    table(`
      00:00  8 stays, no-opinion
      02:00  8 stays, steady
      05:00  8 → 10, recommended: applied
      06:00  10 stays, steady
      09:00  10 stays, tolerance
      15:00  10 stays, cooldown
      20:00  10 → 27, recommended: applied
      21:00  27 stays, steady
    `),
  );
});

test('each change of direction lengthens the cooldown before the next', async () => {
  const waves = Array.from(
    { length: 9 },
    (_, index) => [6, index % 2 === 0 ? 4500 : 3000] as const,
  );
  const limits = `
    limits:
      flapping: { lengthens: 100, most: 400, halfLife: 1h }
      scale-in: { stabilization: 0s, cooldown: 2m }
`;

  const told = await story(tier(perMinute(...waves), TRACKING + limits, { units: 4 }), {
    minutes: 60,
  });

  expect(told).toBe(
    table(`
      00:00  4 stays, no-opinion
      02:00  4 → 6, recommended: applied
      03:00  6 stays, steady
      08:00  6 → 4, recommended: applied
      09:00  4 stays, steady
      14:00  4 → 6, recommended: applied
      15:00  6 stays, steady
      20:00  6 stays, cooldown
      21:00  6 → 4, recommended: applied
      22:00  4 stays, steady
      26:00  4 → 6, recommended: applied
      27:00  6 stays, steady
      32:00  6 stays, cooldown
      37:00  6 → 4, recommended: applied
      38:00  4 → 6, recommended: applied
      39:00  6 stays, steady
      44:00  6 stays, cooldown
      49:00  6 → 4, recommended: applied
      50:00  4 → 6, recommended: applied
      51:00  6 stays, steady
    `),
  );
});
