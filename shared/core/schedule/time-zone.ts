/** @module What the clock on the wall shows in a named time zone, and when it shows it. */
import { type Instant, instant } from '../units.ts';
import type { WallTime } from './calendar.ts';

/** A time zone of the IANA database, as the runtime's Intl knows it. */
export interface TimeZone {
  readonly name: string;
  /** Milliseconds by which the wall is ahead of UTC. */
  offsetAt(at: Instant): number;
}

/** When a wall shows a time; `never`: the clocks jump over it, and `at` is the jump. */
export interface Shown {
  readonly at: Instant;
  readonly how: 'once' | 'twice' | 'never';
}

/** The same name always means the same zone: nothing but time is saved by keeping it. */
const known = new Map<string, TimeZone>();

const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

/** The time zone of this name: "Europe/Berlin", "UTC"; undefined where there is none. */
export function timeZone(name: string): TimeZone | undefined {
  const found = known.get(name);
  if (found !== undefined) {
    return found;
  }
  // An offset such as +01:00 is no place: it knows no summer, and not every runtime takes it.
  if (!/^[A-Za-z]/.test(name)) {
    return undefined;
  }
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
  const zone: TimeZone = {
    name,
    offsetAt(at) {
      const text = format.format(at);
      const [matched, sign, hours = 0, minutes = 0, seconds = 0] = OFFSET.exec(text) ?? [];
      if (matched === undefined) {
        throw new Error(`The runtime tells no offset of ${name}: "${text}".`);
      }
      const length = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
      return sign === '-' ? -length : length;
    },
  };
  known.set(name, zone);
  return zone;
}

/** What the wall shows. */
export function wallTimeAt(zone: TimeZone, at: Instant): WallTime {
  return at + zone.offsetAt(at);
}

/** Further from UTC than any zone is: a probe this far away is on the other side of a change. */
const PROBE_MS = 86_400_000;

/**
 * When the wall shows a time: the first time where it comes twice; where the clocks jump over it,
 * the first instant after the jump. A later time on the wall never comes out earlier.
 */
export function shownAt(zone: TimeZone, wall: WallTime): Shown {
  const before = zone.offsetAt(instant(wall - PROBE_MS));
  const after = zone.offsetAt(instant(wall + PROBE_MS));
  const asBefore = instant(wall - before);
  if (before === after) {
    return { at: asBefore, how: 'once' };
  }
  const asAfter = instant(wall - after);
  const isBefore = zone.offsetAt(asBefore) === before;
  const isAfter = zone.offsetAt(asAfter) === after;
  if (isBefore) {
    return { at: asBefore, how: isAfter ? 'twice' : 'once' };
  }
  return isAfter
    ? { at: asAfter, how: 'once' }
    : { at: changeBetween(zone, asAfter, asBefore), how: 'never' };
}

/** The first instant with the offset of `to`, where the offset changes once in between. */
export function changeBetween(zone: TimeZone, from: Instant, to: Instant): Instant {
  const offset = zone.offsetAt(to);
  let low: number = from;
  let high: number = to;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offsetAt(instant(middle)) === offset) {
      high = middle;
    } else {
      low = middle;
    }
  }
  return instant(high);
}

/** No clock is put back by more than this. */
const LONGEST_REPEAT_MS = 3 * 3_600_000;

/**
 * The latest time that the wall has shown until now: what it shows, or, while an hour comes for
 * the second time, where it stood when it was put back.
 */
export function latestWallTime(zone: TimeZone, at: Instant): WallTime {
  const earlier = instant(at - LONGEST_REPEAT_MS);
  const offset = zone.offsetAt(at);
  const offsetBefore = zone.offsetAt(earlier);
  return offsetBefore <= offset
    ? at + offset
    : Math.max(at + offset, changeBetween(zone, earlier, at) - 1 + offsetBefore);
}
