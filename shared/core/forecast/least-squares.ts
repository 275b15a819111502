/** @module Weights that are learned one example at a time. */

/** A linear model as it stands: weights, and how uncertain they are (a matrix, row by row). */
export interface LinearModel {
  readonly weights: readonly number[];
  readonly covariance: readonly number[];
}

/** More uncertainty than this says nothing, and would make the model jump. */
const MOST_UNCERTAIN = 1e6;

/** A model that holds its first weights for about right. */
export function linearModel(weights: readonly number[], uncertainty: number): LinearModel {
  const size = weights.length;
  return {
    weights,
    covariance: Array.from({ length: size * size }, (_, index) =>
      index % (size + 1) === 0 ? uncertainty : 0,
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
  let scale = memory / weight;
  for (let row = 0; row < size; row += 1) {
    let sum = 0;
    for (let column = 0; column < size; column += 1) {
      sum += (covariance[row * size + column] ?? 0) * (features[column] ?? 0);
    }
    gain.push(sum);
    scale += sum * (features[row] ?? 0);
  }
  const error = value - predicted({ weights, covariance }, features);
  if (!(scale > 0) || !Number.isFinite(error)) {
    return linearModel(weights, 1);
  }
  let trace = 0;
  const next: number[] = [];
  for (let row = 0; row < size; row += 1) {
    const share = (gain[row] ?? 0) / scale;
    for (let column = 0; column < size; column += 1) {
      const entry = covariance[row * size + column] ?? 0;
      const kept = (entry - share * (gain[column] ?? 0)) / memory;
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
