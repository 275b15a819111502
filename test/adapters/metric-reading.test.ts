import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestPeriod, shortestMaxAge, windowAt } from '../../shared/adapters/metric-reading.ts';
import { seconds } from '../../shared/core/units.ts';
import { at, START } from '../support/builders.ts';

const MINUTE = { period: seconds(60), delay: seconds(60), maxAge: seconds(300) };
const points = (...begins: readonly number[]) =>
  ({
    status: 'answered',
    points: begins.map((begin) => ({ at: at(begin), value: begin })),
  }) as const;

describe('windowAt', () => {
  it.each([
    { now: 0, to: -60 },
    { now: 59.999, to: -60 },
    { now: 60, to: 0 },
  ])('at $now s, the last whole minute ends at $to s', ({ now, to }) => {
    expect(windowAt(at(now), MINUTE).to).toBe(at(to));
  });

  it('lies on the borders of periods, ends in time and holds every value that is not too old', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e7 }),
        fc.constantFrom(1, 5, 10, 20, 30, 60, 300, 3600),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 100_000 }),
        (now, period, delay, maxAge) => {
          const look = { period: seconds(period), delay: seconds(delay), maxAge: seconds(maxAge) };
          const { from, to } = windowAt(at(now), look);

          expect([from % (period * 1000), to % (period * 1000)]).toEqual([0, 0]);
          expect(to).toBeLessThanOrEqual(at(now - delay));
          expect(to).toBeGreaterThan(at(now - delay - period));
          expect(from).toBeLessThan(at(now - maxAge));
        },
      ),
    );
  });

  it('gives the newest whole period at most the age of the shortest maxAge', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e7 }), fc.nat(300), (now, delay) => {
        const look = { ...MINUTE, delay: seconds(delay) };

        const age = (at(now) - windowAt(at(now), look).to) / 1000;

        expect(age).toBeLessThan(shortestMaxAge(look));
      }),
    );
  });
});

describe('newestPeriod', () => {
  const window = windowAt(START, MINUTE);

  it.each([
    { name: 'the newest point', begins: [-120, -180], value: -120, endsAt: -60 },
    { name: 'the newest whole point', begins: [-60, -119, -120, -180], value: -120, endsAt: -60 },
    { name: 'an old point where there is no newer', begins: [-600], value: -600, endsAt: -540 },
  ])('takes $name', ({ begins, value, endsAt }) => {
    expect(newestPeriod(points(...begins), window, MINUTE.period)).toEqual({
      value,
      endsAt: at(endsAt),
    });
  });

  it.each([
    { name: 'there are no points', answer: points() },
    { name: 'every point is too young', answer: points(-60, -90) },
  ])('takes none where $name', ({ answer }) => {
    expect(newestPeriod(answer, window, MINUTE.period)).toBeUndefined();
  });

  it.each([
    {
      answer: { status: 'failed', because: 'partial', detail: 'half' } as const,
      because: 'partial',
    },
    { answer: undefined, because: 'unavailable' },
  ])('tells why there is no answer: $because', ({ answer, because }) => {
    expect(newestPeriod(answer, window, MINUTE.period)).toMatchObject({
      status: 'missing',
      because,
    });
  });
});
