import { expect, test } from 'vitest';
import { perMinute, story, table } from '../support/scenario.ts';
import { webTier } from './worlds.ts';

/** The scenarios begin on a Monday at 09:00 UTC. */
const OFFICE = {
  type: 'formula',
  capacity: 'max(requests / 1000, hour == 9 && minute >= 10 && minute < 30 ? 6 : 2)',
};

test('a formula of load and time: capacity before the peak, more while it lasts, less after', async () => {
  const load = perMinute([15, 2000], [10, 8000], [1, 2000]);

  const told = await story(webTier(load, { policy: OFFICE }), { minutes: 45 });

  expect(told).toBe(
    table(`
      00:00  2 stays, no-opinion
      02:00  2 stays, steady
      10:00  2 → 6, recommended: applied
      11:00  6 stays, steady
      17:00  6 → 8, recommended: applied
      18:00  8 stays, steady
      27:00  8 stays, stabilization-window
      31:00  8 → 6, stabilization-window: applied
      32:00  6 stays, stabilization-window
      34:00  6 → 2, recommended: applied
      35:00  2 stays, steady
    `),
  );
});

test('a formula that divides by nothing holds, and goes on when it can', async () => {
  const load = perMinute([10, 5000], [10, 0], [1, 4000]);
  const policy = { type: 'formula', capacity: '20000 / requests' };

  const told = await story(webTier(load, { policy }), { minutes: 30 });

  expect(told).toBe(
    table(`
      00:00  2 stays, no-opinion
      02:00  2 → 4, recommended: applied
      03:00  4 stays, steady
      12:00  4 stays, no-opinion
      22:00  4 → 5, recommended: applied
      23:00  5 stays, steady
    `),
  );
});

test('a script reads metrics, compares and returns a capacity; where it fails, nothing goes', async () => {
  const load = perMinute([5, 2000], [10, 7000], [10, 100], [1, 3000]);
  const policy = {
    type: 'lua',
    sources: ['requests'],
    script: `
      if metrics.requests < 1000 then
        error('so little must be a mistake')
      end
      if metrics.requests > 6000 then
        return math.max(capacity, 12)
      end
      return metrics.requests / 1000
    `,
  };

  const told = await story(webTier(load, { policy }), { minutes: 40 });

  expect(told).toBe(
    table(`
      00:00  2 stays, no-opinion
      02:00  2 stays, steady
      07:00  2 → 6, scaling-rate: applied
      08:00  6 → 12, recommended: applied
      09:00  12 stays, steady
      17:00  12 stays, no-opinion
      27:00  12 stays, stabilization-window
      31:00  12 → 3, recommended: applied
      32:00  3 stays, steady
    `),
  );
});
