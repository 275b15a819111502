/** @module The time on the clocks of a place, from an instant and the name of its time zone. */
import { DAY_MS, MINUTE_MS } from './schedule/calendar.ts';
import { timeZone, wallTimeAt } from './schedule/time-zone.ts';
import type { Instant } from './units.ts';

/** What a clock and a calendar on the wall say. */
export interface LocalTime {
  /** 1 is Monday, 7 is Sunday, as ISO 8601 counts. */
  readonly weekday: number;
  /** 0 to 23. */
  readonly hour: number;
  /** 0 to 59. */
  readonly minute: number;
}

/** The local time of an instant. Throws a RangeError for a time zone that does not exist. */
export function localTime(at: Instant, zoneName: string): LocalTime {
  const wall = zoneName === 'UTC' ? at : wallTimeAt(existing(zoneName), at);
  const day = Math.floor(wall / DAY_MS);
  const minutes = Math.floor((wall - day * DAY_MS) / MINUTE_MS);
  return {
    // 1970-01-01 was a Thursday.
    weekday: ((((day + 3) % 7) + 7) % 7) + 1,
    hour: Math.floor(minutes / 60),
    minute: minutes % 60,
  };
}

function existing(zoneName: string) {
  const zone = timeZone(zoneName);
  if (zone === undefined) {
    throw new RangeError(`There is no time zone "${zoneName}".`);
  }
  return zone;
}
