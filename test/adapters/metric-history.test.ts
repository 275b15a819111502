import { describe, expect, it } from 'vitest';
import { pastPeriods, pastWindow, periodFactor } from '../../shared/adapters/metric-history.ts';
import { seconds } from '../../shared/core/units.ts';
import { at, START } from '../support/builders.ts';

const DAY = 86_400;
const LOOK = { period: seconds(60), delay: seconds(60) };

function windowOf(given: {
  readonly daysAgo: number;
  readonly asked?: number;
  readonly own?: number;
  readonly to?: number;
}) {
  return pastWindow(
    {
      from: at(-given.daysAgo * DAY),
      to: at(given.to ?? 0),
      period: seconds(given.asked ?? 60),
      now: START,
    },
    { ...LOOK, period: seconds(given.own ?? 60) },
  );
}

describe('pastWindow', () => {
  it.each([
    { name: 'minutes for 15 days', daysAgo: 15, period: 60 },
    { name: 'five minutes for 63 days', daysAgo: 15.001, period: 300 },
    { name: 'five minutes up to the last of them', daysAgo: 63, period: 300 },
    { name: 'hours beyond', daysAgo: 63.001, period: 3600 },
    { name: 'short periods for three hours', daysAgo: 0.125, own: 10, asked: 10, period: 10 },
    { name: 'minutes of a short metric beyond', daysAgo: 0.126, own: 10, asked: 10, period: 60 },
    { name: 'longer periods where asked for', daysAgo: 1, asked: 600, period: 600 },
    { name: 'no shorter than its own', daysAgo: 1, own: 180, period: 180 },
    { name: 'a multiple of its own that is kept', daysAgo: 20, own: 420, period: 2100 },
    { name: 'what CloudWatch takes below a minute', daysAgo: 0.1, own: 20, asked: 30, period: 60 },
  ])('has $name', ({ period, ...given }) => {
    expect(windowOf(given)).toMatchObject({ period });
  });

  it('begins and ends on the borders of periods, and leaves out what is not whole yet', () => {
    const window = pastWindow(
      { from: at(-605), to: at(30), period: seconds(60), now: at(30) },
      LOOK,
    );

    expect(window).toEqual({ from: at(-660), to: at(-60), period: 60 });
  });

  it.each([
    { name: 'nothing is kept after 455 days', given: { daysAgo: 456 } },
    { name: 'the span is shorter than a period', given: { daysAgo: 0.0005 } },
    { name: 'the span ends before it begins', given: { daysAgo: 1, to: -2 * DAY } },
  ])('is missing where $name', ({ given }) => {
    expect(windowOf(given)).toMatchObject({ status: 'missing', because: 'empty' });
  });
});

describe('pastPeriods', () => {
  it('takes only what begins inside the window', () => {
    const points = [-180, -120, -60].map((second) => ({ at: at(second), value: second }));
    const window = { from: at(-120), to: at(-60), period: seconds(60) };

    expect(pastPeriods({ status: 'answered', points }, window)).toEqual(new Map([[at(-60), -120]]));
  });

  it('is missing where there was no answer', () => {
    const window = { from: at(-120), to: at(-60), period: seconds(60) };

    expect(pastPeriods(undefined, window)).toMatchObject({ because: 'unavailable' });
  });
});

describe('periodFactor', () => {
  it.each([
    ['Sum', 0.2],
    ['SampleCount', 0.2],
    ['TS(10%:90%)', 0.2],
    ['Average', 1],
    ['Maximum', 1],
    ['p95', 1],
  ])('makes %s of five minutes what it is in one: × %d', (statistic, factor) => {
    expect(periodFactor(statistic, { own: seconds(60), period: seconds(300) })).toBe(factor);
  });
});
