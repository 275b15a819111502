import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFewDigits } from '../../shared/core/few-digits.ts';

describe('a number to few digits', () => {
  it.each([
    { value: 0, expected: 0 },
    { value: 1e-16, expected: 0 },
    { value: 1, expected: 1 },
    { value: 0.001, expected: 0.001 },
    { value: 1.234_567_8, expected: 1.234_57 },
    { value: -98_765.432_1, expected: -98_765.4 },
    { value: 999_999.7, expected: 1_000_000 },
    { value: 123_456_789, expected: 123_457_000 },
    { value: 1.234_567_8e30, expected: 1.234_567_8e30 },
    { value: Number.POSITIVE_INFINITY, expected: Number.POSITIVE_INFINITY },
    { value: Number.NaN, expected: Number.NaN },
  ])('is $expected for $value', ({ value, expected }) => {
    expect(toFewDigits(value)).toBe(expected);
  });

  it('is near the number, and stays the same when it is rounded again', () => {
    const sizes = fc.integer({ min: -14, max: 21 }).map((exponent) => 10 ** exponent);
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 10, noNaN: true }),
        sizes,
        fc.boolean(),
        (figure, size, isNegative) => {
          const value = (isNegative ? -1 : 1) * figure * size;

          const rounded = toFewDigits(value);

          expect(Math.abs(rounded / value - 1)).toBeLessThan(1e-5);
          expect(toFewDigits(rounded)).toBe(rounded);
        },
      ),
    );
  });
});
