/** @module What is doubtful about windows, most of it in the coming year. */
import type { CheckContext, Problem } from '../check.ts';
import { formatDuration } from '../quantity.ts';
import type { Capacity, Instant } from '../units.ts';
import { DAY_MS, dateText, timeText } from './calendar.ts';
import { at } from './problems.ts';
import { type TimeZone, wallTimeAt } from './time-zone.ts';
import type { Occurrence, ScheduleWindow, Timetable } from './timetable.ts';

const YEAR_MS = 366 * DAY_MS;
/** Openings of one window that are looked at: three a day for a year. */
const MOST_OPENINGS = 1100;
/** A window that is closed for less than this share of the time is no window. */
const LEAST_CLOSED = 0.01;

/** The windows of one schedule; undefined where nobody knows its time zone. */
export type Table = { readonly zone: TimeZone; readonly tables: readonly Timetable[] } | undefined;

/** One-off windows that lie in the past. */
export function over(table: Table, { now }: CheckContext): readonly Problem[] {
  return each(table, ({ window, find }, zone, index) => {
    const { last, next } = now === undefined ? NEVER : find(now);
    return now !== undefined && next === undefined && last !== undefined && now >= last.end
      ? [
          at(
            index,
            `the window "${window.name}" is over since ${localText(zone, last.end)}`,
            'take it away, or write the date of its next time',
          ),
        ]
      : [];
  });
}

/** Starts that the clocks jump over. */
export function jumpedOver(table: Table, { now }: CheckContext): readonly Problem[] {
  return each(table, (one, zone, index) => {
    const jumped = openingsOf(one, now).find(({ shown }) => shown === 'never');
    if (jumped === undefined) {
      return [];
    }
    const wall = wallTimeAt(zone, jumped.start);
    return [
      at(
        index,
        `the window "${one.window.name}" starts at a time that the clocks of ${zone.name} jump over ` +
          `on ${dateText(wall)}: it starts at ${timeText(wall)} that day`,
        `let it start at ${timeText(wall)} or later, or an hour earlier, on every day`,
        'cron' in one.window ? 'cron' : 'from',
      ),
    ];
  });
}

/** Windows that the plan does not allow. */
export function outOfBounds(table: Table, { bounds }: CheckContext): readonly Problem[] {
  return each(table, ({ window: { name, max, min }, floor }, _zone, index) => [
    ...(floor !== undefined && floor > bounds.max
      ? [
          at(
            index,
            `the window "${name}" asks for ${floor}, and the plan allows at most ${bounds.max}`,
            `write capacity.max: ${floor} or more, or ask for ${bounds.max}`,
            min === undefined ? 'desired' : 'min',
          ),
        ]
      : []),
    ...(max !== undefined && max < bounds.min
      ? [
          at(
            index,
            `the window "${name}" allows at most ${max}, and the plan's minimum is ${bounds.min}`,
            `write capacity.min: ${max} or less, or allow ${bounds.min}`,
            'max',
          ),
        ]
      : []),
  ]);
}

/** Windows of one priority that are open together and do not say the same. */
export function contradictions(table: Table, { now }: CheckContext): readonly Problem[] {
  const year = (table?.tables ?? []).map((one) => ({ table: one, openings: openingsOf(one, now) }));
  return each(table, (_one, zone, index) => {
    const first = year[index];
    return first === undefined
      ? []
      : year
          .slice(index + 1)
          .flatMap((other, ahead) => contradiction(first, other, zone, index + 1 + ahead));
  });
}

/** Windows that say what the bounds say; one that stands over another may well be meant. */
export function withoutEffect(
  windows: readonly ScheduleWindow[],
  { bounds }: CheckContext,
): readonly Problem[] {
  return windows.flatMap(({ name, min, desired, max, priority }, index) => {
    const floor = min ?? desired;
    const says = (floor ?? 0) > bounds.min || (max ?? Number.POSITIVE_INFINITY) < bounds.max;
    const isSilent = floor === undefined && max === undefined;
    return says || isSilent || windows.some((other) => other.priority < priority)
      ? []
      : [
          at(
            index,
            floor === undefined
              ? `the window "${name}" allows ${max}, and the plan never has more than ${bounds.max}`
              : `the window "${name}" asks for ${floor}, and the plan never has less than ${bounds.min}`,
            floor === undefined
              ? `write a max under ${bounds.max}, or take the window away`
              : `ask for more than ${bounds.min}, or take the window away`,
            floor === undefined ? 'max' : min === undefined ? 'desired' : 'min',
          ),
        ];
  });
}

