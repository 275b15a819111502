import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderStatistic } from '../../../shared/core/forecast/order-statistic.ts';

describe('an order statistic', () => {
  it('is what stands at its place in ascending order, and leaves the values as they were', () => {
    const few = fc.constantFrom(-1, 0, 0.5, 2);
    const any = fc.double({ noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.oneof(few, any), { minLength: 1 }), fc.nat(), (given, seed) => {
        const values = Float64Array.from(given, (value) => value + 0);
        const before = values.slice();
        const place = seed % values.length;

        const found = orderStatistic(values, place);

        expect(found).toBe(values.toSorted()[place]);
        expect(values).toEqual(before);
      }),
    );
  });

  it.each([
    { name: 'of nothing', values: [], place: 0 },
    { name: 'beyond the last', values: [1, 2], place: 2 },
  ])('is unknown $name', ({ values, place }) => {
    expect(orderStatistic(Float64Array.from(values), place)).toBeNaN();
  });
});
