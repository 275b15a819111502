/** @module A forecast of a load from its own past. */
import { type Instant, instant, type Seconds, seconds } from '../units.ts';
import { errorsOf, pastOf, triedOn } from './forecast-trial.ts';
import { ERROR_SHARES, type ForecastRequest, type LoadForecast } from './load-forecast.ts';
import { DAY_SLOTS, HOUR_SLOTS, type LoadHistory, SLOT, slotOf } from './load-history.ts';
import { seasonalProfiles } from './seasonal-profile.ts';

/** A forecast is kept for longer than the hour until the next one: one may fail. */
const HOURS_AHEAD = 4;
/** No forecast looks further ahead than this. */
export const LONGEST_HORIZON: Seconds = seconds(HOURS_AHEAD * 3600);
/** It begins a little in the past: readings come late. */
const PAST_SLOTS = 6;
/**
 * How much more the same weekday counts: each is tried, the best is taken; the last is last week.
 */
const WEEKLY_EMPHASES = [6, 1, Number.POSITIVE_INFINITY] as const;

/**
 * Forecasts a load: a seasonal profile, and a share of what is unusual now. Undefined where less
 * than a day and a half of the past is known: that is no season.
 *
 * Source: docs/decisions, "Forecasts earn their weight".
 */
export function forecastLoad(
  history: LoadHistory,
  { source, horizon, isHoliday }: ForecastRequest,
  now: Instant,
): LoadForecast | undefined {
  const past = horizon > LONGEST_HORIZON ? undefined : pastOf(history, horizon);
  if (past === undefined) {
    return undefined;
  }
  const profileOf = seasonalProfiles(history, isHoliday);
  const [first, ...others] = WEEKLY_EMPHASES.flatMap((weekly) => triedOn(past, profileOf(weekly)));
  if (first === undefined) {
    return undefined;
  }
  const best = others.reduce((one, other) => (other.loss < one.loss ? other : one), first);
  const simplest = Math.min(past.losses.lastValue, past.losses.recentMean);
  const errors = errorsOf(past, best);
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
      errorsAround(past.slots, errors, from + hour * HOUR_SLOTS),
    ),
    skill: simplest === 0 ? 0 : 1 - best.loss / simplest,
    losses: { ...past.losses, forecast: best.loss },
    samples: past.slots.length,
  };
}

/** Shares of the errors of this hour of the day and of the ones beside it, on all days. */
function errorsAround(slots: Int32Array, errors: Float64Array, slot: number): readonly number[] {
  const near = errors.filter((error, index) => {
    const after = ((((slots[index] ?? 0) - slot) % DAY_SLOTS) + DAY_SLOTS) % DAY_SLOTS;
    const isNear = after < 2 * HOUR_SLOTS || after >= DAY_SLOTS - HOUR_SLOTS;
    return isNear && !Number.isNaN(error);
  });
  const all = near.length < HOUR_SLOTS ? errors.filter((error) => !Number.isNaN(error)) : near;
  const sorted = all.toSorted();
  return ERROR_SHARES.map((share) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
}

/** The numbers up to the first unknown one: a forecast has no holes. */
function known(values: readonly number[]): readonly number[] {
  const hole = values.findIndex((value) => Number.isNaN(value));
  return hole === -1 ? values : values.slice(0, hole);
}
