/** @module How a way to forecast would have done on the last week, beside the simplest ways. */
import type { Seconds } from '../units.ts';
import type { LoadForecast } from './load-forecast.ts';
import { DAY_SLOTS, HOUR_SLOTS, type LoadHistory, SLOT, slotOf } from './load-history.ts';
import { orderStatistic } from './order-statistic.ts';
import type { SeasonalProfile } from './seasonal-profile.ts';

/** Past forecasts are judged over the last week, three of an hour. */
const JUDGED_SLOTS = 7 * DAY_SLOTS;
const JUDGED_EVERY = 4;
/** Fewer past forecasts than half a day's say nothing. */
const FEWEST_SAMPLES = 36;
/** Too little costs nine times what as much too much does. */
const COVERED = 0.9;

/** Past moments at which a forecast could have been made; all arrays are as long as `slots`. */
export interface Past {
  /** The slots that were foretold, counted from 1970. */
  readonly slots: Int32Array;
  /** How many slots before each its forecast was made. */
  readonly ahead: number;
  readonly came: Float64Array;
  /** The load when the forecast was made. */
  readonly last: Float64Array;
  /** What the simplest rules would have lost. */
  readonly losses: Omit<LoadForecast['losses'], 'forecast'>;
}

/** How much of the usual rise is followed, and of what is unusual goes away. */
type Shares = Pick<LoadForecast, 'follows' | 'returns'>;

/** How one way to forecast would have done. */
export interface Trial extends Shares {
  readonly usualAt: SeasonalProfile;
  /** What was usual at the past moments. */
  readonly usual: Usual;
  /** What it costs with the head-room that it needs; in the unit of the load. */
  readonly loss: number;
}

/** The season alone, whatever happens now. */
const SEASON_ALONE: Shares = { follows: 1, returns: 1 };

/** The moments of the last week that can be judged; undefined where too few can. */
export function pastOf(history: LoadHistory, horizon: Seconds): Past | undefined {
  const { values } = history;
  const end = slotOf(history.end);
  const first = end - values.length;
  const ahead = Math.max(1, Math.ceil(horizon / SLOT));
  const valueAt = (slot: number): number => values[slot - first] ?? Number.NaN;
  const slots: number[] = [];
  for (let slot = end - JUDGED_SLOTS; slot < end; slot += JUDGED_EVERY) {
    if (Number.isFinite(valueAt(slot) + valueAt(slot - ahead))) {
      slots.push(slot);
    }
  }
  if (slots.length < FEWEST_SAMPLES) {
    return undefined;
  }
  const came = new Float64Array(slots.length);
  const last = new Float64Array(slots.length);
  const hour = new Float64Array(slots.length);
  const lastWeek = new Float64Array(slots.length);
  slots.forEach((slot, index) => {
    came[index] = valueAt(slot);
    last[index] = valueAt(slot - ahead);
    hour[index] = meanBefore(values, slot - ahead - first);
    lastWeek[index] = valueAt(slot - 7 * DAY_SLOTS);
  });
  const lossOfWeek = meanLoss(came, lastWeek);
  return {
    slots: Int32Array.from(slots),
    ahead,
    came,
    last,
    losses: {
      lastValue: meanLoss(came, last),
      recentMean: meanLoss(came, hour),
      ...(Number.isNaN(lossOfWeek) ? {} : { lastWeek: lossOfWeek }),
    },
  };
}

/**
 * Tries a profile on the past: with the shares that fit it best, and by itself. Shares are judged
 * on days that they were not fitted to (even days by odd ones and the reverse): otherwise a load
 * without any season would seem to have a little.
 */
export function triedOn(past: Past, usualAt: SeasonalProfile): readonly Trial[] {
  const usual = usualOf(past, usualAt);
  const crossed = foretold(past, usual, [sharesOf(past, usual, 1), sharesOf(past, usual, 0)]);
  return [
    { shares: sharesOf(past, usual), said: crossed },
    { shares: SEASON_ALONE, said: foretold(past, usual, [SEASON_ALONE, SEASON_ALONE]) },
  ].flatMap(({ shares, said }) => {
    const loss = meanLoss(past.came, said);
    return Number.isNaN(loss) ? [] : [{ usualAt, usual, ...shares, loss }];
  });
}

/** 0 or 1, by the day of a slot. */
function parityOf(slot: number): 0 | 1 {
  return Math.floor(slot / DAY_SLOTS) % 2 === 0 ? 0 : 1;
}

