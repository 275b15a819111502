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
/** The gap to the season is measured over a quarter of an hour. */
export const GAP_SLOTS = 3;
/** Ten too little cost nine times what ten too much do. */
const UNDER_COST = 0.9;

/** How one profile would have done over the last week. */
export interface Trial {
  readonly usualAt: (slot: number) => number;
  readonly persistence: number;
  /** What came, less what was foretold, and when. */
  readonly errors: readonly { readonly slot: number; readonly error: number }[];
  readonly losses: LoadForecast['losses'];
}

/** A past moment: what could be said then, and what came. */
interface Origin {
  readonly slot: number;
  readonly came: number;
  readonly usual: number;
  /** How far the load was above its season when the forecast was made. */
  readonly gap: number;
  readonly last: number;
  readonly recent: number;
  readonly lastWeek: number;
}

/**
 * Tries a profile on the last week; undefined where too little of it is known. The loss is the
 * pinball loss at 0.9: R. Koenker and G. Bassett, "Regression Quantiles", Econometrica 46, 1978.
 */
export function triedOn(
  history: LoadHistory,
  settings: ProfileSettings,
  horizon: Seconds,
): Trial | undefined {
  const profile = remembered(seasonalProfile(history, settings));
  const origins = originsOf(history, profile, Math.max(1, Math.ceil(horizon / SLOT)));
  if (origins.length < FEWEST_SAMPLES) {
    return undefined;
  }
  const persistence = persistenceOf(origins);
  const errors = origins.map(({ slot, came, usual, gap }) => ({
    slot,
    error: came - Math.max(0, usual + persistence * gap),
  }));
  const withWeek = origins.filter(({ lastWeek }) => !Number.isNaN(lastWeek));
  return {
    usualAt: profile,
    persistence,
    errors,
    losses: {
      forecast: meanLoss(errors.map(({ error }) => error)),
      lastValue: meanLoss(origins.map(({ came, last }) => came - last)),
      recentMean: meanLoss(origins.map(({ came, recent }) => came - recent)),
      ...(withWeek.length < origins.length / 2
        ? {}
        : { lastWeek: meanLoss(withWeek.map(({ came, lastWeek }) => came - lastWeek)) }),
    },
  };
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
    const usual = usualAt(slot);
    let recent = 0;
    let gap = 0;
    for (let back = 0; back < GAP_SLOTS; back += 1) {
      const value = valueAt(made - back);
      recent += value / GAP_SLOTS;
      gap += (value - usualAt(made - back)) / GAP_SLOTS;
    }
    let hour = 0;
    for (let back = 0; back < HOUR_SLOTS; back += 1) {
      hour += valueAt(made - back) / HOUR_SLOTS;
    }
    if (Number.isFinite(came + usual + gap)) {
      origins.push({
        slot,
        came,
        usual,
        gap,
        last: valueAt(made),
        recent: Number.isNaN(hour) ? recent : hour,
        lastWeek: valueAt(slot - 7 * DAY_SLOTS),
      });
    }
  }
  return origins;
}

/** The share of a gap that was left: least squares through the origin, kept within 0 and 1. */
function persistenceOf(origins: readonly Origin[]): number {
  let product = 0;
  let square = 0;
  for (const { came, usual, gap } of origins) {
    product += gap * (came - usual);
    square += gap * gap;
  }
  return square === 0 ? 0 : Math.min(1, Math.max(0, product / square));
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
