/** @module A forecast of a load from its own past. */
import { type Instant, instant } from '../units.ts';
import { triedOn } from './forecast-trial.ts';
import { ERROR_SHARES, type ForecastRequest, type LoadForecast } from './load-forecast.ts';
import { DAY_SLOTS, HOUR_SLOTS, type LoadHistory, SLOT, slotOf } from './load-history.ts';

/** A forecast is kept for longer than the hour until the next one: one may fail. */
const HOURS_AHEAD = 4;
/** It begins a little in the past: readings come late. */
const PAST_SLOTS = 6;
/** How much more the same weekday counts: each is tried, the best is taken; the last is last week. */
const WEEKLY_EMPHASES = [6, 1, 1000, Number.POSITIVE_INFINITY] as const;
const NO_HOLIDAY = (): boolean => false;

/**
 * Forecasts a load: a seasonal profile, and a share of what is unusual now. Undefined where less
 * than a day and a half of the past is known: that is no season.
 *
 * Source: docs/decisions, "Forecasts earn their weight".
 */
export function forecastLoad(
  history: LoadHistory,
  { source, horizon, isHoliday = NO_HOLIDAY }: ForecastRequest,
  now: Instant,
): LoadForecast | undefined {
  const trials = WEEKLY_EMPHASES.flatMap((weekly) =>
    triedOn(history, { weekly, isHoliday }, horizon),
  );
  const [first, ...others] = trials;
  if (first === undefined) {
    return undefined;
  }
  const best = others.reduce(
    (one, other) => (other.losses.forecast < one.losses.forecast ? other : one),
    first,
  );
  const simplest = Math.min(best.losses.lastValue, best.losses.recentMean);
  const from = slotOf(now) - PAST_SLOTS;
  const slots = PAST_SLOTS + HOURS_AHEAD * HOUR_SLOTS + Math.ceil(horizon / SLOT) + 1;
  return {
    source,
    madeAt: now,
    from: instant(from * SLOT * 1000),
    usual: known(Array.from({ length: slots }, (_, index) => best.usualAt(from + index))),
    horizon,
    follows: best.follows,
    returns: best.returns,
    errors: Array.from({ length: Math.ceil(slots / HOUR_SLOTS) }, (_, hour) =>
      errorsAround(best.errors, from + hour * HOUR_SLOTS),
    ),
    skill: simplest === 0 ? 0 : 1 - best.losses.forecast / simplest,
    losses: best.losses,
    samples: best.errors.length,
  };
}

/** Shares of the errors of this hour of the day and of the ones beside it, on all days. */
function errorsAround(
  errors: readonly { readonly slot: number; readonly error: number }[],
  slot: number,
): readonly number[] {
  const near = ascending(
    errors.filter((each) => {
      const after = (((each.slot - slot) % DAY_SLOTS) + DAY_SLOTS) % DAY_SLOTS;
      return after < 2 * HOUR_SLOTS || after >= DAY_SLOTS - HOUR_SLOTS;
    }),
  );
  const from = near.length < HOUR_SLOTS ? ascending(errors) : near;
  return ERROR_SHARES.map((share) => from[Math.floor(share * (from.length - 1))] ?? 0);
}

function ascending(errors: readonly { readonly error: number }[]): readonly number[] {
  return errors.map(({ error }) => error).toSorted((one, other) => one - other);
}

/** The numbers up to the first unknown one: a forecast has no holes. */
function known(values: readonly number[]): readonly number[] {
  const hole = values.findIndex((value) => Number.isNaN(value));
  return hole === -1 ? values : values.slice(0, hole);
}
