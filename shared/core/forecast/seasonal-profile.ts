/** @module What a load usually is at a time of day and of the week. */
import { DAY_SLOTS, HISTORY_DAYS, type LoadHistory, slotOf } from './load-history.ts';

/** The usual load of a slot, counted from 1970; NaN where nothing is known. */
export type SeasonalProfile = (slot: number) => number;

/** Each day further back counts this share of the day after it. */
const DAILY_MEMORY = 0.75;
const WEEK_DAYS = 7;
/** What counts only where nothing else is known. */
const NEARLY_NOTHING = 1e-6;
/** A day with this many times the load of the same weekday before is on another level … */
const LEVEL_SHIFT = 1.5;
/** … and one with less needs so many days to be believed: a quiet day may be an exception. */
const DAYS_OF_LESS = 2;
/** A slot with less than this share of what is usual there was an outage … */
const OUTAGE_SHARE = 0.1;
/** … where all other days have more than this share of what is usual. */
const STEADY_SHARE = 0.4;

/**
 * The profiles of a history, by how much more the same weekday counts than the days between
 * (Infinity = last week alone): the usual load of any slot up to a day after the history's end, a
 * weighted mean of the same slot on earlier days, recent days and the same weekday first. Days
 * before a change of level are raised or lowered to the new one; outages do not count; holidays
 * count for holidays only, and a holiday without an earlier one is taken for a Sunday.
 */
export function seasonalProfiles(
  history: LoadHistory,
  isHoliday: ((slot: number) => boolean) | undefined,
): (weekly: number) => SeasonalProfile {
  const end = slotOf(history.end);
  const factors = levelFactors(history.values);
  const values = withoutOutages(history.values);
  const first = end - values.length;

  return (weekly) => {
    const weights = weightsOfDays(weekly);
    return (slot) => {
      const age = Math.ceil((end - slot) / DAY_SLOTS);
      // Days before the history begins are not looked at.
      const oldest = Math.min(HISTORY_DAYS, Math.floor((slot - first) / DAY_SLOTS));
      let sum = 0;
      let weight = 0;
      for (let day = 1; day <= oldest; day += 1) {
        const value = values[slot - first - day * DAY_SLOTS] ?? Number.NaN;
        if (!Number.isNaN(value)) {
          const counts = isHoliday === undefined ? (weights[day] ?? 0) : countsOf(slot, day);
          sum += counts * value * (factors[age + day] ?? 1);
          weight += counts;
        }
      }
      return weight === 0 ? Number.NaN : sum / (weight * (factors[age] ?? 1));
    };

    function countsOf(slot: number, day: number): number {
      const past = slot - day * DAY_SLOTS;
      if (isHoliday?.(slot) === true) {
        return holidayWeight(past, isHoliday);
      }
      return isHoliday?.(past) === true ? 0 : (weights[day] ?? 0);
    }
  };
}

/** By how many days back, 1 = yesterday. */
function weightsOfDays(weekly: number): Float64Array {
  return Float64Array.from({ length: HISTORY_DAYS + 1 }, (_, day) => {
    const isSameWeekday = day % WEEK_DAYS === 0;
    if (weekly === Number.POSITIVE_INFINITY) {
      return isSameWeekday ? NEARLY_NOTHING ** (day / WEEK_DAYS) : 0;
    }
    return DAILY_MEMORY ** (day - 1) * (isSameWeekday ? weekly : 1);
  });
}

/** On a holiday earlier holidays count most, then Sundays; ordinary days hardly. */
function holidayWeight(slot: number, isHoliday: ((slot: number) => boolean) | undefined): number {
  if (isHoliday?.(slot) === true) {
    return 10;
  }
  // 1 January 1970 was a Thursday.
  const weekday = (Math.floor(slot / DAY_SLOTS) + 4) % WEEK_DAYS;
  return weekday === 0 ? 3 : 0.1;
}

/**
 * By how much the load of each day back, 1 = the last 24 hours, is to be multiplied to be on the
 * level of now. Days are held against the same weekday before, so that weekends are no change.
 */
function levelFactors(values: Float64Array): Float64Array {
  const levels = Array.from({ length: HISTORY_DAYS }, (_, day) =>
    meanOf(values, values.length - (day + 1) * DAY_SLOTS, values.length - day * DAY_SLOTS),
  );
  let sumOfLogs = 0;
  let days = 0;
  for (; days < WEEK_DAYS; days += 1) {
    const ratio = (levels[days] ?? Number.NaN) / (levels[days + WEEK_DAYS] ?? Number.NaN);
    const log = Math.log(ratio);
    const isShift = Number.isFinite(log) && Math.abs(log) > Math.log(LEVEL_SHIFT);
    if (!isShift || (days > 0 && Math.sign(log) !== Math.sign(sumOfLogs))) {
      break;
    }
    sumOfLogs += log;
  }
  const isBelieved = days > 0 && (sumOfLogs > 0 || days >= DAYS_OF_LESS);
  const factor = isBelieved ? Math.exp(sumOfLogs / days) : 1;
  return Float64Array.from({ length: HISTORY_DAYS + 2 }, (_, age) => (age > days ? factor : 1));
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let place = Math.max(0, from); place < to; place += 1) {
    const value = values[place] ?? Number.NaN;
    if (!Number.isNaN(value)) {
      sum += value;
      count += 1;
    }
  }
  return count < DAY_SLOTS / 2 ? Number.NaN : sum / count;
}

/** The values, where slots that nearly vanished on a single day are unknown. */
function withoutOutages(values: Float64Array): Float64Array {
  const cleaned = Float64Array.from(values);
  const days = HISTORY_DAYS;
  for (let slot = 0; slot < DAY_SLOTS; slot += 1) {
    let sum = 0;
    let count = 0;
    let least = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    let place = -1;
    for (let day = 0; day < days; day += 1) {
      const value = values[day * DAY_SLOTS + slot] ?? Number.NaN;
      if (Number.isNaN(value)) {
        continue;
      }
      sum += value;
      count += 1;
      if (value < least) {
        second = least;
        least = value;
        place = day * DAY_SLOTS + slot;
      } else if (value < second) {
        second = value;
      }
    }
    const mean = (sum - least) / (count - 1);
    if (count >= 3 && least < OUTAGE_SHARE * mean && second > STEADY_SHARE * mean) {
      cleaned[place] = Number.NaN;
    }
  }
  return cleaned;
}
