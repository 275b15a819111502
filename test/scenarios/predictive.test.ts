import { expect, test } from 'vitest';
import { simulate } from '../../shared/simulator/simulate.ts';
import { endOf } from '../../shared/simulator/trace.ts';
import { perMinute } from '../support/scenario.ts';
import { tier } from './tier.ts';

const START_UP_SECONDS = 600;
const DAYS = 4;
const DAY_MINUTES = 1440;
const OPENS_AT = 480;

/** A shop that opens at once, every day alike: 2,000 requests a minute before, 12,000 after. */
const shop = perMinute(
  ...Array.from({ length: DAYS }, () => [
    [OPENS_AT, 2000] as const,
    [600, 12_000] as const,
    [DAY_MINUTES - OPENS_AT - 600, 2000] as const,
  ]).flat(),
);

const TRACKED = '- { type: target-tracking, source: requests, target: 900, measure: total }';
const FORETOLD = '- { type: predictive, source: requests, target: 900, measure: total }';

/** Units in service in the minute before the shop opens on a day, 0 = the first. */
function readyForDay(day: number, policies: readonly string[]): number {
  const { plan, world } = tier(
    shop,
    `
    policies:
      ${policies.join('\n      ')}
    limits: { scale-out: { rate: [] } }
`,
    { units: 3, max: 30, startUp: START_UP_SECONDS },
  );

  const { columns } = simulate(plan, world, { until: endOf(shop), onDecision: () => undefined });

  return columns['inService']?.[day * DAY_MINUTES + OPENS_AT - 1] ?? Number.NaN;
}

test('a shop that opens every day alike finds its units in service on the third day', () => {
  expect(readyForDay(3, [TRACKED])).toBe(3);
  expect(readyForDay(3, [TRACKED, FORETOLD])).toBeGreaterThanOrEqual(12);
});

test('a day that was never seen is left to the policy that reacts', () => {
  expect(readyForDay(0, [TRACKED, FORETOLD])).toBe(3);
});
