/** @module When a window opens and closes, and what it says while it is open. */
import { type Capacity, type Instant, later, type Seconds } from '../units.ts';
import { dateText, parseWallTime, timeText, type WallTime } from './calendar.ts';
import { firstAfter, lastUntil, parseCron } from './cron.ts';
import { latestWallTime, type Shown, shownAt, type TimeZone, wallTimeAt } from './time-zone.ts';

/** What a window says of the capacity, and how it comes and goes. */
interface WindowTerms {
  readonly name: string;
  readonly priority: number;
  readonly min?: Capacity | undefined;
  readonly desired?: Capacity | undefined;
  readonly max?: Capacity | undefined;
  readonly rampUp: Seconds;
  readonly rampDown: Seconds;
  /** Without, the unit's warm-up. */
  readonly lead?: Seconds | undefined;
}

/** Opens again and again. */
export interface RecurringWindow extends WindowTerms {
  readonly cron: string;
  readonly for: Seconds;
}

/** Opens once, from one local time to another. */
export interface OneOffWindow extends WindowTerms {
  readonly from: string;
  readonly to: string;
}

/** A window as a plan writes it. */
export type ScheduleWindow = RecurringWindow | OneOffWindow;

/** One opening of a window: from `start` until just before `end`. */
export interface Occurrence {
  readonly start: Instant;
  readonly end: Instant;
  /** How the wall shows the start. */
  readonly shown: Shown['how'];
  /** "lunch (11:30–13:30 Asia/Seoul)". */
  readonly label: string;
}

/** The last opening that has begun, and the first that has not. */
export interface Neighbours {
  readonly last: Occurrence | undefined;
  readonly next: Occurrence | undefined;
}

/** A window with its openings. */
export interface Timetable {
  readonly window: ScheduleWindow;
  /** What it asks for at least. */
  readonly floor: Capacity | undefined;
  /** At the instant of an evaluation; what it finds is kept for the next ones. */
  around(now: Instant): Neighbours;
  /** At any other instant. */
  find(at: Instant): Neighbours;
}

/** Of a window that passed the schema; a time that cannot be read never comes. */
export function timetable(window: ScheduleWindow, zone: TimeZone): Timetable {
  const find = 'cron' in window ? recurring(window, zone) : oneOff(window, zone);
  return { window, floor: window.min ?? window.desired, around: remembered(find), find };
}

/**
 * The answer is the same from the last start until the next one, so it is kept between the two:
 * what is kept depends on nothing but the window, and saves time only.
 */
function remembered(find: (now: Instant) => Neighbours): (now: Instant) => Neighbours {
  let kept: Neighbours | undefined;
  let from = Number.POSITIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  return (now) => {
    if (kept === undefined || now < from || now >= until) {
      kept = find(now);
      from = kept.last?.start ?? (kept.next === undefined ? Number.NEGATIVE_INFINITY : now);
      until = kept.next?.start ?? Number.POSITIVE_INFINITY;
    }
    return kept;
  };
}

function recurring(window: RecurringWindow, zone: TimeZone): (now: Instant) => Neighbours {
  const cron = parseCron(window.cron);
  if ('problem' in cron) {
    return () => NEVER;
  }
  return (now) => {
    const wall = latestWallTime(zone, now);
    return {
      last: opening(lastUntil(cron, wall)),
      next: opening(firstAfter(cron, wall)),
    };
  };

  function opening(wall: WallTime | undefined): Occurrence | undefined {
    if (wall === undefined) {
      return undefined;
    }
    const { at, how } = shownAt(zone, wall);
    return occurrence(window, zone, { start: at, end: later(at, window.for), shown: how });
  }
}

function oneOff(window: OneOffWindow, zone: TimeZone): (now: Instant) => Neighbours {
  const from = parseWallTime(window.from);
  const to = parseWallTime(window.to);
  if (from === undefined || to === undefined) {
    return () => NEVER;
  }
  const { at: start, how } = shownAt(zone, from);
  const only = occurrence(window, zone, { start, end: shownAt(zone, to).at, shown: how });
  const before: Neighbours = { last: undefined, next: only };
  const since: Neighbours = { last: only, next: undefined };
  return (now) => (now < start ? before : since);
}

const NEVER: Neighbours = { last: undefined, next: undefined };

const DAY_SECONDS = 86_400;

function occurrence(
  { name }: ScheduleWindow,
  zone: TimeZone,
  span: Omit<Occurrence, 'label'>,
): Occurrence {
  const from = wallTimeAt(zone, span.start);
  const to = wallTimeAt(zone, span.end);
  const isShort = span.end - span.start < DAY_SECONDS * 1000;
  const hours = isShort
    ? `${timeText(from)}–${timeText(to)}`
    : `${dateText(from)} ${timeText(from)} – ${dateText(to)} ${timeText(to)}`;
  return { ...span, label: `${name} (${hours} ${zone.name})` };
}
