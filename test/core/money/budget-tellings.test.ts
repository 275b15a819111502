import { describe, expect, it } from 'vitest';
import { budgetTelling, correctionTelling } from '../../../shared/core/money/budget-tellings.ts';
import type { BudgetEvent } from '../../../shared/core/money/ladder.ts';
import type { Level } from '../../../shared/core/money/levels.ts';
import { instant } from '../../../shared/core/units.ts';

const time = (text: string) => instant(Date.parse(text));
const now = time('2026-11-23T09:30:00Z');
const hourly: Level = {
  period: 'hourly',
  isHard: true,
  limit: 100,
  spent: 41.05,
  from: time('2026-11-23T09:00:00Z'),
  until: time('2026-11-23T10:00:00Z'),
  used: 0.821,
  projected: 82.1,
  mostRate: 100,
  cheapest: 0.096,
  isFull: false,
};
const daily: Level = {
  ...hourly,
  period: 'daily',
  limit: 1000,
  spent: 900,
  until: time('2026-11-24T00:00:00Z'),
  used: 0.9,
  projected: 1200,
};

describe('an alert', () => {
  it.each([
    { share: 0.5, severity: 'info' },
    { share: 0.8, severity: 'warning' },
    { share: 0.9, severity: 'warning' },
    { share: 1, severity: 'critical' },
    { share: 1.2, severity: 'critical' },
  ])('at $share is $severity', ({ share, severity }) => {
    expect(budgetTelling('shop', { kind: 'alert', share, level: hourly }, now)).toMatchObject({
      code: 'budget-alert',
      severity,
    });
  });

  it.each([
    {
      level: hourly,
      what: 'Budget "shop" has reached 80 % of its hourly limit of 100.00 USD.',
      why: 'What runs costs 82.10 USD an hour; 41.05 USD were spent this hour.',
    },
    {
      level: daily,
      what: 'Budget "shop" has reached 80 % of its daily limit of 1000.00 USD.',
      why:
        '900.00 USD were spent today, and 1200.00 USD will be at its end if everything stays as ' +
        'it is.',
    },
  ])('of the $level.period limit states the dollars', ({ level, what, why }) => {
    expect(budgetTelling('shop', { kind: 'alert', share: 0.8, level }, now)).toMatchObject({
      what,
      why,
      budget: 'shop',
    });
  });

  it('has one key for its share and period, whoever tells it', () => {
    const alert: BudgetEvent = { kind: 'alert', share: 0.8, level: hourly };
    const nextHour: BudgetEvent = { ...alert, level: { ...hourly, from: hourly.until } };

    const one = budgetTelling('shop', alert, now);
    const other = budgetTelling('shop', alert, instant(now + 60_000));
    const next = budgetTelling('shop', nextHour, now);

    expect(one.key).toBe(other.key);
    expect(next.key).not.toBe(one.key);
  });
});

describe('a rung', () => {
  it.each([
    {
      event: { kind: 'frozen', level: daily },
      what: 'Budget "shop" pays for no more growth: its daily limit of 1000.00 USD is reached.',
      severity: 'critical',
    },
    {
      event: { kind: 'shed', level: { ...hourly, used: 1.52 }, targets: ['analytics', 'staging'] },
      what: 'Budget "shop" sheds analytics and staging: down to the minimum, at once.',
      severity: 'critical',
    },
    {
      event: {
        kind: 'recovered',
        rung: 'frozen',
        period: 'daily',
        since: time('2026-11-23T09:00:00Z'),
        targets: [],
      },
      what: 'Budget "shop" has room again: growth is paid for.',
      severity: 'info',
    },
    {
      event: {
        kind: 'recovered',
        rung: 'shed',
        period: 'hourly',
        since: time('2026-11-23T09:00:00Z'),
        targets: ['analytics'],
      },
      what: 'Budget "shop" sheds nobody any more: analytics may grow again.',
      severity: 'info',
    },
  ] as const)('is told: $what', ({ event, what, severity }) => {
    expect(budgetTelling('shop', event, now)).toMatchObject({ what, severity, at: now });
  });

  it('says how long it lasted', () => {
    const event: BudgetEvent = {
      kind: 'recovered',
      rung: 'shed',
      period: 'hourly',
      since: time('2026-11-23T09:00:00Z'),
      targets: ['analytics'],
    };

    expect(budgetTelling('shop', event, now).why).toBe('Its hourly limit was in danger for 30m.');
  });
});

describe('a correction', () => {
  it.each([
    { usd: 12.4, limits: {}, what: 'corrected by +12.40 USD', severity: 'warning' },
    { usd: 12.4, limits: { monthly: 1000 }, what: '+12.40 USD', severity: 'warning' },
    { usd: 12.4, limits: { monthly: 2000 }, what: '+12.40 USD', severity: 'info' },
    { usd: -3, limits: {}, what: 'corrected by -3.00 USD', severity: 'info' },
  ])('of $usd USD of $limits is told, as $severity', ({ usd, limits, what, severity }) => {
    const says = 'Somebody says that 612.40 USD were spent';

    const told = correctionTelling({ name: 'shop', limits }, { says, usd }, now);

    expect(told.what).toContain(what);
    expect(told.severity).toBe(severity);
    expect(told.why).toBe(`${says}, and that is not what we had counted.`);
  });
});
