import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinned, thinningOf } from '../../../cli/report/thinned.ts';

describe('thinned', () => {
  it('keeps every row of a short series, and says where one is missing', () => {
    const thinning = thinningOf(3);

    const points = thinned([1, Number.NaN, 3.123456], thinning);

    expect(points).toEqual([1, null, 3.1235]);
    expect(thinning).toEqual({ rowsPerBucket: 1, points: 3, pointsPerRow: 1 });
  });

  it('keeps the least and the greatest of each bucket in their order', () => {
    const thinning = thinningOf(9, 6);

    const points = thinned(
      [5, 1, 9, 7, Number.NaN, 2, Number.NaN, Number.NaN, Number.NaN],
      thinning,
    );

    expect(thinning).toEqual({ rowsPerBucket: 3, points: 6, pointsPerRow: 2 / 3 });
    expect(points).toEqual([1, 9, 7, 2, null, null]);
  });

  it('gives a bucket with one value that value twice', () => {
    const points = thinned([Number.NaN, 4, Number.NaN, 6], thinningOf(4, 2));

    expect(points).toEqual([4, 6]);
  });

  it('loses neither the highest nor the lowest value, and keeps within the number of points', () => {
    const values = fc.array(fc.integer({ min: -9999, max: 9999 }), {
      minLength: 1,
      maxLength: 300,
    });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 40 }), (series, most) => {
        const thinning = thinningOf(series.length, most);

        const points = thinned(series, thinning).map(Number);

        expect(points).toHaveLength(thinning.points);
        expect(points.length).toBeLessThanOrEqual(most + 1);
        expect(Math.max(...points)).toBe(Math.max(...series));
        expect(Math.min(...points)).toBe(Math.min(...series));
      }),
    );
  });
});