/** Windows without a pause; one below others may well be meant. */
export function alwaysOpen(table: Table, { now }: CheckContext): readonly Problem[] {
  return each(table, (one, _zone, index) => {
    const openings = openingsOf(one, now);
    const [first] = openings;
    const last = openings.at(-1);
    const isAlone = table?.tables.every(({ window }) => window.priority === one.window.priority);
    if (first === undefined || last === undefined || first === last || isAlone !== true) {
      return [];
    }
    const closed = openings.reduce(
      (sum, { start }, place) => sum + Math.max(0, start - (openings[place - 1]?.end ?? start)),
      0,
    );
    return closed < LEAST_CLOSED * (last.end - first.start)
      ? [
          at(
            index,
            `the window "${one.window.name}" opens again before it closes: it is always open`,
            'make for shorter than the time from one start to the next, or write the bound in capacity',
            'for',
          ),
        ]
      : [];
  });
}

/** Floors that are asked for too late to be in service. */
export function lateFloors(
  windows: readonly ScheduleWindow[],
  { unit: { warmUp } }: CheckContext,
): readonly Problem[] {
  return windows.flatMap(({ name, min, desired, lead }, index) =>
    (min ?? desired) !== undefined && lead !== undefined && lead < warmUp
      ? [
          at(
            index,
            `the window "${name}" leads by ${formatDuration(lead)}, and a unit warms up for ` +
              `${formatDuration(warmUp)}: its units work ${formatDuration(warmUp - lead)} too late`,
            `leave lead away, or write ${formatDuration(warmUp)} or more`,
            'lead',
          ),
        ]
      : [],
  );
}

/** Names that are offsets and no places, with the sign that people do not expect. */
const FIXED = /^(EST|MST|HST|Etc\/GMT[+-][1-9]\d?)$/;

/** A zone without summer time. */
export function fixedOffset(name: string): readonly Problem[] {
  return FIXED.test(name)
    ? [
        {
          path: ['timeZone'],
          message:
            `${name} is a fixed offset: its clocks never change` +
            (name.startsWith('Etc') ? ', and its sign is the other way round' : ''),
          fix: 'write a place, like "America/New_York", or "UTC"',
        },
      ]
    : [];
}

const NEVER = { last: undefined, next: undefined };

interface Year {
  readonly table: Timetable;
  readonly openings: readonly Occurrence[];
}

function each(
  table: Table,
  problemsOf: (one: Timetable, zone: TimeZone, index: number) => readonly Problem[],
): readonly Problem[] {
  return table?.tables.flatMap((one, index) => problemsOf(one, table.zone, index)) ?? [];
}

/** The openings of the coming year, the one that is under way included. */
function openingsOf(table: Timetable, now: Instant | undefined): readonly Occurrence[] {
  if (now === undefined) {
    return [];
  }
  const { last, next } = table.find(now);
  const openings = last !== undefined && now < last.end ? [last] : [];
  let coming = next;
  while (coming !== undefined && coming.start < now + YEAR_MS && openings.length < MOST_OPENINGS) {
    openings.push(coming);
    coming = table.find(coming.start).next;
  }
  return openings;
}

/** Two windows of one priority that are open together and do not say the same. */
function contradiction(one: Year, other: Year, zone: TimeZone, index: number): readonly Problem[] {
  const [first, second] = [one.table, other.table];
  const differ =
    isOther(first.floor, second.floor) ||
    isOther(first.window.max, second.window.max) ||
    (first.floor ?? 0) > (second.window.max ?? Number.POSITIVE_INFINITY) ||
    (second.floor ?? 0) > (first.window.max ?? Number.POSITIVE_INFINITY);
  if (first.window.priority !== second.window.priority || !differ) {
    return [];
  }
  const met = metAt(one, second) ?? metAt(other, first);
  return met === undefined
    ? []
    : [
        at(
          index,
          `the windows "${first.window.name}" and "${second.window.name}" have the same priority, ` +
            `overlap on ${localText(zone, met)} and say different things: the highest floor and ` +
            'the lowest ceiling apply',
          `give the one that is to decide priority: ${first.window.priority + 1}`,
        ),
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

function localText(zone: TimeZone, instant: Instant): string {
  const wall = wallTimeAt(zone, instant);
  return `${dateText(wall)} ${timeText(wall)}`;
}
