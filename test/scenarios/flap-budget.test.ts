import { expect, test } from 'vitest';
import { perMinute, story, table } from '../support/scenario.ts';
import { tier } from './tier.ts';

/** Needs 4 units and 14 in turns, each for eight minutes. */
const square = perMinute(
  [8, 3000],
  [8, 10_000],
  [8, 3000],
  [8, 10_000],
  [8, 3000],
  [8, 10_000],
  [1, 3000],
);

/** Follows every wave at once, but for what the budget says. */
const nervous = (budget: string) =>
  tier(
    square,
    `
    policies:
      - { type: target-tracking, source: requests, target: 750, measure: total }
    limits:
      scale-out: { rate: [] }
      scale-in: { stabilization: 0s, cooldown: 0s }
${budget}
`,
    { units: 4 },
  );

test.each([
  {
    name: 'without a budget a nervous plan starts and stops ten units with every wave',
    budget: '',
    minutes: 48,
    expected: `
      00:00  4 stays, no-opinion
      02:00  4 stays, steady
      10:00  4 → 14, recommended: applied
      11:00  14 stays, steady
      18:00  14 → 4, recommended: applied
      19:00  4 stays, steady
      26:00  4 → 14, recommended: applied
      27:00  14 stays, steady
      34:00  14 → 4, recommended: applied
      35:00  4 stays, steady
      42:00  4 → 14, recommended: applied
      43:00  14 stays, steady
    `,
  },
  {
    name: 'with one, units stop only while they could start again: the waves find them running',
    budget: '      flapBudget: { changes: 36, per: 1h }',
    minutes: 110,
    expected: `
      00:00  4 stays, no-opinion
      02:00  4 stays, steady
      10:00  4 → 14, recommended: applied
      11:00  14 stays, steady
      18:00  14 → 4, recommended: applied
      19:00  4 stays, steady
      26:00  4 → 14, recommended: applied
      27:00  14 stays, steady
      34:00  14 stays, flap-budget
      42:00  14 stays, steady
      50:00  14 stays, flap-budget
      75:00  14 → 9, flap-budget: applied
      76:00  9 stays, cooldown
      77:00  9 stays, flap-budget
      80:00  9 → 4, recommended: applied
      81:00  4 stays, steady
    `,
  },
  {
    name: 'a start that finds a small budget used up waits for as long as the plan says',
    budget: '      flapBudget: { changes: 8, per: 1h, longestWait: 3m }',
    minutes: 48,
    expected: `
      00:00  4 stays, no-opinion
      02:00  4 stays, steady
      10:00  4 → 12, flap-budget: applied
      11:00  12 stays, flap-budget
      13:00  12 → 14, recommended: applied
      14:00  14 stays, steady
      18:00  14 stays, flap-budget
      26:00  14 stays, steady
      34:00  14 stays, flap-budget
      42:00  14 stays, steady
    `,
  },
])('$name', async ({ budget, minutes, expected }) => {
  const told = await story(nervous(budget), { minutes });

  expect(told).toBe(table(expected));
});
