import { describe, expect, it } from 'vitest';
import { capacity } from '../../shared/core/units.ts';
import { unitsInMinute, withUnitsSeen } from '../../shared/core/units-in-service.ts';
import { at } from '../support/builders.ts';

const runs = [
  [capacity(2), at(0)],
  [capacity(6), at(120)],
] as const;

describe('unitsInMinute', () => {
  it.each([
    { name: 'before the units came', end: 120, expected: 2 },
    { name: 'in which they came in the first half', end: 180, expected: 6 },
    { name: 'in which they came in the second half', end: 140, expected: 2 },
    { name: 'after they came', end: 240, expected: 6 },
    { name: 'before anything was seen', end: 0, expected: 2 },
  ])('tells the units of a minute $name', ({ end, expected }) => {
    expect(unitsInMinute(runs, at(end), capacity(9))).toBe(expected);
  });

  it('takes the present units where nothing was seen before', () => {
    expect(unitsInMinute(undefined, at(60), capacity(9))).toBe(9);
  });
});

describe('withUnitsSeen', () => {
  it('is the same object while the units stay', () => {
    expect(withUnitsSeen(runs, capacity(6), at(500))).toBe(runs);
  });

  it('begins a run when they change, and forgets runs that ended five minutes ago', () => {
    const soon = withUnitsSeen(runs, capacity(7), at(300));
    const late = withUnitsSeen(runs, capacity(7), at(120 + 300));

    expect(soon).toEqual([...runs, [7, at(300)]]);
    expect(late).toEqual([
      [6, at(120)],
      [7, at(420)],
    ]);
  });
});
