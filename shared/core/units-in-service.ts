/** @module How many units were in service lately: an average is only as good as its divisor. */
import * as z from 'zod/mini';
import { type Capacity, capacity, elapsed, type Instant, instant } from './units.ts';

/** Units in service, and the time since they were seen; until the next run begins. */
export const serviceRun = z.readonly(
  z.tuple([z.pipe(z.number(), z.transform(capacity)), z.pipe(z.number(), z.transform(instant))]),
);
type ServiceRun = z.output<typeof serviceRun>;

/** A reading that counts is hardly older. */
const KEPT_SECONDS = 300;
/** The state item stays small: of more changes than this, the oldest are forgotten. */
const MOST_RUNS = 4;
/** Metrics per unit are averages over a minute; its middle stands for it. */
const HALF_PERIOD_MS = 30_000;

/**
 * Units in service in the minute that ends at `end`; the oldest known where that was before, the
 * present ones where nothing is known.
 */
export function unitsInMinute(
  runs: readonly ServiceRun[] | undefined,
  end: Instant,
  present: Capacity,
): Capacity {
  const middle = end - HALF_PERIOD_MS;
  let units = runs?.[0]?.[0] ?? present;
  for (const [seen, since] of runs ?? []) {
    if (since <= middle) {
      units = seen;
    }
  }
  return units;
}

/** The runs with what is seen now; the same object when that is nothing new. */
export function withUnitsSeen(
  runs: readonly ServiceRun[] | undefined,
  units: Capacity,
  now: Instant,
): readonly ServiceRun[] {
  if (runs?.at(-1)?.[0] === units) {
    return runs;
  }
  const recent = (runs ?? []).filter((_, index) => {
    const end = runs?.[index + 1]?.[1] ?? now;
    return elapsed({ from: end, to: now }) < KEPT_SECONDS;
  });
  return [...recent, [units, now] as const].slice(-MOST_RUNS);
}
