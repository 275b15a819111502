import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Billed,
  correctionOf,
  withBilledDays,
  withFigure,
} from '../../../shared/core/money/bill.ts';
import {
  type BilledDays,
  type DayFigure,
  daysCorrection,
  daysOver,
  isSettled,
  withDays,
} from '../../../shared/core/money/billed-days.ts';
import { periodAt } from '../../../shared/core/money/periods.ts';
import { type Instant, instant } from '../../../shared/core/units.ts';

const COUNTED = 100;
const MONTH = periodAt('monthly', time('2026-11-15T00:00:00Z'));

function time(text: string): Instant {
  return instant(Date.parse(text));
}

/** Midnight of a day of November 2026. */
function day(number: number): Instant {
  return time(`2026-11-${String(number).padStart(2, '0')}T00:00:00Z`);
}

/** What was billed for days of November, by day of the month. */
function figures(amounts: Readonly<Record<number, number>>): readonly DayFigure[] {
  return Object.entries(amounts).map(([number, billed]) => ({ day: day(Number(number)), billed }));
}

/** What is known after answers, each asked at a time, of days that we counted 100 USD for each. */
function known(
  ...answers: readonly (readonly [at: string, amounts: Readonly<Record<number, number>>])[]
): BilledDays {
  return answers.reduce<BilledDays>(
    (days, [at, amounts]) =>
      withDays(days, figures(amounts), {
        at: time(at),
        month: MONTH,
        countedOn: () => COUNTED,
      }).days,
    {},
  );
}

describe('the days that are over', () => {
  it.each([
    { name: 'on the first of a month', at: '2026-11-01T23:59:59Z', days: undefined },
    { name: 'on the second', at: '2026-11-02T00:00:00Z', days: ['2026-11-01', '2026-11-02'] },
    { name: 'on the last', at: '2026-11-30T12:00:00Z', days: ['2026-11-01', '2026-11-30'] },
    { name: 'as the year turns', at: '2027-01-01T00:00:01Z', days: undefined },
    {
      name: 'at the end of a leap February',
      at: '2028-02-29T01:00:00Z',
      days: ['2028-02-01', '2028-02-29'],
    },
  ])('$name', ({ at, days }) => {
    const [from, to] = days ?? [];

    expect(daysOver(time(at))).toEqual(
      from === undefined || to === undefined
        ? undefined
        : { from: time(`${from}T00:00:00Z`), to: time(`${to}T00:00:00Z`) },
    );
  });
});

describe('a day that ended', () => {
  it.each([
    { name: 'three days ago corrects up', at: '2026-11-05T00:00:00Z', billed: 112, usd: 12 },
    { name: 'three days ago corrects down', at: '2026-11-05T00:00:00Z', billed: 88, usd: -12 },
    { name: 'less than that ago corrects up', at: '2026-11-04T23:59:59Z', billed: 112, usd: 12 },
    { name: 'less than that ago never down', at: '2026-11-04T23:59:59Z', billed: 88, usd: 0 },
    { name: 'just now never down', at: '2026-11-02T00:00:00Z', billed: 0, usd: 0 },
  ])('$name', ({ at, billed, usd }) => {
    expect(daysCorrection(known([at, { 1: billed }]), day(1))).toBe(usd);
  });

  it.each([
    { name: 'is not over', number: 20 },
    { name: 'is still to come', number: 25 },
  ])('does not count while it $name', ({ number }) => {
    expect(known(['2026-11-20T18:00:00Z', { [number]: 500 }])).toEqual({});
  });

  it('in another month does not count', () => {
    const december: readonly DayFigure[] = [{ day: time('2026-12-01T00:00:00Z'), billed: 500 }];
    const given = { at: time('2026-12-09T00:00:00Z'), month: MONTH, countedOn: () => COUNTED };
    const october: readonly DayFigure[] = [{ day: time('2026-10-31T00:00:00Z'), billed: 500 }];

    expect(withDays({}, [...december, ...october], given)).toEqual({ days: {}, unlikely: [] });
  });

  it('is no longer low for being late once it is final', () => {
    const early = ['2026-11-02T09:00:00Z', { 1: 130 }] as const;
    const final = ['2026-11-08T09:00:00Z', { 1: 90 }] as const;

    expect(daysCorrection(known(early), day(1))).toBe(30);
    expect(daysCorrection(known(early, final), day(1))).toBe(-10);
    expect(daysCorrection(known(final, early), day(1))).toBe(-10);
  });

  it('keeps what is known of it where a newer answer leaves it out', () => {
    const days = known(
      ['2026-11-06T09:00:00Z', { 1: 130, 2: 110 }],
      ['2026-11-07T09:00:00Z', { 2: 105 }],
    );

    expect(daysCorrection(days, day(1))).toBe(35);
  });
});

