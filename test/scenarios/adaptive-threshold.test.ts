import { expect, test } from 'vitest';
import { hourOf } from '../../shared/core/usual-values.ts';
import { at } from '../support/builders.ts';
import { perMinute, story, table } from '../support/scenario.ts';
import { tier } from './tier.ts';

const DAYS = 6;
/** 03:00 UTC of the last night: it starts at 09:00. */
const SURGE_AT = (DAYS - 1) * 1440 + 18 * 60;

test('after some days a night that is busy as an afternoon is unusual, and an afternoon is not', async () => {
  const minutes = Array.from({ length: DAYS * 1440 }, (_, minute) => {
    const hour = hourOf(at(minute * 60)) + (minute % 60) / 60;
    const usual = 5000 - 4000 * Math.cos(((hour - 3) / 12) * Math.PI);
    const ripple = 1 + 0.05 * Math.sin(minute / 7);
    return [1, minute >= SURGE_AT && minute < SURGE_AT + 30 ? 5000 : usual * ripple] as const;
  });
  const rules = `
    policies:
      - { type: adaptive-threshold, source: requests, sensitivity: 3, scaleIn: { by: 20 } }
    limits: { scale-out: { cooldown: 10m } }
`;

  const told = await story(tier(perMinute(...minutes), rules, { units: 8, max: 40 }), {
    minutes: DAYS * 1440,
  });

  // From the fourth day on it knows every hour.
  const lines = told.split('\n').filter((line) => Number.parseInt(line, 10) > 3 * 1440);
  expect(`\n${lines.join('\n')}\n`).toBe(
    table(`
      8282:00  8 → 9, recommended: applied
      8283:00  9 stays, cooldown
      8293:00  9 → 10, recommended: applied
      8294:00  10 stays, cooldown
      8304:00  10 → 12, recommended: applied
      8305:00  12 stays, cooldown
      8312:00  12 stays, no-opinion
    `),
  );
}, 60_000);

test('beside a policy that sizes, what came with a surge goes when the surge is over', async () => {
  const minutes = Array.from({ length: DAYS * 1440 }, (_, minute) => {
    const isSurge = minute >= SURGE_AT && minute < SURGE_AT + 30;
    return [1, isSurge ? 5000 : 2000 + 60 * Math.sin(minute / 7)] as const;
  });
  const rules = `
    policies:
      - { type: target-tracking, source: requests, target: 1000, measure: total }
      - { type: adaptive-threshold, source: requests, sensitivity: 3, scaleOut: { by: 50 } }
    limits: { scale-out: { cooldown: 10m } }
`;

  const told = await story(tier(perMinute(...minutes), rules, { units: 2, max: 40 }), {
    minutes: SURGE_AT + 60,
  });

  const changes = told.split('\n').filter((line) => line.includes('→'));
  expect(changes.at(-1)).toMatch(/→ 3, /);
  const during = changes.filter((line) => Number.parseInt(line, 10) >= SURGE_AT);
  expect(during.length).toBeGreaterThan(2);
}, 60_000);
