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
      06:00  4 stays, scaling-rate
      06:30  4 → 7, recommended: applied
      07:00  7 stays, steady
      07:30  7 stays, tolerance
      12:30  7 stays, steady
      13:00  7 stays, tolerance
      13:30  7 stays, steady
      16:00  7 stays, stabilization-window
      20:30  7 → 4, stabilization-window: applied
      21:00  4 stays, cooldown
      22:00  4 → 2, stabilization-window: applied
      22:30  2 stays, stabilization-window
      23:30  2 → 1, recommended: applied
      24:00  1 stays, steady
      28:00  1 stays, activation
      33:00  1 stays, stabilization-window
      37:30  1 → 0, recommended: applied
      38:00  0 stays, steady
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
