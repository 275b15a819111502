/** @module How a way to forecast would have done on the last week, beside the simplest ways. */
import type { Seconds } from '../units.ts';
import type { LoadForecast } from './load-forecast.ts';
import { DAY_SLOTS, HOUR_SLOTS, type LoadHistory, SLOT, slotOf } from './load-history.ts';
import { type ProfileSettings, seasonalProfile } from './seasonal-profile.ts';

/** Past forecasts are judged over the last week, one in ten minutes. */
const JUDGED_SLOTS = 7 * DAY_SLOTS;
const JUDGED_EVERY = 2;
/** Fewer past forecasts than half a day's say nothing. */
const FEWEST_SAMPLES = 72;
/** Ten too little cost nine times what ten too much do. */
const UNDER_COST = 0.9;

/** How one profile would have done over the last week. */
export interface Trial {
  readonly usualAt: (slot: number) => number;
  readonly follows: number;
  readonly returns: number;
  /** What came, less what was foretold, and when. */
  readonly errors: readonly { readonly slot: number; readonly error: number }[];
  readonly losses: LoadForecast['losses'];
}

/** A past moment: what could be said then, and what came. */
interface Origin {
  readonly slot: number;
  readonly came: number;
  /** The load when the forecast was made, the mean of the hour before, and that of a week ago. */
  readonly last: number;
  readonly hour: number;
  readonly lastWeek: number;
  /** How much the load usually rises in the time looked ahead. */
  readonly rise: number;
  /** How far the load was above what is usual. */
  readonly gap: number;
}

/** How much of the usual rise is followed, and of what is unusual goes away. */
type Shares = Pick<LoadForecast, 'follows' | 'returns'>;

/** The season alone, whatever happens now. */
const SEASON_ALONE: Shares = { follows: 1, returns: 1 };

/**
 * Tries a profile on the last week: with the shares that fit it best, and by itself. None where too
 * little is known. The loss is the pinball loss at 0.9: R. Koenker and G. Bassett, "Regression
 * Quantiles", Econometrica 46, 1978.
 */
export function triedOn(
  history: LoadHistory,
  settings: ProfileSettings,
  horizon: Seconds,
): readonly Trial[] {
  const profile = remembered(seasonalProfile(history, settings));
  const origins = originsOf(history, profile, Math.max(1, Math.ceil(horizon / SLOT)));
  if (origins.length < FEWEST_SAMPLES) {
    return [];
  }
  const withWeek = origins.filter(({ lastWeek }) => !Number.isNaN(lastWeek));
  const simple = {
    lastValue: meanLoss(origins.map(({ came, last }) => came - last)),
    recentMean: meanLoss(origins.map(({ came, hour }) => came - hour)),
    ...(withWeek.length < origins.length / 2
      ? {}
      : { lastWeek: meanLoss(withWeek.map(({ came, lastWeek }) => came - lastWeek)) }),
  };
  return [sharesOf(origins), SEASON_ALONE].map(({ follows, returns }) => {
    const errors = origins.map(({ slot, came, last, rise, gap }) => ({
      slot,
      error: came - Math.max(0, last + follows * rise - returns * gap),
    }));
    const forecast = meanLoss(errors.map(({ error }) => error));
    return { usualAt: profile, follows, returns, errors, losses: { ...simple, forecast } };
  });
}

function originsOf(
  history: LoadHistory,
  usualAt: (slot: number) => number,
  ahead: number,
): readonly Origin[] {
  const { values } = history;
  const end = slotOf(history.end);
  const valueAt = (slot: number): number => values[values.length - (end - slot)] ?? Number.NaN;
  const origins: Origin[] = [];
  for (let slot = end - JUDGED_SLOTS; slot < end; slot += JUDGED_EVERY) {
    const made = slot - ahead;
    const came = valueAt(slot);
    const last = valueAt(made);
    const usual = usualAt(made);
    const rise = usualAt(slot) - usual;
    if (Number.isFinite(came + last + rise)) {
      const hour = meanOf(valueAt, made, HOUR_SLOTS);
      origins.push({
        slot,
        came,
        last,
        hour: Number.isNaN(hour) ? last : hour,
        lastWeek: valueAt(slot - 7 * DAY_SLOTS),
        rise,
        gap: last - usual,
      });
    }
  }
  return origins;
}

/** The mean of so many slots up to one; NaN where one of them is unknown. */
function meanOf(valueAt: (slot: number) => number, last: number, slots: number): number {
  let sum = 0;
  for (let back = 0; back < slots; back += 1) {
    sum += valueAt(last - back);
  }
  return sum / slots;
}

/**
 * How far the usual rise was followed and the unusual went away: least squares over the past
 * forecasts, each kept within 0 and 1.
 */
function sharesOf(origins: readonly Origin[]): Shares {
  let [rises, gaps, both, risen, returned] = [0, 0, 0, 0, 0];
  for (const { came, last, rise, gap } of origins) {
    rises += rise * rise;
    gaps += gap * gap;
    both += rise * gap;
    risen += rise * (came - last);
    returned += gap * (came - last);
  }
  const determinant = rises * gaps - both * both;
  const isSound = determinant > 1e-9 * rises * gaps;
  const follows = isSound ? (risen * gaps - returned * both) / determinant : 0;
  const kept = between0And1(follows);
  return { follows: kept, returns: gaps === 0 ? 0 : between0And1((kept * both - returned) / gaps) };
}

function between0And1(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function meanLoss(errors: readonly number[]): number {
  let sum = 0;
  for (const error of errors) {
    sum += error > 0 ? UNDER_COST * error : (UNDER_COST - 1) * error;
  }
  return errors.length === 0 ? 0 : sum / errors.length;
}

/** The same function, each answer found once. */
function remembered(answer: (slot: number) => number): (slot: number) => number {
  const values = new Map<number, number>();
  return (slot) => {
    const found = values.get(slot) ?? answer(slot);
    values.set(slot, found);
    return found;
  };
}
