import { describe, expect, test } from 'vitest';
import { operate } from '../../shared/app/operate.ts';
import { seconds } from '../../shared/core/units.ts';
import { perMinute, story, table } from '../support/scenario.ts';
import { webTier } from './worlds.ts';

/** Five quiet minutes, a peak that needs 8 units, and quiet again. */
const peak = (minutes: number) => perMinute([5, 2000], [minutes, 8000], [1, 2000]);
/** As much as 6 units serve. */
const steady = perMinute([1, 6000]);

test('a web tier: a peak comes and goes', async () => {
  const told = await story(webTier(peak(25)), { minutes: 50 });

  expect(told).toBe(
    table(`
      00:00  2 stays, no-opinion
      02:00  2 stays, steady
      07:00  2 → 6, scaling-rate: applied
      08:00  6 → 8, recommended: applied
      09:00  8 stays, steady
      32:00  8 stays, stabilization-window
      36:00  8 → 2, recommended: applied
      37:00  2 stays, steady
    `),
  );
});

test('metrics fail during a peak and the peak ends unseen: it holds, and never scales in', async () => {
  const told = await story(webTier(peak(15)), {
    minutes: 50,
    happenings: [
      { minute: 15, does: ({ losesReadings }) => losesReadings(true) },
      { minute: 35, does: ({ losesReadings }) => losesReadings(false) },
    ],
  });

  expect(told).toBe(
    table(`
      00:00  2 stays, no-opinion
      02:00  2 stays, steady
      07:00  2 → 6, scaling-rate: applied
      08:00  6 → 8, recommended: applied
      09:00  8 stays, steady
      15:00  8 stays, no-opinion
      35:00  8 stays, stabilization-window
      39:00  8 → 2, recommended: applied
      40:00  2 stays, steady
    `),
  );
});

test('changes are throttled for a while: it tries again each minute', async () => {
  const told = await story(webTier(peak(25)), {
    minutes: 14,
    happenings: [
      { minute: 5, does: ({ refusesChanges }) => refusesChanges('throttled') },
      { minute: 10, does: ({ refusesChanges }) => refusesChanges(undefined) },
    ],
  });

  expect(told).toBe(
    table(`
      00:00  2 stays, no-opinion
      02:00  2 stays, steady
      07:00  2 → 6, scaling-rate: failed (throttled)
      08:00  2 → 6, scaling-rate: failed (throttled)
      09:00  2 → 6, scaling-rate: failed (throttled)
      10:00  2 → 6, scaling-rate: applied
      11:00  6 → 8, recommended: applied
      12:00  8 stays, steady
    `),
  );
});

test('an operator pauses it for ten minutes: it waits, and goes on by itself', async () => {
  const told = await story(webTier(peak(25)), {
    minutes: 16,
    happenings: [
      {
        minute: 3,
        does: ({ plans, ports }) =>
          operate(
            { operation: 'pause', direction: 'both', for: seconds(600), note: 'release' },
            plans,
            ports,
          ),
      },
    ],
  });

  expect(told).toBe(
    table(`
      00:00  2 stays, no-opinion
      02:00  2 stays, steady
      03:00  2 stays, override
      13:00  2 → 6, scaling-rate: applied
      14:00  6 → 8, recommended: applied
      15:00  8 stays, steady
    `),
  );
});

describe('somebody moves the group by hand, at ten minutes', () => {
  test.each([
    {
      onForeignChange: 'adopt',
      moved: 12,
      golden: `
        10:00  12 stays, cooldown
        12:00  12 → 6, recommended: applied
        13:00  6 stays, steady
      `,
    },
    {
      onForeignChange: 'hold',
      moved: 12,
      golden: `
        10:00  12 stays, foreign-change
        25:00  12 → 6, recommended: applied
        26:00  6 stays, steady
      `,
    },
    {
      onForeignChange: 'reclaim',
      moved: 12,
      golden: `
        10:00  12 → 6, foreign-change: applied
        11:00  6 stays, steady
      `,
    },
    {
      onForeignChange: 'adopt',
      moved: 3,
      golden: `
        10:00  3 → 6, recommended: applied
        11:00  6 stays, steady
      `,
    },
    {
      onForeignChange: 'hold',
      moved: 3,
      golden: `
        10:00  3 stays, foreign-change
        25:00  3 → 6, recommended: applied
        26:00  6 stays, steady
      `,
    },
  ] as const)('to $moved, and the plan says $onForeignChange', async (given) => {
    const { onForeignChange, moved, golden } = given;

    const told = await story(webTier(steady, { units: 6, onForeignChange }), {
      minutes: 40,
      happenings: [{ minute: 10, does: ({ moveTo }) => moveTo(moved) }],
    });

    expect(told).toBe(table(`00:00  6 stays, no-opinion\n02:00  6 stays, steady\n${golden}`));
  });
});

// An average over 2 units must not be multiplied by the 6 that came since.
test('a late average per unit is not multiplied by units that came after it', async () => {
  const told = await story(webTier(peak(25), { measure: 'per-unit' }), { minutes: 20 });

  const capacities = [...told.matchAll(/→ (\d+)/g)].map(([, to]) => Number(to));
  expect(Math.max(...capacities)).toBeLessThanOrEqual(9);
});
