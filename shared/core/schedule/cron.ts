/** @module Cron expressions over the calendar on the wall; time zones are not their business. */
import { type CalendarDay, calendarDay, DAY_MS, MINUTE_MS, type WallTime } from './calendar.ts';

/** When something begins again and again, as a cron expression says it. */
export interface Cron {
  /** Times of day in milliseconds after midnight, ascending. */
  readonly times: readonly number[];
  readonly months: ReadonlySet<number>;
  /** Whether it fires on a day of one of its months. */
  firesOn(day: CalendarDay): boolean;
}

/** Why an expression is none, as a sentence. */
export interface CronProblem {
  readonly problem: string;
}

/**
 * "30 11 * * 1-5": minute, hour, day of the month, month, day of the week (0 and 7 are Sunday).
 * Each is `*`, a number, a range `1-5`, with a step `*` + `/15`, or a list of those; months and
 * weekdays also by name. Days of the month know `L` (the last one), weekdays `MON#2` (the second
 * of the month) and `FRIL` (its last Friday). Where both kinds of days are given, either will do.
 * Source: crontab(5) for the fields and the rule of days; Quartz for L and #.
 */
export function parseCron(text: string): Cron | CronProblem {
  const fields = text.trim().split(/\s+/);
  const [minute, hour, day, month, weekday] = fields;
  if (
    minute === undefined ||
    hour === undefined ||
    day === undefined ||
    month === undefined ||
    weekday === undefined ||
    fields.length > 5
  ) {
    return {
      problem: `a cron has five fields (minute hour day month weekday), not ${fields.length}: "${text}"`,
    };
  }
  const minutes = valuesOf(minute, MINUTES);
  const hours = valuesOf(hour, HOURS);
  const months = valuesOf(month, MONTHS);
  const days = matching(day, DAYS, (part) =>
    part === 'L' ? (date) => date.day === date.daysInMonth : undefined,
  );
  const weekdays = matching(weekday, WEEKDAYS, nthWeekday);
  if (minutes === undefined) {
    return wrong(MINUTES, minute);
  }
  if (hours === undefined) {
    return wrong(HOURS, hour);
  }
  if (days === undefined) {
    return wrong(DAYS, day);
  }
  if (months === undefined) {
    return wrong(MONTHS, month);
  }
  if (weekdays === undefined) {
    return wrong(WEEKDAYS, weekday);
  }
  const isEither = !isAny(day) && !isAny(weekday);
  return {
    times: hours.flatMap((h) => minutes.map((m) => (h * 60 + m) * MINUTE_MS)),
    months: new Set(months),
    firesOn: (date) => (isEither ? days(date) || weekdays(date) : days(date) && weekdays(date)),
  };
}

/** How far to look: a fifth Friday of February comes every 28 years, but not across 2100. */
const SEARCHED_DAYS = 41 * 366;

/** The first time on the wall after this one at which it fires; undefined = never. */
export function firstAfter(cron: Cron, wall: WallTime): WallTime | undefined {
  const today = Math.floor(wall / DAY_MS);
  const sinceMidnight = wall - today * DAY_MS;
  for (let number = today; number < today + SEARCHED_DAYS; number += 1) {
    const date = calendarDay(number);
    if (!cron.months.has(date.month)) {
      number += date.daysInMonth - date.day;
    } else if (cron.firesOn(date)) {
      const time = number === today ? cron.times.find((t) => t > sinceMidnight) : cron.times[0];
      if (time !== undefined) {
        return number * DAY_MS + time;
      }
    }
  }
  return undefined;
}

/** The last time on the wall, this one included, at which it fired; undefined = never. */
export function lastUntil(cron: Cron, wall: WallTime): WallTime | undefined {
  const today = Math.floor(wall / DAY_MS);
  const sinceMidnight = wall - today * DAY_MS;
  for (let number = today; number > today - SEARCHED_DAYS; number -= 1) {
    const date = calendarDay(number);
    if (!cron.months.has(date.month)) {
      number -= date.day - 1;
    } else if (cron.firesOn(date)) {
      const time =
        number === today ? cron.times.findLast((t) => t <= sinceMidnight) : cron.times.at(-1);
      if (time !== undefined) {
        return number * DAY_MS + time;
      }
    }
  }
  return undefined;
}

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names of the values, from the lowest on. */
  readonly names: readonly string[];
}

