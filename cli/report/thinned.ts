/** @module Long series with fewer points, in which no spike is lost. */
import type { Series } from './report-document.ts';

/** Points of a chart line at most: several for each pixel of a wide screen. */
export const MOST_POINTS = 20_000;

/** How the rows of a run become the points of a chart. */
export interface Thinning {
  /** Rows that share a bucket; 1 = every row is a point. */
  readonly rowsPerBucket: number;
  readonly points: number;
  /** Points per row: the spacing of points is that of rows, divided by it. */
  readonly pointsPerRow: number;
}

/** The least thinning that keeps within the number of points. */
export function thinningOf(rows: number, most = MOST_POINTS): Thinning {
  if (rows <= most) {
    return { rowsPerBucket: 1, points: rows, pointsPerRow: 1 };
  }
  const rowsPerBucket = Math.ceil((2 * rows) / most);
  return {
    rowsPerBucket,
    points: 2 * Math.ceil(rows / rowsPerBucket),
    pointsPerRow: 2 / rowsPerBucket,
  };
}

/**
 * Each bucket's least and greatest value, in the order in which they came; null where a bucket has
 * no value. Five significant digits stay: more cannot be seen.
 */
export function thinned(series: Series, { rowsPerBucket, points }: Thinning): (number | null)[] {
  if (rowsPerBucket === 1) {
    return Array.from({ length: points }, (_, row) => pointOf(series[row] ?? Number.NaN));
  }
  return Array.from({ length: points / 2 }, (_, bucket) => {
    const start = bucket * rowsPerBucket;
    return extremesOf(series, { start, end: Math.min(series.length, start + rowsPerBucket) });
  }).flat();
}

function extremesOf(
  series: Series,
  { start, end }: { readonly start: number; readonly end: number },
): readonly [number | null, number | null] {
  let least = -1;
  let greatest = -1;
  for (let row = start; row < end; row += 1) {
    const value = series[row] ?? Number.NaN;
    if (Number.isFinite(value)) {
      least = least === -1 || value < (series[least] ?? value) ? row : least;
      greatest = greatest === -1 || value > (series[greatest] ?? value) ? row : greatest;
    }
  }
  const at = (row: number) => pointOf(series[row] ?? Number.NaN);
  return least <= greatest ? [at(least), at(greatest)] : [at(greatest), at(least)];
}

function pointOf(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(5)) : null;
}
