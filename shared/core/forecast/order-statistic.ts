/** @module The value that so many others do not exceed. */

/**
 * The value that would stand at a place, counted from 0, were the values in ascending order; NaN
 * outside them. None may be NaN. Sorting for one of them takes several times as long.
 * Source: C. A. R. Hoare, "Algorithm 65: Find", Communications of the ACM 4, 1961.
 */
export function orderStatistic(values: Float64Array, place: number): number {
  const parted = values.slice();
  let low = 0;
  let high = parted.length - 1;
  while (low < high) {
    const pivot = parted[(low + high) >> 1] ?? Number.NaN;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((parted[left] ?? pivot) < pivot) {
        left += 1;
      }
      while ((parted[right] ?? pivot) > pivot) {
        right -= 1;
      }
      if (left <= right) {
        const moved = parted[left] ?? pivot;
        parted[left] = parted[right] ?? pivot;
        parted[right] = moved;
        left += 1;
        right -= 1;
      }
    }
    // What is between the two sides equals the pivot.
    if (place <= right) {
      high = right;
    } else if (place >= left) {
      low = left;
    } else {
      return pivot;
    }
  }
  return parted[place] ?? Number.NaN;
}
