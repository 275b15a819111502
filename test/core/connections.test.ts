import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostUnits, poolSize } from '../../shared/core/connections.ts';

describe('the connections of a database', () => {
  it.each([
    { perUnit: 10, max: 1000, share: 80, units: 80 },
    { perUnit: 30, max: 1000, share: 80, units: 26 },
    { perUnit: 10, max: 112, share: 70, units: 7 },
    { perUnit: 100, max: 90, share: 100, units: 0 },
    { perUnit: 1, max: 1000, share: 70.1, units: 701 },
    { perUnit: 1, max: 5, share: 0, units: 0 },
  ])('$max with a share of $share % are enough for $units units of $perUnit', (row) => {
    expect(mostUnits(row)).toBe(row.units);
  });

  it.each([
    { units: 80, pool: 10 },
    { units: 100, pool: 8 },
    { units: 801, pool: 0 },
    { units: 0, pool: 800 },
  ])('with $units units a pool may hold $pool of 800', ({ units, pool }) => {
    expect(poolSize({ perUnit: 1, max: 1000, share: 80 }, units)).toBe(pool);
  });

  it('are never exceeded by the most units, and would be by one more', () => {
    const database = fc.record({
      perUnit: fc.integer({ min: 1, max: 200 }),
      max: fc.integer({ min: 1, max: 10_000 }),
      share: fc.double({ min: 0, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(database, (given) => {
        const units = mostUnits(given);
        const allowed = (given.max * given.share) / 100;

        expect(units * given.perUnit).toBeLessThanOrEqual(allowed + 1e-6);
        expect((units + 1) * given.perUnit).toBeGreaterThan(Math.floor(allowed));
      }),
    );
  });
});
