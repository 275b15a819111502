/** @module How often a rule looks. */
import type { Instant, Seconds } from '../../../core/units.ts';

/**
 * True when the last true was at least this long ago, and the first time: a rule that looks every
 * 30 s in a run that evaluates every 10 s looks at every third evaluation.
 */
export function pace(every: Seconds): (now: Instant) => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return (now) => {
    const isDue = now - last >= every * 1000;
    last = isDue ? now : last;
    return isDue;
  };
}
