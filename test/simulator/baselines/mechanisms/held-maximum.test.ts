import { describe, expect, it } from 'vitest';
import { seconds } from '../../../../shared/core/units.ts';
import { heldMaximum } from '../../../../shared/simulator/baselines/mechanisms/held-maximum.ts';
import { at } from '../../../support/builders.ts';

describe('a held maximum', () => {
  it('is the highest of the values younger than the window', () => {
    const highestOf = heldMaximum(seconds(180));

    const held = [5, 9, 3, 2, 1, 4].map((value, index) => highestOf(at(index * 60), value));

    expect(held).toEqual([5, 9, 9, 9, 3, 4]);
  });
});