const MINUTES: Field = { name: 'minute', min: 0, max: 59, names: [] };
const HOURS: Field = { name: 'hour', min: 0, max: 23, names: [] };
const DAYS: Field = { name: 'day of the month', min: 1, max: 31, names: [] };
const MONTHS: Field = {
  name: 'month',
  min: 1,
  max: 12,
  names: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' '),
};
const WEEKDAYS: Field = {
  name: 'day of the week',
  min: 0,
  max: 7,
  names: 'SUN MON TUE WED THU FRI SAT'.split(' '),
};

type DayMatch = (date: CalendarDay) => boolean;

function wrong({ name, min, max }: Field, text: string): CronProblem {
  return { problem: `the ${name} "${text}" is not made of ${min} to ${max}, ranges, steps or *` };
}

function isAny(text: string): boolean {
  return text === '*' || text === '?';
}

/** Ascending, each once; undefined where the text is not of this field. */
function valuesOf(text: string, field: Field): readonly number[] | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const range = rangeOf(part.toUpperCase(), field);
    if (range === undefined) {
      return undefined;
    }
    for (let value = range.from; value <= range.to; value += range.step) {
      values.add(value);
    }
  }
  return [...values].sort((one, other) => one - other);
}

function rangeOf(
  part: string,
  field: Field,
): { readonly from: number; readonly to: number; readonly step: number } | undefined {
  const [, first = '', last, by] = /^([^-/]+)(?:-([^-/]+))?(?:\/(\d+))?$/.exec(part) ?? [];
  const step = by === undefined ? 1 : Number(by);
  const everything = first === '*';
  const from = everything ? field.min : numberOf(first, field);
  const end = everything || (last === undefined && by !== undefined) ? field.max : from;
  const to = last === undefined ? end : numberOf(last, field);
  const isRange = from !== undefined && to !== undefined && from <= to && step >= 1;
  return isRange && !(everything && last !== undefined) ? { from, to, step } : undefined;
}

function numberOf(text: string, { min, max, names }: Field): number | undefined {
  const named = names.indexOf(text);
  const value = named === -1 ? (/^\d+$/.test(text) ? Number(text) : undefined) : named + min;
  return value !== undefined && value >= min && value <= max ? value : undefined;
}

/** The days that a field of days stands for; `special` knows the parts that are no ranges. */
function matching(
  text: string,
  field: Field,
  special: (part: string) => DayMatch | undefined,
): DayMatch | undefined {
  if (isAny(text)) {
    return () => true;
  }
  const matches: DayMatch[] = [];
  const plain: string[] = [];
  for (const part of text.toUpperCase().split(',')) {
    const match = special(part);
    if (match === undefined) {
      plain.push(part);
    } else {
      matches.push(match);
    }
  }
  const values = plain.length === 0 ? [] : valuesOf(plain.join(','), field);
  if (values === undefined) {
    return undefined;
  }
  const among = new Set(values.map((value) => (field === WEEKDAYS ? value % 7 : value)));
  const isAmong: DayMatch = (date) => among.has(field === WEEKDAYS ? date.weekday : date.day);
  return (date) => isAmong(date) || matches.some((match) => match(date));
}

/** "MON#2" and "FRIL". */
function nthWeekday(part: string): DayMatch | undefined {
  const [, name = '', nth] = /^(\w+)#([1-5])$/.exec(part) ?? /^(\w+)L$/.exec(part) ?? [];
  const weekday = numberOf(name, WEEKDAYS);
  if (weekday === undefined) {
    return undefined;
  }
  return (date) =>
    date.weekday === weekday % 7 &&
    (nth === undefined ? date.day > date.daysInMonth - 7 : Math.ceil(date.day / 7) === Number(nth));
}