/** What came, less what was foretold; NaN where nothing was. */
export function errorsOf(past: Past, trial: Trial): Float64Array {
  const errors = foretold(past, trial.usual, [trial, trial]);
  for (let index = 0; index < errors.length; index += 1) {
    errors[index] = (past.came[index] ?? Number.NaN) - (errors[index] ?? Number.NaN);
  }
  return errors;
}

/** What is usual when a forecast is made, and at the time that it is about. */
interface Usual {
  readonly now: Float64Array;
  readonly due: Float64Array;
}

/** Loops over plain arrays, here and below: this is most of the work of a forecast. */
function usualOf({ slots, ahead }: Past, usualAt: SeasonalProfile): Usual {
  const now = new Float64Array(slots.length);
  const due = new Float64Array(slots.length);
  for (let index = 0; index < slots.length; index += 1) {
    const slot = slots[index] ?? 0;
    now[index] = usualAt(slot - ahead);
    due[index] = usualAt(slot);
  }
  return { now, due };
}

/** What would have been foretold, with the shares of even days and those of odd ones. */
function foretold(
  { slots, last }: Past,
  { now, due }: Usual,
  [ofEven, ofOdd]: readonly [Shares, Shares],
): Float64Array {
  const said = new Float64Array(last.length);
  for (let index = 0; index < said.length; index += 1) {
    const { follows, returns } = parityOf(slots[index] ?? 0) === 0 ? ofEven : ofOdd;
    const load = last[index] ?? Number.NaN;
    const usual = now[index] ?? Number.NaN;
    const rise = (due[index] ?? Number.NaN) - usual;
    said[index] = Math.max(0, load + follows * rise - returns * (load - usual));
  }
  return said;
}

/**
 * How far the usual rise was followed and the unusual went away: least squares over the past
 * forecasts, of all days or of those of one parity; each kept within 0 and 1.
 */
function sharesOf({ slots, came, last }: Past, { now, due }: Usual, parity?: number): Shares {
  let [rises, gaps, both, risen, returned] = [0, 0, 0, 0, 0];
  for (let index = 0; index < came.length; index += 1) {
    const load = last[index] ?? Number.NaN;
    const rise = (due[index] ?? Number.NaN) - (now[index] ?? Number.NaN);
    const gap = load - (now[index] ?? Number.NaN);
    const change = (came[index] ?? Number.NaN) - load;
    const isFitted = parity === undefined || parityOf(slots[index] ?? 0) === parity;
    if (isFitted && Number.isFinite(rise + gap)) {
      rises += rise * rise;
      gaps += gap * gap;
      both += rise * gap;
      risen += rise * change;
      returned += gap * change;
    }
  }
  const determinant = rises * gaps - both * both;
  const isSound = determinant > 1e-9 * rises * gaps;
  const follows = between0And1(
    isSound ? (risen * gaps - returned * both) / determinant : rises > 0 ? risen / rises : 0,
  );
  return {
    follows,
    returns: gaps === 0 ? 0 : between0And1((follows * both - returned) / gaps),
  };
}

function between0And1(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/**
 * What a rule costs once it has the head-room that it needs: the mean pinball loss at 0.9 of its
 * errors above their own 0.9-quantile. A rule that merely says too much gains nothing by it. NaN
 * where it had hardly anything to say.
 * Source: R. Koenker and G. Bassett, "Regression Quantiles", Econometrica 46, 1978.
 */
function meanLoss(came: Float64Array, said: Float64Array): number {
  const known = new Float64Array(came.length);
  let count = 0;
  for (let index = 0; index < came.length; index += 1) {
    const error = (came[index] ?? Number.NaN) - (said[index] ?? Number.NaN);
    if (!Number.isNaN(error)) {
      known[count] = error;
      count += 1;
    }
  }
  if (count < FEWEST_SAMPLES) {
    return Number.NaN;
  }
  const errors = known.subarray(0, count);
  const room = orderStatistic(errors, Math.floor(COVERED * (count - 1)));
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    const error = (errors[index] ?? 0) - room;
    sum += error > 0 ? COVERED * error : (COVERED - 1) * error;
  }
  return sum / count;
}

/** The mean of the hour up to a place; what is unknown in it does not count. */
function meanBefore(values: Float64Array, place: number): number {
  let sum = 0;
  let count = 0;
  for (let back = 0; back < HOUR_SLOTS; back += 1) {
    const value = values[place - back] ?? Number.NaN;
    if (!Number.isNaN(value)) {
      sum += value;
      count += 1;
    }
  }
  return sum / count;
}
