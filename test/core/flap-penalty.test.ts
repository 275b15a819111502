import { describe, expect, it } from 'vitest';
import { countedFlaps, lengthenedBy, withChange } from '../../shared/core/flap-penalty.ts';
import { at } from '../support/builders.ts';

const penalty = (value: number, second = 0) => ({ penalty: value, at: at(second), halfLife: 600 });

describe('the flap penalty', () => {
  it.each([
    { name: 'the first change of direction', before: 0, after: 0, isReversal: true, expected: 1 },
    { name: 'a second one at once', before: 1, after: 0, isReversal: true, expected: 2 },
    {
      name: 'a second one a half-life later',
      before: 1,
      after: 600,
      isReversal: true,
      expected: 1.5,
    },
    { name: 'a change onward', before: 2, after: 600, isReversal: false, expected: 1 },
    { name: 'long after', before: 4, after: 60_000, isReversal: false, expected: 0 },
    { name: 'a clock that went back', before: 1, after: -60, isReversal: true, expected: 2 },
  ])('grows by one with a change of direction, and fades: $name', (row) => {
    const { isReversal } = row;

    const counted = withChange(penalty(row.before), { at: at(row.after), isReversal });

    expect(counted).toEqual(penalty(row.expected, row.after));
  });

  it.each([
    { value: 0, percent: 0 },
    { value: 1, percent: 50 },
    { value: 1.5, percent: 75 },
    { value: 9, percent: 300 },
  ])('of $value lengthens by $percent %', ({ value, percent }) => {
    expect(lengthenedBy(penalty(value), { lengthens: 50, most: 300 })).toBe(percent);
    expect(lengthenedBy(penalty(value), undefined)).toBe(0);
  });

  it('is counted only where the plan says so, with the half-life of the plan', () => {
    const before = penalty(2);

    expect(countedFlaps(undefined, undefined, at(0))).toBeUndefined();
    expect(countedFlaps(before, undefined, at(0))).toBeUndefined();
    expect(countedFlaps(undefined, { halfLife: 600 }, at(60))).toEqual(penalty(0, 60));
    expect(countedFlaps(before, { halfLife: 600 }, at(60))).toBe(before);
    expect(countedFlaps(before, { halfLife: 60 }, at(60))).toEqual({ ...before, halfLife: 60 });
  });
});
