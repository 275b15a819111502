import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shares } from '../../../shared/core/money/shares.ts';
import { member } from '../../support/budgets.ts';

describe('money is shared', () => {
  it.each([
    {
      name: 'as wanted, where there is enough',
      rate: 100,
      members: [member('a'), member('b')],
      wanted: { a: 20, b: 30 },
      expected: { a: 20, b: 30 },
    },
    {
      name: 'alike among equals',
      rate: 50,
      members: [member('a'), member('b')],
      wanted: { a: 100, b: 100 },
      expected: { a: 25, b: 25 },
    },
    {
      name: 'so that who wants little has it, and the rest is for others',
      rate: 50,
      members: [member('a'), member('b'), member('c')],
      wanted: { a: 5, b: 100, c: 100 },
      expected: { a: 5, b: 22.5, c: 22.5 },
    },
    {
      name: 'first among the more important',
      rate: 50,
      members: [member('a', { priority: 3 }), member('b', { priority: 1 })],
      wanted: { a: 100, b: 40 },
      expected: { a: 10, b: 40 },
    },
    {
      name: 'after all minimums, also of the least important',
      rate: 50,
      members: [member('a', { priority: 3, min: 15 }), member('b', { priority: 1, min: 5 })],
      wanted: { a: 15, b: 100 },
      expected: { a: 15, b: 35 },
    },
    {
      name: 'and where it is not enough for minimums, the more important have theirs',
      rate: 20,
      members: [member('a', { priority: 2, min: 15 }), member('b', { priority: 1, min: 15 })],
      wanted: { a: 100, b: 100 },
      expected: { a: 5, b: 15 },
    },
  ])('$name', ({ rate, members, wanted, expected }) => {
    const given = shares(rate, members, ({ id }) => Reflect.get(wanted, id) ?? 0);

    expect(Object.fromEntries(given)).toEqual(expected);
  });

  it('and never more than there is, nor more than anybody wants above its minimum', () => {
    const anyMembers = fc.array(
      fc.record({ priority: fc.integer({ min: 1, max: 3 }), min: fc.nat(9), wanted: fc.nat(50) }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(anyMembers, fc.double({ min: 0, max: 200, noNaN: true }), (drawn, rate) => {
        const members = drawn.map((each, index) => member(String(index), each));
        const wantedOf = (id: string) => drawn[Number(id)]?.wanted ?? 0;

        const given = shares(rate, members, ({ id }) => wantedOf(id));

        const sum = [...given.values()].reduce((total, part) => total + part, 0);
        expect(sum).toBeLessThanOrEqual(rate + 1e-6);
        for (const { id, min } of members) {
          expect(given.get(id)).toBeLessThanOrEqual(Math.max(min, wantedOf(id)) + 1e-6);
        }
      }),
    );
  });
});
