import { describe, expect, it } from 'vitest';
import {
  type CapacitySighting,
  capacityHistory,
  sightingOf,
} from '../../../shared/core/money/capacity-history.ts';
import { capacity } from '../../../shared/core/units.ts';
import { at } from '../../support/builders.ts';

/** A look at a second: found, left, and whether others had moved it. */
function look(second: number, found: number, left = found, movedByOthers = false) {
  return { at: at(second), found: capacity(found), left: capacity(left), movedByOthers };
}

describe('sightingOf', () => {
  const decision = { at: at(0), from: capacity(2), to: capacity(5), foreignChange: null };

  it.each([
    { status: 'applied', left: 5 },
    { status: 'unchanged', left: 2 },
    { status: 'refused', left: 2 },
    { status: 'failed', left: 2 },
  ] as const)('of a change that is $status leaves $left units', ({ status, left }) => {
    expect(sightingOf(decision, { status })).toEqual(look(0, 2, left));
  });

  it('tells that others moved the target', () => {
    const foreignChange = { from: capacity(1), to: capacity(2) };

    expect(sightingOf({ ...decision, foreignChange }, { status: 'unchanged' })).toEqual(
      look(0, 2, 2, true),
    );
  });

  it('of a target that could not be described is none', () => {
    const unseen = { ...decision, from: null, to: null };

    expect(sightingOf(unseen, { status: 'unchanged' })).toBeUndefined();
  });
});

describe('capacityHistory', () => {
  const span = { from: at(100), to: at(1000) };

  it.each<{
    name: string;
    sightings: readonly CapacitySighting[];
    stretches: readonly (readonly [from: number, to: number, units: number, isCertain: boolean])[];
  }>([
    { name: 'nothing seen', sightings: [], stretches: [] },
    {
      name: 'seen before the span: its capacity is that of the start',
      sightings: [look(0, 2, 4)],
      stretches: [[100, 1000, 4, true]],
    },
    {
      name: 'seen first within the span: what was before is left out',
      sightings: [look(400, 2)],
      stretches: [[400, 1000, 2, true]],
    },
    {
      name: 'changes of ours',
      sightings: [look(0, 2), look(200, 2, 5), look(300, 5, 1)],
      stretches: [
        [100, 200, 2, true],
        [200, 300, 5, true],
        [300, 1000, 1, true],
      ],
    },
    {
      name: 'a change by others, from when it was seen',
      sightings: [look(100, 2), look(300, 9, 9, true)],
      stretches: [
        [100, 300, 2, true],
        [300, 1000, 9, true],
      ],
    },
    {
      name: 'a change at a moment nobody saw: the larger capacity, whichever it is',
      sightings: [look(100, 2), look(300, 9), look(500, 4)],
      stretches: [
        [100, 300, 9, false],
        [300, 500, 9, false],
        [500, 1000, 4, true],
      ],
    },
    {
      name: 'seen after the span only',
      sightings: [look(2000, 2)],
      stretches: [],
    },
    {
      name: 'two looks at the same instant: the later one stands',
      sightings: [look(100, 2, 4), look(100, 4, 3)],
      stretches: [[100, 1000, 3, true]],
    },
  ])('$name', ({ sightings, stretches }) => {
    expect(capacityHistory(sightings, span)).toEqual(
      stretches.map(([from, to, units, isCertain]) => ({
        ...{ from: at(from), to: at(to), units: capacity(units), isCertain },
      })),
    );
  });
});
