import { describe, expect, it } from 'vitest';
import { seconds } from '../../../../shared/core/units.ts';
import { defaultBehaviour } from '../../../../shared/simulator/baselines/mechanisms/hpa-behaviour.ts';
import { at } from '../../../support/builders.ts';

/** Replicas after each evaluation, when each sets what it comes to. */
function behaved(from: number, recommended: readonly number[], every: number): readonly number[] {
  const behave = defaultBehaviour(seconds(300));
  let current = from;
  return recommended.map((each, index) => {
    current = behave(at(index * every), { current, recommended: each });
    return current;
  });
}

describe('the default behaviour', () => {
  it.each([
    { from: 1, every: 15, expected: [5, 10, 20, 40, 80, 100] },
    { from: 3, every: 15, expected: [7, 14, 28, 56, 100, 100] },
    { from: 8, every: 15, expected: [16, 32, 64, 100, 100, 100] },
    { from: 1, every: 60, expected: [5, 80, 100, 100, 100, 100] },
  ])('from $from every $every s grows to $expected', ({ from, every, expected }) => {
    expect(
      behaved(
        from,
        expected.map(() => 100),
        every,
      ),
    ).toEqual(expected);
  });

  it('goes in by the highest recommendation of less than five minutes', () => {
    const replicas = behaved(10, [10, 8, 6, 4, 2, 2, 2, 2, 2, 2], 60);

    expect(replicas).toEqual([10, 10, 10, 10, 10, 8, 6, 4, 2, 2]);
  });

  it('goes out at once, whatever was before', () => {
    expect(behaved(10, [2, 2, 12], 60)).toEqual([10, 10, 12]);
  });
});