describe('a final day that is billed for next to nothing', () => {
  const asked = (counted: number, billed: number, at = '2026-11-08T09:00:00Z') =>
    withDays({}, figures({ 1: billed }), { at: time(at), month: MONTH, countedOn: () => counted });

  it.each([
    { name: 'nothing of what was counted', counted: 100, billed: 0 },
    { name: 'less than the cheapest spot', counted: 100, billed: 9.99 },
    { name: 'less than nothing', counted: 100, billed: -50 },
    { name: 'less than nothing of nothing', counted: 0, billed: -50 },
  ])('is not believed: $name', ({ counted, billed }) => {
    expect(asked(counted, billed)).toEqual({ days: {}, unlikely: ['2026-11-01'] });
  });

  it.each([
    { name: 'as cheap as spot', counted: 100, billed: 10 },
    { name: 'nothing was counted either', counted: 0, billed: 0 },
    { name: 'more than was counted', counted: 0, billed: 40 },
  ])('is believed: $name', ({ counted, billed }) => {
    const { days, unlikely } = asked(counted, billed);

    expect(days['2026-11-01']).toMatchObject({ billed, counted, isFinal: true });
    expect(unlikely).toEqual([]);
  });

  it('is nothing to speak of while it is late: it does not count down anyway', () => {
    expect(asked(100, 1, '2026-11-02T09:00:00Z').unlikely).toEqual([]);
  });
});

describe('days that are settled', () => {
  const days = known(['2026-11-06T09:00:00Z', { 1: 100, 2: 100, 3: 100, 4: 100 }]);

  it.each([
    { name: 'all are final', from: 1, to: 3, settled: true },
    { name: 'the last is not', from: 1, to: 5, settled: false },
    { name: 'nothing is known of one', from: 1, to: 9, settled: false },
  ])('$name', ({ from, to, settled }) => {
    expect(isSettled(days, { from: day(from), to: day(to) })).toBe(settled);
  });
});

