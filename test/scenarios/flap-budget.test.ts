import { expect, test } from 'vitest';
import type { Trace } from '../../shared/simulator/trace.ts';
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

const nervous = (load: Trace, budget: string) =>
  tier(
    load,
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

test('without a budget a nervous plan starts and stops ten units with every wave', async () => {
  const told = await story(nervous(square, ''), { minutes: 48 });

  expect(told).toBe(
    table(`
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
    `),
  );
});

test('with one, units stop only while they could start again: the waves find them running', async () => {
  const budget = '      flapBudget: { changes: 36, per: 1h }';

  const told = await story(nervous(square, budget), { minutes: 110 });

  expect(told).toBe(
    table(`
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
    `),
  );
});

test('a start that finds a small budget used up waits for as long as the plan says', async () => {
  const budget = '      flapBudget: { changes: 8, per: 1h, longestWait: 3m }';

  const told = await story(nervous(square, budget), { minutes: 48 });

  expect(told).toBe(
    table(`
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
    `),
  );
});
