/** @module A stored forecast as it is told: the next hours in rows, its skill and its weight. */
import {
  ERROR_SHARES,
  errorAt,
  type ForecastRequest,
  type LoadForecast,
  usualAt,
} from '../../shared/core/forecast/load-forecast.ts';
import { trustIn } from '../../shared/core/forecast/trust.ts';
import { type Instant, instant } from '../../shared/core/units.ts';

/** A moment to come, on a day on which the load is as usual. */
export interface ToldMoment {
  readonly at: Instant;
  readonly usual: number;
  /** Loads that so many percent of the loads of this hour stayed below, by that percentage. */
  readonly below: Readonly<Record<string, number>>;
}

/** What one policy is foretold. */
export interface ToldForecast {
  readonly source: string;
  /** How far ahead its policy looks, in seconds. */
  readonly horizon: number;
  /** Null where none was made yet, or it is of another source. */
  readonly forecast: LoadForecast | null;
  /** How far a predictive policy follows it, 0 to 1. */
  readonly weight: number;
  readonly next: readonly ToldMoment[];
}

const ROW_MS = 900_000;
/** Four hours: a forecast reaches no further. */
const MOST_ROWS = 16;

/** The forecast from now on. */
export function toldForecast(
  { source, horizon }: ForecastRequest,
  stored: LoadForecast | undefined,
  now: Instant,
): ToldForecast {
  if (stored?.source !== source) {
    return { source, horizon, forecast: null, weight: 0, next: [] };
  }
  const first = Math.ceil(now / ROW_MS) * ROW_MS;
  const next = Array.from({ length: MOST_ROWS }, (_, row) => instant(first + row * ROW_MS));
  return {
    source,
    horizon,
    forecast: stored,
    weight: trustIn(stored).weight,
    next: next.flatMap((at) => momentOf(stored, at)),
  };
}

function momentOf(forecast: LoadForecast, at: Instant): readonly ToldMoment[] {
  const usual = usualAt(forecast, at);
  if (usual === undefined) {
    return [];
  }
  const below = ERROR_SHARES.flatMap((share) => {
    const error = errorAt(forecast, at, share);
    return error === undefined
      ? []
      : [[String(Math.round(share * 100)), Math.max(0, usual + error)] as const];
  });
  return [{ at, usual, below: Object.fromEntries(below) }];
}
