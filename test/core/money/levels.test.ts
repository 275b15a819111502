import { describe, expect, it } from 'vitest';
import { emptyLedger, observe } from '../../../shared/core/money/ledger.ts';
import { payableRate, standingOf, tightest, withRate } from '../../../shared/core/money/levels.ts';
import { budget, member } from '../../support/budgets.ts';
import { at, START } from '../../support/builders.ts';

describe('the rate that what is left can pay', () => {
  const DAY = { length: 24, hoursLeft: 12, left: 480, floor: 5 };

  it.each([
    {
      name: 'for two hours of a day, and the minimums after',
      given: DAY,
      rate: (480 - 5 * 10) / 2,
    },
    {
      name: 'without minimums, twelve times the even rate',
      given: { ...DAY, floor: 0 },
      rate: 240,
    },
    { name: 'evenly, in the last two hours', given: { ...DAY, hoursLeft: 2, left: 40 }, rate: 20 },
    { name: 'evenly, where not even minimums are paid for', given: { ...DAY, left: 24 }, rate: 2 },
    { name: 'exactly the minimums', given: { ...DAY, left: 60 }, rate: 5 },
    { name: 'nothing, when nothing is left', given: { ...DAY, left: 0 }, rate: 0 },
    { name: 'nothing, when more is spent than there was', given: { ...DAY, left: -3 }, rate: 0 },
    { name: 'nothing, at the very end', given: { ...DAY, hoursLeft: 0 }, rate: 0 },
  ])('$name', ({ given, rate }) => {
    expect(payableRate(given)).toBeCloseTo(rate, 9);
  });

  it('never spends more than is left, however the rest of the period goes', () => {
    let left = 480;
    for (let minutesLeft = 24 * 60; minutesLeft > 0; minutesLeft -= 1) {
      left -= payableRate({ length: 24, hoursLeft: minutesLeft / 60, left, floor: 3 }) / 60;
    }

    expect(left).toBeGreaterThanOrEqual(-1e-6);
    expect(left).toBeLessThan(1);
  });
});

describe('where a budget stands', () => {
  const shared = budget({
    limits: { hourly: 100, daily: 1000 },
    soft: ['daily'],
    members: [member('web', { perHour: 4 }), member('jobs', { perHour: 1.5 })],
  });
  const ledger = observe(emptyLedger('shop', START), { target: 'web', at: START, rate: 60 });

  it('tells each limit: spent, used, projected, and what may be spent now', () => {
    const { spent, rate, levels } = standingOf(shared, ledger, at(1800));

    expect({ spent, rate }).toEqual({ spent: { hourly: 30, daily: 30, monthly: 30 }, rate: 60 });
    expect(levels).toMatchObject([
      { period: 'hourly', isHard: true, spent: 30, used: 0.6, projected: 60, mostRate: 100 },
      { period: 'daily', isHard: false, spent: 30, used: 0.03, projected: 30 + 60 * 14.5 },
    ]);
  });

  it('counts an hour by what runs, where that is more than was spent', () => {
    const grown = observe(ledger, { target: 'jobs', at: at(60), rate: 60 });

    expect(standingOf(shared, grown, at(120)).levels[0]?.used).toBeCloseTo(1.2, 9);
  });

  it.each([
    { rate: 98.4, isFull: false },
    { rate: 98.5, isFull: false },
    { rate: 98.6, isFull: true },
  ])('is full at $rate USD: the cheapest unit is 1.50', ({ rate, isFull }) => {
    const standing = withRate(standingOf(shared, ledger, at(0)), rate);

    expect(standing.levels[0]?.isFull).toBe(isFull);
  });

  it('is held by the limit that leaves the least', () => {
    const { levels } = standingOf(shared, ledger, at(14.9 * 3600));

    expect(tightest(levels)?.period).toBe('hourly');
    expect(tightest([])).toBeUndefined();
  });
});
