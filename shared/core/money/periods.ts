/** @module Hours, days and months of UTC, as AWS bills them. */
import { calendarDay, DAY_MS, dayNumber } from '../schedule/calendar.ts';
import { type Instant, instant } from '../units.ts';
import type { Period } from './budget.ts';

export const HOUR_MS = 3_600_000;

/** A stretch of time: `from` belongs to it, `to` does not. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** The period that an instant lies in. */
export function periodAt(period: Period, at: Instant): Span {
  switch (period) {
    case 'hourly':
      return stretch(at, HOUR_MS);
    case 'daily':
      return stretch(at, DAY_MS);
    case 'monthly': {
      const number = Math.floor(at / DAY_MS);
      const { year, month, day, daysInMonth } = calendarDay(number);
      const first = dayNumber({ year, month, day: 1 });
      return {
        from: instant((number - day + 1) * DAY_MS),
        to: instant((first + daysInMonth) * DAY_MS),
      };
    }
  }
}

/** The part of a stretch of time that lies in another, in hours; 0 where they do not meet. */
export function hoursWithin(part: Span, whole: Span): number {
  return Math.max(0, Math.min(part.to, whole.to) - Math.max(part.from, whole.from)) / HOUR_MS;
}

function stretch(at: Instant, lengthMs: number): Span {
  const from = Math.floor(at / lengthMs) * lengthMs;
  return { from: instant(from), to: instant(from + lengthMs) };
}
