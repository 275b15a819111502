import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeMean } from '../../shared/simulator/time-mean.ts';

const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });

describe('a mean over time', () => {
  it('of equal values is exactly that value', () => {
    fc.assert(
      fc.property(
        value,
        fc.array(fc.double({ min: 1e-3, max: 1e5, noNaN: true })),
        (same, lengths) => {
          const mean = timeMean();

          for (const length of [1, ...lengths]) {
            mean.add(same, length);
          }

          expect(mean.mean() - same).toBe(0);
        },
      ),
    );
  });

  it('weighs values with how long they held', () => {
    const mean = timeMean();

    mean.add(10, 30);
    mean.add(100, 0);
    mean.add(40, 10);

    expect(mean.mean()).toBeCloseTo(17.5, 12);
  });

  it('of nothing is no number', () => {
    const mean = timeMean();
    mean.add(10, 30);
    mean.reset();

    expect(mean.mean()).toBeNaN();
  });
});
