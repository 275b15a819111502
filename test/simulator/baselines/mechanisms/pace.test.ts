import { describe, expect, it } from 'vitest';
import { seconds } from '../../../../shared/core/units.ts';
import { pace } from '../../../../shared/simulator/baselines/mechanisms/pace.ts';
import { at } from '../../../support/builders.ts';

describe('a pace', () => {
  it.each([
    { every: 30, asked: 10, due: [0, 30, 60, 90] },
    { every: 15, asked: 10, due: [0, 20, 40, 60, 80] },
    { every: 30, asked: 45, due: [0, 45, 90] },
  ])('of $every s, asked every $asked s, is due at $due', ({ every, asked, due }) => {
    const isDue = pace(seconds(every));
    const times = Array.from({ length: Math.floor(90 / asked) + 1 }, (_, index) => index * asked);

    expect(times.filter((time) => isDue(at(time)))).toEqual(due);
  });
});
