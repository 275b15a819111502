/** @module Weights that are learned one example at a time. */

/**
 * A linear model as it stands: weights, and how uncertain they are: the lower triangle of a
 * symmetric matrix, row by row, its diagonal last in each row.
 */
export interface LinearModel {
  readonly weights: readonly number[];
  readonly covariance: readonly number[];
}

/** More uncertainty than this says nothing, and would make the model jump. */
const MOST_UNCERTAIN = 1e6;

/** A model that holds its first weights for about right. */
export function linearModel(weights: readonly number[], uncertainty: number): LinearModel {
  return {
    weights,
    covariance: weights.flatMap((_, row) =>
      Array.from({ length: row + 1 }, (_each, column) => (column === row ? uncertainty : 0)),
    ),
  };
}

/** What the model says of these features. */
export function predicted({ weights }: LinearModel, features: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index += 1) {
    sum += (weights[index] ?? 0) * (features[index] ?? 0);
  }
  return sum;
}

/**
 * The model after one more example: recursive least squares with exponential forgetting.
 * `memory` is the share of the old that is kept (just below 1), `weight` how much this example
 * counts. Source: L. Ljung, "System Identification: Theory for the User", 1999, section 11.2.
 */
export function learned(
  { weights, covariance }: LinearModel,
  features: readonly number[],
  value: number,
  { memory, weight }: { readonly memory: number; readonly weight: number },
): LinearModel {
  const size = weights.length;
  const gain: number[] = [];
  for (let row = 0; row < size; row += 1) {
    let sum = 0;
    for (let column = 0; column < size; column += 1) {
      sum += (covariance[placeOf(row, column)] ?? 0) * (features[column] ?? 0);
    }
    gain.push(sum);
  }
  let scale = memory / weight;
  for (let row = 0; row < size; row += 1) {
    scale += (gain[row] ?? 0) * (features[row] ?? 0);
  }
  const error = value - predicted({ weights, covariance }, features);
  if (!(scale > 0) || !Number.isFinite(error)) {
    return linearModel(weights, 1);
  }
  const next: number[] = [];
  let trace = 0;
  for (let row = 0; row < size; row += 1) {
    const share = (gain[row] ?? 0) / scale;
    for (let column = 0; column <= row; column += 1) {
      const kept = ((covariance[next.length] ?? 0) - share * (gain[column] ?? 0)) / memory;
      trace += row === column ? kept : 0;
      next.push(kept);
    }
  }
  const shrink = trace > MOST_UNCERTAIN ? MOST_UNCERTAIN / trace : 1;
  return {
    weights: weights.map((each, index) => each + ((gain[index] ?? 0) / scale) * error),
    covariance: shrink === 1 ? next : next.map((entry) => entry * shrink),
  };
}

/** The place of an entry of a symmetric matrix in its lower triangle. */
function placeOf(row: number, column: number): number {
  return row < column ? (column * (column + 1)) / 2 + row : (row * (row + 1)) / 2 + column;
}
