/** @module Days, weekdays and times of day as a calendar on the wall has them: no time zone. */

/**
 * Milliseconds since 1970-01-01T00:00 as the clock on a wall shows them, whatever its time zone:
 * counted as if every day had 24 hours.
 */
export type WallTime = number;

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** A day of the calendar: month 1–12, day 1–31, weekday 0 (Sunday) to 6. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  /** The number of days of its month. */
  readonly daysInMonth: number;
}

const DAYS_OF_400_YEARS = 146_097;
/** From 0000-03-01 to 1970-01-01. */
const DAYS_BEFORE_1970 = 719_468;

/**
 * Days from 1970-01-01 to a date; months count from March, so that a leap day comes last.
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
 */
export function dayNumber(date: {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}): number {
  const year = date.month <= 2 ? date.year - 1 : date.year;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * ((date.month + 9) % 12) + 2) / 5) + date.day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * DAYS_OF_400_YEARS + yearOfEra * 365 + leapDays + dayOfYear - DAYS_BEFORE_1970;
}

/** The date so many days after 1970-01-01. Source: the same, civil_from_days. */
export function calendarDay(number: number): CalendarDay {
  const shifted = number + DAYS_BEFORE_1970;
  const era = Math.floor(shifted / DAYS_OF_400_YEARS);
  const dayOfEra = shifted - era * DAYS_OF_400_YEARS;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return {
    year,
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
    weekday: (((number + 4) % 7) + 7) % 7,
    daysInMonth: daysIn(year, month),
  };
}

function daysIn(year: number, month: number): number {
  if (month === 2) {
    return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  }
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const LOCAL_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/;

/** "2026-11-27T00:00" as a time on the wall; undefined where that is no date and time of day. */
export function parseWallTime(text: string): WallTime | undefined {
  const [year, month, day, hour, minute] = LOCAL_TIME.exec(text)?.slice(1).map(Number) ?? [];
  if (
    year === undefined ||
    month === undefined ||
    day === undefined ||
    hour === undefined ||
    minute === undefined
  ) {
    return undefined;
  }
  const isReal =
    month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) && hour < 24 && minute < 60;
  return isReal
    ? dayNumber({ year, month, day }) * DAY_MS + (hour * 60 + minute) * MINUTE_MS
    : undefined;
}

/** The date on the wall: "2026-11-27". */
export function dateText(wall: WallTime): string {
  const { year, month, day } = calendarDay(Math.floor(wall / DAY_MS));
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** The time of day on the wall: "11:30". */
export function timeText(wall: WallTime): string {
  const minutes = Math.floor((wall - Math.floor(wall / DAY_MS) * DAY_MS) / MINUTE_MS);
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0');
}
