import { describe, expect, it } from 'vitest';
import {
  agedPortions,
  deadlinesOf,
  freshPortions,
  lateBetweenLooks,
  lateWithin,
  type Portion,
  slotsToAdd,
  workWithin,
} from '../../shared/core/queue-portions.ts';

const NONE = { inService: 0, coming: 0, comesIn: 0 };

describe('freshPortions', () => {
  it('spreads what came over several looks', () => {
    expect(freshPortions(12, 60, 60)).toEqual([[30, 12]]);
    expect(freshPortions(12, 120, 60)).toEqual([
      [90, 6],
      [30, 6],
    ]);
    expect(freshPortions(12, 400, 10)).toHaveLength(4);
  });
});

describe('agedPortions', () => {
  const before: readonly Portion[] = [
    [100, 10],
    [40, 20],
  ];

  it('takes the oldest first', () => {
    expect(agedPortions(before, 60, [[30, 5]], 35)).toEqual([
      [160, 10],
      [100, 20],
      [30, 5],
    ]);
    expect(agedPortions(before, 60, [[30, 5]], 12)).toEqual([
      [100, 7],
      [30, 5],
    ]);
    expect(agedPortions(before, 60, [[30, 5]], 0)).toEqual([]);
  });

  it('keeps of the newest those that came last', () => {
    expect(agedPortions(before, 60, [[30, 50]], 10)).toEqual([[6, 10]]);
  });

  it('counts what nobody saw come with the oldest', () => {
    expect(agedPortions([], 60, [[30, 5]], 8)).toEqual([[30, 8]]);
  });

  it('keeps few portions: the oldest are one, as old as the first', () => {
    const many = [8, 7, 6, 5, 4, 3, 2].map((age): Portion => [age, 1]);

    expect(agedPortions(many, 10, [[1, 1]], 8)).toEqual([
      [18, 3],
      [15, 1],
      [14, 1],
      [13, 1],
      [12, 1],
      [1, 1],
    ]);
  });
});

describe('deadlinesOf', () => {
  it('adds up what is due by then, and is never before now', () => {
    const portions: readonly Portion[] = [
      [90, 10],
      [30, 5],
    ];

    expect(deadlinesOf(portions, 60)).toEqual([
      { messages: 10, left: 0 },
      { messages: 15, left: 30 },
    ]);
  });
});

describe('workWithin', () => {
  it('counts units that start from when they work', () => {
    expect(workWithin({ inService: 2, coming: 5, comesIn: 30 }, 20)).toBe(40);
    expect(workWithin({ inService: 2, coming: 5, comesIn: 30 }, 100)).toBe(60 + 350);
  });
});

describe('lateWithin', () => {
  const work = { objective: 60, serviceTime: 10 };

  it.each([
    { name: 'nobody takes', portion: [30, 8], supply: NONE, expected: 8 },
    { name: 'three are taken of', portion: [30, 8], supply: { ...NONE, coming: 1 }, expected: 5 },
    { name: 'not yet due', portion: [0, 8], supply: NONE, expected: 0 },
    { name: 'due before they were seen', portion: [70, 8], supply: NONE, expected: 8 },
  ] as const)('messages that are $name', ({ portion, supply, expected }) => {
    expect(lateWithin([portion], supply, work, 40)).toBe(expected);
  });
});

describe('lateBetweenLooks', () => {
  it('are all that wait, where they take a good part of the objective', () => {
    const work = { objective: 40, serviceTime: 10 };
    const two = { inService: 2, coming: 9, comesIn: 0 };

    expect(lateBetweenLooks([[1, 2]], two, work)).toBe(0);
    expect(lateBetweenLooks([[1, 3]], two, work)).toBe(3);
  });
});

describe('slotsToAdd', () => {
  const boot = { serviceTime: 10, boot: 60, late: 100, load: 0 };

  it.each([
    { name: 'none, where the present ones suffice', coming: 5, messages: 50, left: 100, added: 0 },
    { name: 'what is left, over the time after the boot', messages: 50, left: 110, added: 10 },
    { name: 'less what the present ones do', coming: 2, messages: 50, left: 110, added: 5.6 },
    { name: 'one for each message at most', messages: 2, left: 60.1, added: 2 },
    { name: 'what is late, in the time for that', messages: 50, left: 10, added: 5 },
    { name: 'less what others drain', coming: 2, messages: 50, left: 10, added: 1.8 },
  ])('$name', ({ coming = 0, messages, left, added }) => {
    const supply = { inService: coming, coming, comesIn: 0 };

    expect(slotsToAdd([{ messages, left }], supply, boot)).toBeCloseTo(added, 6);
  });
});

it('slots are added for what comes until the late are drained, too', () => {
  const nobody = { inService: 0, coming: 0, comesIn: 0 };
  const work = { serviceTime: 10, boot: 60, late: 100, load: 5 };

  expect(slotsToAdd([{ messages: 50, left: 10 }], nobody, work)).toBeCloseTo(5 + 8, 6);
});
