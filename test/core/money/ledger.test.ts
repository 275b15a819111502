import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  committedRate,
  emptyLedger,
  type Ledger,
  ledgerSchema,
  MOST_MEMBERS,
  MOST_OPEN,
  type Observation,
  observe,
  opened,
  reserve,
  spentAt,
  spentWithin,
  totalRate,
  want,
  wantedRate,
  withMembers,
} from '../../../shared/core/money/ledger.ts';
import { periodAt } from '../../../shared/core/money/periods.ts';
import { type Instant, instant } from '../../../shared/core/units.ts';
import { budget, member } from '../../support/budgets.ts';
import { at, START } from '../../support/builders.ts';
import { itemBytes } from '../../support/metered-application.ts';

const CENT = 0.01;
const EMPTY = emptyLedger('shop', START);

function seen(second: number, rate: number, target = 'web'): Observation {
  return { target, at: at(second), rate };
}

function ledgerOf(observations: readonly Observation[], from: Ledger = EMPTY): Ledger {
  return observations.reduce(observe, from);
}

describe('a ledger', () => {
  it('of nothing has spent nothing', () => {
    expect(spentAt(EMPTY, at(3600))).toEqual({ hourly: 0, daily: 0, monthly: 0 });
  });

  it('counts a rate from when it was seen until the next, and until now', () => {
    const ledger = ledgerOf([seen(0, 12), seen(600, 24)]);

    expect(spentAt(ledger, at(1200)).hourly).toBeCloseTo(12 / 6 + 24 / 6, 9);
  });

  it('counts over gaps in which nobody looked, hour by hour', () => {
    const ledger = ledgerOf([seen(0, 10), seen(3 * 3600, 20)]);

    expect(spentAt(ledger, at(3.5 * 3600))).toMatchObject({ hourly: 10, daily: 40, monthly: 40 });
  });

  it('begins days and months at midnight UTC', () => {
    const midnight = periodAt('monthly', START).to;
    const before = instant(midnight - 1_800_000);
    const ledger = observe(emptyLedger('shop', before), { target: 'web', at: before, rate: 6 });

    const next = opened(ledger, instant(midnight + 600_000));

    expect(spentAt(ledger, midnight)).toEqual({ hourly: 0, daily: 0, monthly: 0 });
    expect(spentAt(ledger, instant(midnight - 1))).toMatchObject({
      monthly: expect.closeTo(3, 3),
    });
    expect(spentAt(next, instant(midnight + 600_000))).toEqual({ hourly: 1, daily: 1, monthly: 1 });
  });

  it('carries the days of a month on, settled and open ones', () => {
    const ledger = ledgerOf([seen(0, 10), seen(1800, 10), seen(3600, 10)]);
    const tomorrow = at(24 * 3600);

    const next = opened(ledger, tomorrow);

    expect(next).toMatchObject({ version: 0, hours: {} });
    expect(spentAt(next, tomorrow).daily).toBeCloseTo(10 * 9, 6);
    expect(spentAt(next, tomorrow).monthly).toBeCloseTo(10 * 24, 6);
  });

  it('opens a day later than the one it has, also for a clock that is behind', () => {
    expect(opened(EMPTY, START).day).toBe(periodAt('daily', START).to);
  });

  it('knows an observation that it is told again, and is the same ledger then', () => {
    const ledger = ledgerOf([seen(0, 1), seen(60, 2)]);

    expect(observe(ledger, seen(0, 1))).toBe(ledger);
    expect(observe(ledger, seen(60, 1.5))).toBe(ledger);
  });

  it('counts the higher of two rates at one instant', () => {
    expect(totalRate(ledgerOf([seen(0, 1), seen(0, 3), seen(0, 2)]))).toBe(3);
  });

  it('passes over what is late beyond what is settled', () => {
    const ledger = ledgerOf([seen(0, 1), seen(1000, 1), seen(2000, 1)]);

    expect(observe(ledger, seen(500, 99))).toBe(ledger);
  });

  it('keeps few open observations, however often somebody looks', () => {
    const often = Array.from({ length: 300 }, (_, index) => seen(index, index % 7));

    const ledger = ledgerOf(often);

    expect(ledger.targets['web']?.seen.length).toBeLessThanOrEqual(21);
    expect(spentAt(ledger, at(300)).hourly).toBeCloseTo(
      often.reduce((sum, { rate }) => sum + rate / 3600, 0),
      6,
    );
  });

  it('is read back from its stored form as it was', () => {
    const ledger = want(
      reserve(ledgerOf([seen(0, 1), seen(1000, 2), seen(2500, 3)]), seen(2600, 9)),
      'web',
      12,
    );

    expect(z.parse(ledgerSchema, JSON.parse(JSON.stringify(ledger)))).toEqual(ledger);
  });
});

