/** @module What is doubtful about windows in the coming year. */
import type { DoubtContext } from '../policy.ts';
import type { Capacity, Instant } from '../units.ts';
import { DAY_MS, dateText, timeText } from './calendar.ts';
import { type TimeZone, wallTimeAt } from './time-zone.ts';
import { type Occurrence, type ScheduleWindow, type Timetable, timetable } from './timetable.ts';

const YEAR_MS = 366 * DAY_MS;
/** Openings of one window that are looked at: three a day for a year. */
const MOST_OPENINGS = 1100;

/** Every doubt, each a sentence with the date. */
export function doubtsOf(
  windows: readonly ScheduleWindow[],
  zone: TimeZone,
  context: DoubtContext,
): readonly string[] {
  const year = windows.map((window) => {
    const table = timetable(window, zone);
    return { table, openings: openingsOf(table, context.now) };
  });
  return [
    ...year.flatMap(({ table, openings }) => [
      ...isOver(table, zone, context.now),
      ...jumpedOver(table, openings, zone),
      ...outOfBounds(table, context),
    ]),
    ...year.flatMap((one, index) =>
      year.slice(index + 1).flatMap((other) => contradiction(one, other, zone)),
    ),
  ];
}

interface Year {
  readonly table: Timetable;
  readonly openings: readonly Occurrence[];
}

/** The openings of the coming year, the one that is under way included. */
function openingsOf(table: Timetable, now: Instant): readonly Occurrence[] {
  const { last, next } = table.find(now);
  const openings = last !== undefined && now < last.end ? [last] : [];
  let coming = next;
  while (coming !== undefined && coming.start < now + YEAR_MS && openings.length < MOST_OPENINGS) {
    openings.push(coming);
    coming = table.find(coming.start).next;
  }
  return openings;
}

function isOver({ window, find }: Timetable, zone: TimeZone, now: Instant): readonly string[] {
  const { last, next } = find(now);
  return next === undefined && last !== undefined && now >= last.end
    ? [`the window "${window.name}" is over since ${localText(zone, last.end)}`]
    : [];
}

function jumpedOver(
  { window }: Timetable,
  openings: readonly Occurrence[],
  zone: TimeZone,
): readonly string[] {
  const jumped = openings.find(({ shown }) => shown === 'never');
  return jumped === undefined
    ? []
    : [
        `the window "${window.name}" starts at a time that the clocks of ${zone.name} jump over on ` +
          `${dateText(wallTimeAt(zone, jumped.start))}: it starts at ` +
          `${timeText(wallTimeAt(zone, jumped.start))} that day`,
      ];
}

function outOfBounds({ window, floor }: Timetable, { bounds }: DoubtContext): readonly string[] {
  const { name, max } = window;
  return [
    ...(floor !== undefined && floor > bounds.max
      ? [`the window "${name}" asks for ${floor}, and the plan allows at most ${bounds.max}`]
      : []),
    ...(max !== undefined && max < bounds.min
      ? [`the window "${name}" allows at most ${max}, and the plan's minimum is ${bounds.min}`]
      : []),
  ];
}

/** Two windows of one priority that are open together and do not say the same. */
function contradiction(one: Year, other: Year, zone: TimeZone): readonly string[] {
  const [first, second] = [one.table, other.table];
  const differ =
    isOther(first.floor, second.floor) ||
    isOther(first.window.max, second.window.max) ||
    (first.floor ?? 0) > (second.window.max ?? Number.POSITIVE_INFINITY) ||
    (second.floor ?? 0) > (first.window.max ?? Number.POSITIVE_INFINITY);
  if (first.window.priority !== second.window.priority || !differ) {
    return [];
  }
  const at = metAt(one, second) ?? metAt(other, first);
  return at === undefined
    ? []
    : [
        `the windows "${first.window.name}" and "${second.window.name}" have the same priority, ` +
          `overlap on ${localText(zone, at)} and say different things: the highest floor and the ` +
          'lowest ceiling apply; give one of them a higher priority',
      ];
}

function isOther(one: Capacity | undefined, other: Capacity | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

/** When one opens while the other is open. */
function metAt({ openings }: Year, other: Timetable): Instant | undefined {
  return openings.find(({ start }) => {
    const { last } = other.find(start);
    return last !== undefined && start < last.end;
  })?.start;
}

function localText(zone: TimeZone, at: Instant): string {
  const wall = wallTimeAt(zone, at);
  return `${dateText(wall)} ${timeText(wall)}`;
}
