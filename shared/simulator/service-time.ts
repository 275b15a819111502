/** @module How long one message takes. */
import type { Seconds } from '../core/units.ts';
import { type Random, randomStream } from './random.ts';

/** The distribution of the time a worker takes for one message. */
export interface ServiceTime {
  readonly distribution: 'deterministic' | 'exponential' | 'lognormal';
  readonly mean: Seconds;
  /** Standard deviation of the logarithm; read by `lognormal` only. */
  readonly spread?: number;
}

/** Fine enough that the variance of an exponential is right to a fifth of a percent. */
const POINTS = 4096;
const DRAWS_PER_POINT = 32;

/**
 * Equally likely service times in ascending order, in whole steps (0 = shorter than half a step,
 * now and then), as many as a power of two. Their mean is the distribution's: what rounding takes
 * from one is given to the next.
 */
export function serviceSteps(spec: ServiceTime, step: Seconds, seed: number): Int32Array {
  const random = randomStream(seed, 'service times');
  const drawn = Float64Array.from({ length: POINTS * DRAWS_PER_POINT }, () =>
    oneOf(spec, random),
  ).sort();
  const total = drawn.reduce((sum, time) => sum + time, 0);
  const scale = (spec.mean * POINTS) / total / step;
  let owed = 0;
  return Int32Array.from({ length: POINTS }, (_, point) => {
    let sum = 0;
    for (let index = 0; index < DRAWS_PER_POINT; index += 1) {
      sum += drawn[point * DRAWS_PER_POINT + index] ?? 0;
    }
    const wanted = sum * scale + owed;
    const whole = Math.max(0, Math.round(wanted));
    owed = wanted - whole;
    return whole;
  });
}

function oneOf({ distribution, spread = 0.5 }: ServiceTime, random: Random): number {
  switch (distribution) {
    case 'deterministic':
      return 1;
    case 'exponential':
      return random.exponential(1);
    case 'lognormal':
      return Math.exp(spread * random.normal());
  }
}
