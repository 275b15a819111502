/** @module How long messages waited, exactly to the step. */
import { type Seconds, seconds } from '../core/units.ts';

/** Counts of waits by their length. */
export interface Waits {
  /** So many messages waited this many steps. */
  add(steps: number, messages: number): void;
  /** Messages whose wait is known. */
  count(): number;
  /** Sum of all waits, in seconds. */
  sum(): number;
  /** The wait that this share of the messages did not exceed; 0 when there are none. */
  quantile(share: number): Seconds;
  longest(): Seconds;
  /** Share of the messages that waited no longer; 1 when there are none. */
  shareWithin(objective: Seconds): number;
  reset(): void;
}

/** No waits yet. Memory grows with the longest wait, not with the number of messages. */
export function waits(step: Seconds): Waits {
  let counts = new Float64Array(1024);
  let longestSteps = 0;
  const sums = new Float64Array(2);

  /**
   * Messages come at any time within their step: one that is taken in the same step did not wait,
   * any other waited half a step less than the steps it counted.
   */
  function lengthOf(steps: number): number {
    return Math.max(0, steps - 0.5) * step;
  }

  return {
    add(steps, messages) {
      if (steps >= counts.length) {
        const larger = new Float64Array(2 * steps);
        larger.set(counts);
        counts = larger;
      }
      counts[steps] = (counts[steps] ?? 0) + messages;
      longestSteps = Math.max(steps, longestSteps);
      sums[0] = (sums[0] ?? 0) + messages;
      sums[1] = (sums[1] ?? 0) + messages * lengthOf(steps);
    },
    count: () => sums[0] ?? 0,
    sum: () => sums[1] ?? 0,
    quantile(share) {
      const wanted = share * (sums[0] ?? 0);
      let passed = 0;
      for (let steps = 0; steps <= longestSteps; steps += 1) {
        passed += counts[steps] ?? 0;
        if (passed >= wanted && passed > 0) {
          return seconds(lengthOf(steps));
        }
      }
      return seconds(0);
    },
    longest: () => seconds(lengthOf(longestSteps)),
    shareWithin(objective) {
      let within = 0;
      for (let steps = 0; steps <= longestSteps && lengthOf(steps) <= objective; steps += 1) {
        within += counts[steps] ?? 0;
      }
      const total = sums[0] ?? 0;
      return total === 0 ? 1 : within / total;
    },
    reset() {
      counts.fill(0);
      sums.fill(0);
      longestSteps = 0;
    },
  };
}
