import { expect, test } from 'vitest';
import { perMinute, story, table } from '../support/scenario.ts';
import { workers } from './worlds.ts';

test('a queue: from nothing to a burst, and back to nothing', async () => {
  const arrivals = perMinute([5, 0], [10, 60], [1, 0]);

  const told = await story(workers(arrivals), { minutes: 45 });

  expect(told).toBe(
    table(`
      00:00  0 stays, steady
      05:30  0 → 4, recommended: applied
      06:00  4 stays, steady
      07:00  4 → 5, recommended: applied
      07:30  5 → 8, recommended: applied
      08:00  8 stays, steady
      15:30  8 → 0, recommended: applied
      16:00  0 stays, steady
      18:00  0 → 1, recommended: applied
      18:30  1 stays, cooldown
      20:00  1 → 0, recommended: applied
      20:30  0 stays, steady
    `),
  );
});

test('a quiet queue: workers are neither started nor looked for', async () => {
  const told = await story(workers(perMinute([1, 0])), { minutes: 60 });

  expect(told).toBe(table('00:00  0 stays, steady'));
});

test('a queue that cannot be read during a burst: what runs stays, until it can', async () => {
  const arrivals = perMinute([1, 60], [9, 60], [1, 0]);

  const told = await story(workers(arrivals), {
    minutes: 30,
    happenings: [
      { minute: 8, does: ({ losesReadings }) => losesReadings(true) },
      { minute: 20, does: ({ losesReadings }) => losesReadings(false) },
    ],
  });

  const during = told.split('\n').filter((line) => line >= '08:00' && line < '20:00');
  expect(during.map((line) => line.slice(7))).toEqual([expect.stringMatching(/^\d+ stays, /)]);
});
