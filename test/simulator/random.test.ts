import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Random, randomStream } from '../../shared/simulator/random.ts';

const DRAWS = 20_000;

function drawn(draw: (random: Random) => number): {
  readonly mean: number;
  readonly variance: number;
} {
  const random = randomStream(7, 'test');
  const values = Array.from({ length: DRAWS }, () => draw(random));
  const mean = values.reduce((sum, value) => sum + value, 0) / DRAWS;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / DRAWS };
}

describe('a random stream', () => {
  it('gives the same numbers for the same seed and name, on every machine', () => {
    const numbers = Array.from({ length: 3 }, randomStream(1, 'arrivals').uniform);

    expect(numbers).toEqual(Array.from({ length: 3 }, randomStream(1, 'arrivals').uniform));
    expect(numbers).toMatchInlineSnapshot(`
      [
        0.09518299950286746,
        0.2430218169465661,
        0.8242809746880084,
      ]
    `);
  });

  it.each([
    { name: 'another seed', other: randomStream(2, 'arrivals') },
    { name: 'another name', other: randomStream(1, 'failures') },
    { name: 'a seed beyond 32 bits', other: randomStream(1 + 2 ** 32, 'arrivals') },
  ])('gives other numbers for $name', ({ other }) => {
    const random = randomStream(1, 'arrivals');

    expect(other.uniform()).not.toBe(random.uniform());
  });

  it.each([
    { name: 'uniform', draw: (r: Random) => r.uniform(), mean: 0.5, variance: 1 / 12 },
    { name: 'exponential', draw: (r: Random) => r.exponential(3), mean: 3, variance: 9 },
    { name: 'normal', draw: (r: Random) => r.normal(), mean: 0, variance: 1 },
    { name: 'few Poisson events', draw: (r: Random) => r.poisson(0.3), mean: 0.3, variance: 0.3 },
    { name: 'Poisson events', draw: (r: Random) => r.poisson(20), mean: 20, variance: 20 },
    { name: 'many Poisson events', draw: (r: Random) => r.poisson(900), mean: 900, variance: 900 },
    { name: 'few successes', draw: (r: Random) => r.binomial(10, 0.1), mean: 1, variance: 0.9 },
    { name: 'likely successes', draw: (r: Random) => r.binomial(10, 0.9), mean: 9, variance: 0.9 },
    { name: 'many successes', draw: (r: Random) => r.binomial(900, 0.3), mean: 270, variance: 189 },
    { name: 'whole numbers', draw: (r: Random) => r.below(4), mean: 1.5, variance: 1.25 },
    {
      name: 'marked ones',
      draw: (r: Random) => r.marked({ total: 20, marked: 5, drawn: 8 }),
      mean: 2,
      variance: (8 * 0.25 * 0.75 * 12) / 19,
    },
  ])('draws $name with the right mean and variance', ({ draw, mean, variance }) => {
    const seen = drawn(draw);

    expect(Math.abs(seen.mean - mean)).toBeLessThan(4 * Math.sqrt(variance / DRAWS));
    expect(seen.variance / variance).toBeCloseTo(1, 1);
  });

  it('never draws more than there is', () => {
    const counts = fc.record({
      total: fc.nat(200),
      markedShare: fc.double({ min: 0, max: 1, noNaN: true }),
      drawnShare: fc.double({ min: 0, max: 1, noNaN: true }),
      seed: fc.integer(),
    });

    fc.assert(
      fc.property(counts, ({ total, markedShare, drawnShare, seed }) => {
        const random = randomStream(seed, 'marked');
        const [marked, taken] = [Math.floor(total * markedShare), Math.floor(total * drawnShare)];
        const found = random.marked({ total, marked, drawn: taken });
        const successes = random.binomial(total, markedShare);

        expect(found).toBeGreaterThanOrEqual(Math.max(0, taken - (total - marked)));
        expect(found).toBeLessThanOrEqual(Math.min(marked, taken));
        expect(successes).toBeGreaterThanOrEqual(0);
        expect(successes).toBeLessThanOrEqual(total);
      }),
    );
  });
});
