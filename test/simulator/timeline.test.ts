import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../../shared/core/units.ts';
import { timeline } from '../../shared/simulator/timeline.ts';

describe('a timeline', () => {
  it('gives everything back in order of time, and of adding where times are equal', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
        const coming = timeline<number>();
        times.forEach((time, index) => {
          coming.add(instant(time), index);
        });

        const taken = times.map(() => coming.take());

        const expected = times
          .map((time, index) => ({ at: instant(time), what: index }))
          .toSorted((one, other) => one.at - other.at || one.what - other.what);
        expect(taken.map((each) => [each?.at, each?.what])).toEqual(
          expected.map(({ at, what }) => [at, what]),
        );
        expect(coming.take()).toBeUndefined();
      }),
    );
  });

  it('tells the time of the next one, and infinity when there is none', () => {
    const coming = timeline<string>();

    expect(coming.nextAt()).toBe(Number.POSITIVE_INFINITY);
    coming.add(instant(5), 'later');
    coming.add(instant(3), 'sooner');
    expect(coming.nextAt()).toBe(3);
  });
});
