import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CapacityStretch } from '../../../shared/core/money/capacity-history.ts';
import { type Savings, savingsOver, sumOfSavings } from '../../../shared/core/money/savings.ts';
import { capacity, seconds } from '../../../shared/core/units.ts';
import { at } from '../../support/builders.ts';

const HOUR = 3600;

/** Stretches one after the other: hours of a capacity each. */
function stretchesOf(
  ...given: readonly (readonly [hours: number, units: number])[]
): readonly CapacityStretch[] {
  let hour = 0;
  return given.map(([hours, units]) => {
    const from = at(hour * HOUR);
    hour += hours;
    return { from, to: at(hour * HOUR), units: capacity(units), isCertain: true };
  });
}

function planOf({ max, perHour }: { readonly max: number; readonly perHour?: number }) {
  return {
    capacity: { max: capacity(max) },
    unit: { warmUp: seconds(0), ...(perHour === undefined ? {} : { perHour }) },
  };
}

function known(savings: Savings | undefined): Savings {
  if (savings === undefined) {
    throw new Error('The test expects savings.');
  }
  return savings;
}

describe('savings', () => {
  it('of 5, 12, 20 and 8 m5.large for 8, 8, 4 and 4 hours are 48.33 % of 20 fixed', () => {
    // 5·8 + 12·8 + 20·4 + 8·4 = 248 unit-hours × 0.096 = 23.808 USD;
    // 20·24 = 480 unit-hours × 0.096 = 46.08 USD; 1 − 23.808 ÷ 46.08 = 48.33 %.
    const day = stretchesOf([8, 5], [8, 12], [4, 20], [4, 8]);

    const savings = known(savingsOver(day, planOf({ max: 40, perHour: 0.096 })));

    expect(savings).toMatchObject({ hours: 24, uncertainHours: 0, unitHours: 248 });
    expect(savings.usd).toBeCloseTo(23.808, 9);
    expect(savings.atPeak).toMatchObject({ units: 20, unitHours: 480 });
    expect(savings.atPeak.usd).toBeCloseTo(46.08, 9);
    expect(savings.atPeak.savedUsd).toBeCloseTo(22.272, 9);
    expect(savings.atPeak.savedPercent).toBeCloseTo(48.333, 3);
    expect(savings.atMaximum).toMatchObject({ units: 40, unitHours: 960 });
    expect(savings.atMaximum.usd).toBeCloseTo(92.16, 9);
    expect(savings.atMaximum.savedPercent).toBeCloseTo(74.167, 3);
  });

  it('without a price are percent of unit-hours, and no dollars', () => {
    const savings = known(savingsOver(stretchesOf([1, 2], [3, 6]), planOf({ max: 8 })));

    expect(savings).toMatchObject({
      unitHours: 20,
      usd: null,
      atPeak: { units: 6, unitHours: 24, usd: null, savedUsd: null },
      atMaximum: { units: 8, unitHours: 32, usd: null, savedUsd: null, savedPercent: 37.5 },
    });
    expect(savings.atPeak.savedPercent).toBeCloseTo(16.667, 3);
  });

  it('of a target that never ran are none, and no percent of nothing', () => {
    const savings = known(savingsOver(stretchesOf([24, 0]), planOf({ max: 2, perHour: 1 })));

    expect(savings.atPeak).toMatchObject({ units: 0, usd: 0, savedUsd: 0, savedPercent: null });
    expect(savings.atMaximum).toMatchObject({ usd: 48, savedUsd: 48, savedPercent: 100 });
  });

  it('are negative where others ran more than the plan allows', () => {
    const savings = known(savingsOver(stretchesOf([1, 6]), planOf({ max: 4, perHour: 1 })));

    expect(savings.atMaximum).toMatchObject({ savedUsd: -2, savedPercent: -50 });
  });

  it('tell the hours in which the capacity changed at an unknown moment', () => {
    const [one, other] = stretchesOf([1, 2], [3, 6]);
    const stretches = [one, { ...other, isCertain: false }].filter(isStretch);

    expect(savingsOver(stretches, planOf({ max: 8 }))).toMatchObject({ uncertainHours: 3 });
  });

  it('are unknown where no capacity is', () => {
    expect(savingsOver([], planOf({ max: 8, perHour: 1 }))).toBeUndefined();
  });

  it('against the peak that occurred are never negative, nor more than all', () => {
    const stretch = fc.tuple(
      fc.double({ min: 0.01, max: 48, noNaN: true }),
      fc.integer({ min: 0, max: 500 }),
    );
    fc.assert(
      fc.property(
        fc.array(stretch, { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0.001, max: 50, noNaN: true }),
        (given, perHour) => {
          const savings = known(savingsOver(stretchesOf(...given), planOf({ max: 500, perHour })));
          const { savedPercent, savedUsd } = savings.atPeak;

          expect(savedUsd ?? -1).toBeGreaterThanOrEqual(-1e-9 * (savings.usd ?? 0) - 1e-12);
          expect(savedPercent ?? 0).toBeLessThanOrEqual(100);
          expect(savings.atMaximum.usd ?? 0).toBeGreaterThanOrEqual(savings.atPeak.usd ?? 1);
        },
      ),
    );
  });
});

function isStretch(stretch: Partial<CapacityStretch> | undefined): stretch is CapacityStretch {
  return stretch !== undefined;
}

describe('the sum of savings', () => {
  const priced = (hours: number, units: number, peak: number, perHour: number) =>
    known(savingsOver(stretchesOf([hours, units], [1, peak]), planOf({ max: peak, perHour })));

  it('fixes each target at its own peak', () => {
    // 3·2 + 4 = 10 of 16 unit-hours at 1 USD; 1·1 + 3 = 4 of 6 at 2 USD.
    const sum = sumOfSavings([priced(3, 2, 4, 1), priced(1, 1, 3, 2)]);

    expect(sum.usd).toBe(18);
    expect(sum.atPeak).toMatchObject({ usd: 28, savedUsd: 10 });
    expect(sum.atPeak.savedPercent).toBeCloseTo(35.714, 3);
  });

  it('leaves out what has no price', () => {
    const unpriced = known(savingsOver(stretchesOf([1, 5]), planOf({ max: 9 })));

    expect(sumOfSavings([priced(3, 2, 4, 1), unpriced]).atPeak.usd).toBe(16);
    expect(sumOfSavings([unpriced])).toMatchObject({ usd: 0, atPeak: { savedPercent: null } });
  });
});
