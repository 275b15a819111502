import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Purchase, Unit } from '../../../shared/core/model.ts';
import {
  costPerHour,
  meanPerHour,
  splitOf,
  spotPools,
} from '../../../shared/core/money/unit-cost.ts';
import { seconds } from '../../../shared/core/units.ts';

const MIXED: Purchase = {
  onDemandBase: 2,
  onDemandPercentageAboveBase: 25,
  onDemandPerHour: 0.1,
  spotPerHour: 0.04,
  fallToOnDemand: false,
};

const unit = (given: Partial<Unit> = {}): Unit => ({ warmUp: seconds(0), perHour: 0.1, ...given });
const mixed = (given: Partial<Purchase> = {}): Unit => unit({ purchase: { ...MIXED, ...given } });

describe('splitOf', () => {
  it.each([
    { base: 0, percent: 0, units: 7, onDemand: 0, why: 'all on spot' },
    { base: 0, percent: 100, units: 7, onDemand: 7, why: 'all on demand' },
    { base: 10, percent: 50, units: 10, onDemand: 10, why: 'the base comes first' },
    { base: 10, percent: 50, units: 4, onDemand: 4, why: 'a base larger than the fleet' },
    { base: 10, percent: 50, units: 20, onDemand: 15, why: 'half of what is above the base' },
    { base: 10, percent: 50, units: 40, onDemand: 25, why: 'half of what is above the base' },
    { base: 0, percent: 50, units: 5, onDemand: 3, why: 'a half is rounded up' },
    { base: 0, percent: 10, units: 1, onDemand: 1, why: 'a tenth is rounded up' },
    { base: 2, percent: 25, units: 7, onDemand: 4, why: '1.25 above the base are 2' },
    { base: 0, percent: 70, units: 10, onDemand: 7, why: 'no noise of binary fractions' },
    { base: 0, percent: 29, units: 100, onDemand: 29, why: 'no noise of binary fractions' },
    { base: 3, percent: 50, units: 0, onDemand: 0, why: 'nothing of nothing' },
  ])('of $units units, base $base and $percent %: $onDemand on demand, $why', (row) => {
    const { base, percent, units, onDemand } = row;
    const purchase = { ...MIXED, onDemandBase: base, onDemandPercentageAboveBase: percent };

    expect(splitOf(purchase, units)).toEqual({ onDemand, spot: units - onDemand });
  });
});

describe('costPerHour', () => {
  it.each([
    { name: 'no price', of: unit({ perHour: undefined }), units: 5, expected: undefined },
    { name: 'one price', of: unit(), units: 5, expected: 0.5 },
    { name: 'no units', of: mixed(), units: 0, expected: 0 },
    { name: 'the base alone', of: mixed(), units: 2, expected: 0.2 },
    { name: '4 on demand and 6 on spot', of: mixed(), units: 10, expected: 0.64 },
    { name: 'no price of spot', of: mixed({ spotPerHour: undefined }), units: 10, expected: 1 },
    {
      name: 'no price but the dearest',
      of: mixed({ onDemandPerHour: undefined, spotPerHour: undefined }),
      units: 10,
      expected: 1,
    },
  ])('with $name', ({ of, units, expected }) => {
    const cost = costPerHour(of, units);

    expect(cost === undefined ? undefined : Number(cost.toFixed(9))).toBe(expected);
  });

  it('is a mean per unit that falls from on demand towards spot', () => {
    const means = [0, 1, 2, 10, 102].map((units) => meanPerHour(mixed(), units));

    expect(means.map((mean) => Number(mean?.toFixed(4)))).toEqual([0.1, 0.1, 0.1, 0.064, 0.0559]);
    expect(meanPerHour(unit({ perHour: undefined }), 3)).toBeUndefined();
  });

  const purchases = fc.record({
    onDemandBase: fc.nat(50),
    onDemandPercentageAboveBase: fc.integer({ min: 0, max: 100 }),
    onDemandPerHour: fc.double({ min: 0.001, max: 50, noNaN: true }),
    spotPerHour: fc.double({ min: 0.001, max: 50, noNaN: true }),
    fallToOnDemand: fc.boolean(),
  });

  it('never shrinks with more units, is never 0 for some, and never over the dearest', () => {
    fc.assert(
      fc.property(purchases, fc.integer({ min: 1, max: 500 }), (purchase, units) => {
        const dearest = Math.max(purchase.onDemandPerHour, purchase.spotPerHour);
        const of = unit({ perHour: dearest, purchase });

        const [fewer, cost] = [costPerHour(of, units - 1) ?? -1, costPerHour(of, units) ?? -1];

        expect(cost).toBeGreaterThan(fewer);
        expect(cost).toBeLessThanOrEqual(units * dearest * (1 + 1e-12));
        expect(cost - fewer).toBeLessThanOrEqual(dearest * (1 + 1e-9) + 1e-9);
      }),
    );
  });
});

describe('spotPools', () => {
  const types = { 'm5.large': 1, 'm5.xlarge': 2 };
  it.each([
    { name: 'types × zones', given: { instanceTypes: types, zones: 3 }, expected: 6 },
    { name: 'one type', given: { instanceType: 'm5.large', zones: 3 }, expected: 3 },
    { name: 'zones nobody stated', given: { instanceTypes: types }, expected: undefined },
    { name: 'no types', given: { zones: 3 }, expected: undefined },
    {
      name: 'nothing on spot',
      given: {
        instanceTypes: types,
        zones: 3,
        purchase: { ...MIXED, onDemandPercentageAboveBase: 100 },
      },
      expected: undefined,
    },
  ])('are counted: $name', ({ given, expected }) => {
    expect(spotPools({ ...mixed(), ...given })).toBe(expected);
  });
});