describe('in whatever order and how often they come, observations', () => {
  const someTargets = fc.constantFrom('web', 'jobs', 'batch');
  const anyObservations = fc
    .array(
      fc.record({
        target: someTargets,
        gap: fc.integer({ min: 1, max: 4000 }),
        rate: fc.nat(500).map((tenths) => tenths / 10),
      }),
      { minLength: 1, maxLength: 40 },
    )
    .map((drawn) => {
      let second = 0;
      return drawn.map(({ target, gap, rate }) => {
        second += gap;
        return seen(second, rate, target);
      });
    });

  /** The integral of the step function, looked up second by second of its steps. */
  function integral(observations: readonly Observation[], from: Instant, to: Instant): number {
    const targets = new Set(observations.map(({ target }) => target));
    return [...targets].reduce((sum, target) => {
      const own = observations.filter((each) => each.target === target);
      return own.reduce((total, { at: start, rate }, index) => {
        const end = own[index + 1]?.at ?? to;
        return total + (rate * Math.max(0, Math.min(end, to) - Math.max(start, from))) / 3_600_000;
      }, sum);
    }, 0);
  }

  it('come to the integral of what ran, within a cent', () => {
    fc.assert(
      fc.property(anyObservations, fc.infiniteStream(fc.nat(600)), (observations, lateness) => {
        const end = instant(Math.max(...observations.map((each) => each.at)) + 60_000);
        // Each comes up to ten minutes late, and half of them twice.
        const delivered = observations
          .flatMap((each) => {
            const [late = 0, again = 0] = [lateness.next().value, lateness.next().value];
            const first = { each, on: each.at + late * 1000 };
            return again % 2 === 0 ? [first] : [first, { each, on: each.at + again * 1000 }];
          })
          .toSorted((one, other) => one.on - other.on)
          .map(({ each }) => each);

        const ledger = delivered.reduce(
          (kept, each) =>
            observe(
              periodAt('daily', each.at).from > kept.day ? opened(kept, each.at) : kept,
              each,
            ),
          EMPTY,
        );

        const spent = spentAt(ledger, end);
        for (const period of ['hourly', 'daily', 'monthly'] as const) {
          const expected = integral(observations, periodAt(period, end).from, end);
          expect(Math.abs(spent[period] - expected)).toBeLessThan(CENT);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a change that is announced', () => {
  const announced = reserve(ledgerOf([seen(0, 10)]), seen(60, 40));

  it('is committed, and not yet spent', () => {
    expect(committedRate(announced, 'web')).toBe(40);
    expect(spentAt(announced, at(3600)).daily).toBe(10);
  });

  it.each([
    { name: 'stays while it can still be made', next: seen(100, 10), expected: 40 },
    { name: 'ends when it is seen', next: seen(100, 40), expected: 40 },
    { name: 'ends after a minute, made or not', next: seen(120, 10), expected: 10 },
  ])('$name', ({ next, expected }) => {
    expect(committedRate(observe(announced, next), 'web')).toBe(expected);
  });

  it('stays while nobody looks at the target', () => {
    expect(committedRate(observe(announced, seen(9000, 5, 'jobs')), 'web')).toBe(40);
  });
});

describe('a wish', () => {
  it('counts where it is more than what runs, until it is taken back', () => {
    const wished = want(ledgerOf([seen(0, 10)]), 'web', 25);

    expect(wantedRate(wished, 'web')).toBe(25);
    expect(wantedRate(want(wished, 'web', undefined), 'web')).toBe(10);
    expect(want(wished, 'web', 25)).toBe(wished);
  });
});

describe('a target that nobody has looked at', () => {
  const shared = budget({ members: [member('web'), member('jobs', { min: 3, perHour: 2 })] });

  it('has money for its minimum set aside, and spends none of it', () => {
    const ledger = withMembers(ledgerOf([seen(0, 10)]), shared, at(0));

    expect(totalRate(ledger)).toBe(16);
    expect(spentAt(ledger, at(3600)).daily).toBe(10);
  });

  it('counts with what it costs once it was seen', () => {
    const ledger = withMembers(ledgerOf([seen(0, 10)]), shared, at(0));

    expect(totalRate(observe(ledger, seen(60, 2, 'jobs')))).toBe(12);
  });
});

describe('a target that left the budget', () => {
  const shared = budget({ members: [member('web')] });
  const both = ledgerOf([seen(0, 10), seen(0, 20, 'jobs')]);

  it('costs nothing from then on, and what it cost stays counted', () => {
    const left = withMembers(both, shared, at(1800));

    expect(totalRate(left)).toBe(10);
    expect(spentAt(left, at(3600)).daily).toBe(10 + 10);
  });

  it('is forgotten once all of it is settled', () => {
    const forgotten = withMembers(withMembers(both, shared, at(1800)), shared, at(1800 + 901));

    expect(Object.keys(forgotten.targets)).toEqual(['web']);
    expect(spentAt(forgotten, at(3600)).daily).toBeCloseTo(20, 9);
  });
});

describe('days of the past', () => {
  it('are told by themselves, without today', () => {
    const ledger = opened(ledgerOf([seen(0, 10), seen(3600, 0), seen(7200, 0)]), at(86_400));
    const today = periodAt('daily', START);

    expect(spentWithin(ledger, today, at(86_400 + 60))).toBeCloseTo(10, 6);
    expect(spentWithin(ledger, periodAt('daily', at(86_400)), at(86_400 + 60))).toBe(0);
  });
});

it('a ledger of as many targets as there may be fits into an item of DynamoDB', () => {
  let busy = EMPTY;
  for (let look = 0; look < MOST_OPEN + 5; look += 1) {
    busy = observe(busy, seen(look * 10, 0.0961 * (20 + (look % 7)) + 0.001));
  }
  const { web } = want(reserve(busy, seen(300, 12.3456)), 'web', 23.4567).targets;
  const ids = Array.from({ length: MOST_MEMBERS }, (_, index) => `${index}`.padStart(128, 'x'));
  const targets = Object.fromEntries(ids.map((id) => [id, web]));

  expect(web?.seen).toHaveLength(MOST_OPEN);
  expect(itemBytes({ ...busy, targets })).toBeLessThan(400 * 1024);
});
