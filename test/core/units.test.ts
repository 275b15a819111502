import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  capacity,
  capacityFor,
  clamp,
  elapsed,
  instant,
  LARGEST_CAPACITY,
  larger,
  later,
  seconds,
  smaller,
} from '../../shared/core/units.ts';

describe('units', () => {
  it.each([
    { name: 'a negative capacity', make: () => capacity(-1) },
    { name: 'half a unit', make: () => capacity(1.5) },
    { name: 'a capacity that is not a number', make: () => capacity(Number.NaN) },
    { name: 'an unsafe integer', make: () => capacity(2 ** 53) },
    { name: 'an endless instant', make: () => instant(Number.POSITIVE_INFINITY) },
    { name: 'a negative duration', make: () => seconds(-1) },
    { name: 'a duration that is not a number', make: () => seconds(Number.NaN) },
    { name: 'a need that is not a number', make: () => capacityFor(Number.NaN) },
  ])('refuses $name', ({ make }) => {
    expect(make).toThrow(RangeError);
  });

  it.each([
    { need: 0, units: 0 },
    { need: -3.2, units: 0 },
    { need: 2.1, units: 3 },
    { need: 3, units: 3 },
    { need: 0.1 + 0.2 + 2.7, units: 3 },
    { need: 3.0000000001, units: 3 },
    { need: 3.001, units: 4 },
    { need: 1e300, units: LARGEST_CAPACITY },
    { need: Number.POSITIVE_INFINITY, units: LARGEST_CAPACITY },
    { need: Number.NEGATIVE_INFINITY, units: 0 },
  ])('capacityFor covers a need of $need with $units', ({ need, units }) => {
    expect(capacityFor(need)).toBe(units);
  });

  it('capacityFor covers every need with the fewest whole units', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e8, noNaN: true }), (need) => {
        const units = capacityFor(need);

        expect(units).toBeGreaterThanOrEqual(need - 1e-9 * Math.max(1, need));
        expect(units - 1).toBeLessThan(need);
      }),
    );
  });

  it.each([
    { proposed: 5, min: 1, max: 10, expected: 5 },
    { proposed: 0, min: 1, max: 10, expected: 1 },
    { proposed: 11, min: 1, max: 10, expected: 10 },
    { proposed: 5, min: 8, max: 3, expected: 8 },
  ])(
    'clamp brings $proposed into $min to $max as $expected',
    ({ proposed, min, max, expected }) => {
      expect(clamp(capacity(proposed), { min: capacity(min), max: capacity(max) })).toBe(expected);
    },
  );

  it('time that goes backwards has not elapsed', () => {
    const from = instant(10_000);

    expect(elapsed({ from, to: later(from, seconds(2.5)) })).toBe(2.5);
    expect(elapsed({ from, to: instant(5_000) })).toBe(0);
  });

  it('the larger and the smaller of two capacities', () => {
    expect(larger(capacity(2), capacity(3))).toBe(3);
    expect(smaller(capacity(2), capacity(3))).toBe(2);
  });
});
