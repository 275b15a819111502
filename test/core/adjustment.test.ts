import { describe, expect, it } from 'vitest';
import { adjusted } from '../../shared/core/adjustment.ts';
import { capacity, LARGEST_CAPACITY } from '../../shared/core/units.ts';

describe('adjusted', () => {
  // EC2 Auto Scaling user guide, "Step and simple scaling policies", scaling adjustment types:
  // 12.7 → 12, 0.67 → 1, −0.58 → −1, −6.67 → −6; 25 % of 4 with a minimum of 2 → +2.
  it.each([
    { current: 127, change: 10, expected: 127 + 12 },
    { current: 67, change: 1, expected: 67 + 1 },
    { current: 58, change: -1, expected: 58 - 1 },
    { current: 667, change: -1, expected: 667 - 6 },
    { current: 10, change: 10, expected: 11 },
    { current: 3, change: 100, expected: 6 },
    { current: 10, change: -100, expected: 0 },
    { current: 10, change: -250, expected: 0 },
    { current: 10, change: 0, expected: 10 },
    { current: 0, change: 50, expected: 0 },
    // 0.07 × 100 is 7.000000000000001: noise is no eighth unit, nor is its lack a lost one.
    { current: 100, change: 7, expected: 107 },
    { current: 100, change: 29, expected: 129 },
    { current: 100, change: -57, expected: 43 },
    { current: 1_000_000_000, change: 1e300, expected: LARGEST_CAPACITY },
    { current: 1_000_000_000, change: -1e308, expected: 0 },
  ])('$change % of $current makes $expected', ({ current, change, expected }) => {
    const adjustment = { type: 'percent-change-in-capacity', change } as const;

    expect(adjusted(capacity(current), adjustment)).toBe(expected);
  });

  it.each([
    { current: 4, change: 25, minimumMagnitude: 2, expected: 6 },
    { current: 4, change: -25, minimumMagnitude: 2, expected: 2 },
    { current: 100, change: 25, minimumMagnitude: 2, expected: 125 },
    { current: 4, change: 0, minimumMagnitude: 2, expected: 4 },
  ])(
    '$change % of $current, at least $minimumMagnitude units, makes $expected',
    ({ current, change, minimumMagnitude, expected }) => {
      const adjustment = { type: 'percent-change-in-capacity', change, minimumMagnitude } as const;

      expect(adjusted(capacity(current), adjustment)).toBe(expected);
    },
  );

  it.each([
    { type: 'change-in-capacity', change: 3, expected: 8 },
    { type: 'change-in-capacity', change: -9, expected: 0 },
    { type: 'exact-capacity', change: 12, expected: 12 },
    { type: 'exact-capacity', change: 0, expected: 0 },
    { type: 'exact-capacity', change: 1e12, expected: LARGEST_CAPACITY },
  ] as const)('$type $change from 5 makes $expected', ({ type, change, expected }) => {
    expect(adjusted(capacity(5), { type, change })).toBe(expected);
  });

  it('the minimum magnitude is for percentages only', () => {
    const adjustment = { type: 'change-in-capacity', change: 1, minimumMagnitude: 5 } as const;

    expect(adjusted(capacity(5), adjustment)).toBe(6);
  });
});
