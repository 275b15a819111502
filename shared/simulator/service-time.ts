/** @module How long one message takes. */
import type { Seconds } from '../core/units.ts';
import { randomStream } from './random.ts';

/** The distribution of the time a worker takes for one message. */
export interface ServiceTime {
  readonly distribution: 'deterministic' | 'exponential' | 'lognormal';
  readonly mean: Seconds;
  /** Standard deviation of the logarithm; read by `lognormal` only. */
  readonly spread?: number;
}

/** Draws service times, one by one or for many messages at once. */
export interface ServiceTimes {
  /** One service time in seconds. */
  draw(): number;
  /** Equally likely service times in seconds, in ascending order, with the exact mean. */
  readonly strata: Float64Array;
}

/** Many enough for the shape, few enough to spread a crowd over them in no time. */
const STRATA = 32;
const DRAWS_PER_STRATUM = 512;

/** Longest service time, in means: a simulated worker gives up nothing that is this rare. */
export const LONGEST_IN_MEANS = 50;

export function serviceTimes(spec: ServiceTime, seed: number): ServiceTimes {
  const { distribution, mean, spread = 0.5 } = spec;
  const random = randomStream(seed, 'service times');
  const draw = drawing(random);
  return { draw, strata: distribution === 'deterministic' ? new Float64Array([mean]) : strata() };

  function drawing({ exponential, normal }: typeof random): () => number {
    const longest = LONGEST_IN_MEANS * mean;
    switch (distribution) {
      case 'deterministic':
        return () => mean;
      case 'exponential':
        return () => Math.min(longest, exponential(mean));
      case 'lognormal':
        return () => Math.min(longest, mean * Math.exp(spread * normal() - (spread * spread) / 2));
    }
  }

  function strata(): Float64Array {
    const drawOne = drawing(randomStream(seed, 'service time strata'));
    const drawn = Float64Array.from({ length: STRATA * DRAWS_PER_STRATUM }, drawOne).sort();
    const total = drawn.reduce((sum, time) => sum + time, 0);
    return Float64Array.from({ length: STRATA }, (_, index) => {
      const part = drawn.subarray(index * DRAWS_PER_STRATUM, (index + 1) * DRAWS_PER_STRATUM);
      return (part.reduce((sum, time) => sum + time, 0) / total) * STRATA * mean;
    });
  }
}
