/** @module Means over time. */

/** The mean of a value that holds for stretches of time. */
export interface TimeMean {
  /** The value held for this long, in any one unit of time. */
  add(value: number, length: number): void;
  /** NaN when nothing was added. */
  mean(): number;
  reset(): void;
}

/** Equal values give exactly that value: no sum of products that rounding would bend. */
export function timeMean(): TimeMean {
  let total = 0;
  let mean = Number.NaN;
  return {
    add(value, length) {
      if (length > 0) {
        total += length;
        mean = Number.isNaN(mean) ? value : mean + (value - mean) * (length / total);
      }
    },
    mean: () => mean,
    reset() {
      total = 0;
      mean = Number.NaN;
    },
  };
}