describe('bills of days beside a figure for the month to date', () => {
  const notice = (billed: Billed, usd: number, to: number): Billed => {
    const figure = { from: day(1), to: day(to), billed: usd, at: day(to) };
    const verdict = withFigure(billed, figure, (to - 1) * COUNTED);
    return verdict.status === 'taken' ? verdict.billed : billed;
  };
  const answer = (
    billed: Billed,
    at: string,
    amounts: Readonly<Record<number, number>>,
  ): Billed => {
    const given = { at: time(at), month: MONTH, countedOn: () => COUNTED };
    const verdict = withBilledDays(billed, figures(amounts), given);
    return verdict.status === 'taken' ? verdict.billed : billed;
  };
  const NOTHING: Billed = { bills: [] };

  it.each([
    { name: 'says more than they do: it counts', usd: 550, to: 6, correction: 50 },
    { name: 'says less than they do: they count', usd: 520, to: 6, correction: 30 },
    { name: 'ends before one of them: that one is added', usd: 330, to: 4, correction: 45 },
  ])('that $name', ({ usd, to, correction }) => {
    const days = answer(NOTHING, '2026-11-06T09:00:00Z', { 2: 115, 5: 115 });

    expect(correctionOf(notice(days, usd, to))).toBe(correction);
  });

  it('that lacks as much as another counts for more days, whichever came first', () => {
    const days = answer(NOTHING, '2026-11-06T09:00:00Z', { 5: 115 });

    const inOrder = notice(notice(days, 350, 4), 550, 6);
    const reversed = notice(notice(days, 550, 6), 350, 4);

    expect([correctionOf(inOrder), correctionOf(reversed)]).toEqual([50, 50]);
  });

  it('of which every day is final by now counts no more', () => {
    const high = notice(NOTHING, 260, 3);

    const billed = answer(high, '2026-11-06T09:00:00Z', { 1: 95, 2: 100 });

    expect(correctionOf(high)).toBe(60);
    expect(correctionOf(billed)).toBe(-5);
  });

  it('tells what is not believed, and takes the rest', () => {
    const given = { at: time('2026-11-08T09:00:00Z'), month: MONTH, countedOn: () => COUNTED };

    const verdict = withBilledDays(NOTHING, figures({ 1: 0, 2: 1, 3: 120 }), given);

    expect(verdict).toMatchObject({
      status: 'taken',
      correction: 20,
      doubt: 'next to nothing was billed of what was counted on 2026-11-01, 2026-11-02',
    });
  });

  it('says where an answer holds nothing new', () => {
    const days = answer(NOTHING, '2026-11-06T09:00:00Z', { 2: 115 });
    const given = { at: time('2026-11-06T09:00:00Z'), month: MONTH, countedOn: () => COUNTED };

    expect(withBilledDays(days, figures({ 2: 115 }), given)).toMatchObject({ status: 'ignored' });
    expect(withBilledDays(days, [], given)).toMatchObject({ status: 'ignored' });
  });

  const anyAmount = fc.integer({ min: 0, max: 300 });
  /** What comes during a month: notices for the month to date, and answers with days left out. */
  const anyNews = fc.oneof(
    fc.record({ to: fc.integer({ min: 2, max: 28 }), usd: fc.integer({ min: 0, max: 5000 }) }),
    fc.record({
      at: fc.integer({ min: 2, max: 28 }),
      amounts: fc.dictionary(fc.integer({ min: 1, max: 27 }).map(String), anyAmount),
    }),
  );
  type News = typeof anyNews extends fc.Arbitrary<infer Value> ? Value : never;
  const told = (all: readonly News[]): Billed =>
    all.reduce<Billed>(
      (billed, news) =>
        'usd' in news
          ? notice(billed, news.usd, news.to)
          : answer(billed, new Date(day(news.at)).toISOString(), news.amounts),
      NOTHING,
    );

  it('come to the same correction in every order, and however often they come', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyNews, { maxLength: 8 })
          .chain((all) =>
            fc.tuple(
              fc.constant(all),
              fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length }),
            ),
          ),
        ([inOrder, mixed]) => {
          expect(correctionOf(told(mixed))).toBeCloseTo(correctionOf(told(inOrder)), 9);
        },
      ),
    );
  });

  it('come to the same where earlier answers were lost: the last says all days', () => {
    const amounts = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [index + 1, 97]));
    const last = { at: 15, amounts };
    const anyAnswer = fc.record({
      at: fc.integer({ min: 2, max: 14 }),
      amounts: fc.dictionary(fc.integer({ min: 1, max: 14 }).map(String), anyAmount),
    });

    fc.assert(
      fc.property(fc.array(anyAnswer), (lost) => {
        expect(correctionOf(told([...lost, last]))).toBe(correctionOf(told([last])));
      }),
    );
  });

  it('never correct a day twice: all days final, the month is what was billed', () => {
    fc.assert(
      fc.property(
        fc.array(anyNews, { maxLength: 6 }),
        fc.array(fc.integer({ min: 10, max: 300 }), { minLength: 24, maxLength: 24 }),
        (before, daily) => {
          const amounts = Object.fromEntries(daily.map((usd, index) => [index + 1, usd]));
          const inMonth = before.filter((news) => ('usd' in news ? news.to <= 25 : news.at <= 25));

          const billed = told([...inMonth, { at: 28, amounts }]);

          const sum = daily.reduce((total, usd) => total + usd, 0);
          const counted = 24 * COUNTED;
          expect(counted + correctionOf(billed)).toBeCloseTo(sum, 9);
        },
      ),
    );
  });
});
