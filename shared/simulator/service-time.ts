/** @module How long one message takes. */
import type { Seconds } from '../core/units.ts';

/** The distribution of the time a worker takes for one message. */
export interface ServiceTime {
  readonly distribution: 'deterministic' | 'exponential' | 'lognormal';
  readonly mean: Seconds;
  /** Standard deviation of the logarithm; read by `lognormal` only. */
  readonly spread?: number;
}

/** Fine enough that the variance of an exponential is right to half a percent. */
const POINTS = 4096;

/**
 * Equally likely service times in ascending order, in whole steps (0 = shorter than half a step,
 * now and then), as many as a power of two. Their mean is the distribution's: what rounding takes
 * from one is given to the next.
 */
export function serviceSteps(spec: ServiceTime, step: Seconds): Int32Array {
  const times = quantilesOf(spec);
  const total = times.reduce((sum, time) => sum + time, 0);
  const scale = (spec.mean * POINTS) / total / step;
  let owed = 0;
  return Int32Array.from(times, (time) => {
    const wanted = time * scale + owed;
    const whole = Math.max(0, Math.round(wanted));
    owed = wanted - whole;
    return whole;
  });
}

/** Quantiles in the middle of equal shares, up to a factor. */
function quantilesOf({ distribution, spread = 0.5 }: ServiceTime): Float64Array {
  switch (distribution) {
    case 'deterministic':
      return new Float64Array(POINTS).fill(1);
    case 'exponential':
      return Float64Array.from(
        { length: POINTS },
        (_, point) => -Math.log(1 - (point + 0.5) / POINTS),
      );
    case 'lognormal':
      return normalQuantiles().map((quantile) => Math.exp(spread * quantile));
  }
}

/** Quantiles of the standard normal distribution, by adding up its density. */
function normalQuantiles(): Float64Array {
  const quantiles = new Float64Array(POINTS);
  const width = 1 / POINTS;
  let passed = 0;
  let point = 0;
  for (let at = -6; point < POINTS && at < 6; at += width) {
    passed += (Math.exp(-0.5 * at * at) / Math.sqrt(2 * Math.PI)) * width;
    for (; point < POINTS && passed >= (point + 0.5) / POINTS; point += 1) {
      quantiles[point] = at;
    }
  }
  return quantiles;
}
