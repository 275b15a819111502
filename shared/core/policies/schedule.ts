/** @module Capacity by the clock and the calendar. */
import * as z from 'zod/mini';
import { definePolicy } from '../policy.ts';
import { duration, positiveDuration, wholeCapacity } from '../quantity.ts';
import { parseWallTime } from '../schedule/calendar.ts';
import { parseCron } from '../schedule/cron.ts';
import { demandAt } from '../schedule/demand.ts';
import { doubtsOf } from '../schedule/doubts.ts';
import { problemsOf } from '../schedule/problems.ts';
import { timeZone } from '../schedule/time-zone.ts';
import { type ScheduleWindow, type Timetable, timetable } from '../schedule/timetable.ts';

const terms = {
  /** What decisions call it. */
  name: z.string().check(z.minLength(1)),
  /** Where windows overlap, the highest decides; floors and ceilings each for themselves. */
  priority: z._default(z.int(), 0),
  /** A floor: asks for at least so many units. */
  min: z.optional(wholeCapacity),
  /** Asks for so many units, as any policy does: others may still ask for more. */
  desired: z.optional(wholeCapacity),
  /** A ceiling: no policy of this target gets more than so many units. */
  max: z.optional(wholeCapacity),
  /** How long it takes to come: before the lead of a floor, from the start of a ceiling on. */
  rampUp: z.prefault(duration, '0s'),
  /** How long it takes to go: after the end of a floor, before the end of a ceiling. */
  rampDown: z.prefault(duration, '0s'),
  /** How long before its start a floor is asked for in full; without, the unit's warm-up. */
  lead: z.optional(duration),
};

const localTime = z
  .string()
  .check(
    z.refine(
      (text) => parseWallTime(text) !== undefined,
      'a local date and time, like "2026-11-27T00:00"',
    ),
  );

const cron = z.string('a cron of five fields, like "30 11 * * 1-5"').check((context) => {
  const parsed = parseCron(context.value);
  if ('problem' in parsed) {
    context.issues.push({ code: 'custom', input: context.value, message: parsed.problem });
  }
});

const window = z.union(
  [
    z.strictObject({
      ...terms,
      /** Opens at minute, hour, day of the month (or L), month and weekday (or MON#2, FRIL). */
      cron,
      /** How long it stays open, in time that passes: a change of the clocks does not count. */
      for: positiveDuration,
    }),
    z.strictObject({
      ...terms,
      /** When it opens, once, as the clocks there show it: "2026-11-27T00:00". */
      from: localTime,
      /** When it closes. */
      to: localTime,
    }),
  ],
  { error: (issue) => problemOfKind(issue) },
);

/**
 * Windows by cron and by date in a named time zone. While one is open, `min` asks for at least so
 * many units, `desired` for so many, and `max` lets nobody have more; outside, it neither asks nor
 * stands in the way of others. `desired` is what one policy asks for, so a higher recommendation of
 * another still wins; `min` and `max` of the same value hold the target at it.
 *
 * A floor is asked for in full one `lead` before its window starts (the unit's warm-up, where none
 * is written), so that it is in service then. `rampUp` and `rampDown` make slopes of cliffs. A
 * floor's lie outside its window, from the plan's minimum (or the floor of another window) and
 * back. A ceiling's lie inside its window, from the plan's maximum (or the ceiling of another
 * window) and back. So neither makes a target smaller than the window says.
 *
 * Clocks that change: a start that is jumped over comes right after the jump; one that comes twice
 * counts the first time.
 */
export const schedule = definePolicy({
  type: 'schedule',
  schema: z.strictObject({
    type: z.literal('schedule'),
    /** The name of the time zone whose clocks are meant: "Europe/Berlin", "UTC". */
    timeZone: z
      .string('a time zone, like "Europe/Berlin"')
      .check(
        z.refine(
          (name) => timeZone(name) !== undefined,
          'not a time zone that is known here; names are like "Europe/Berlin" or "UTC"',
        ),
      ),
    /** When, and what then; 1 to 100. */
    windows: z.readonly(z.array(window).check(z.minLength(1), z.maxLength(100))),
  }),
  sources: () => [],
  worksFromZero: (spec) => spec.windows.some(({ min, desired }) => (min ?? desired ?? 0) > 0),
  lint: (spec) => spec.windows.flatMap(problemsOf),
  doubts: ({ timeZone: name, windows }, context) => {
    const zone = timeZone(name);
    return zone === undefined ? [] : doubtsOf(windows, zone, context);
  },

  recommend(spec, { now, bounds, unit }) {
    const { floor, ceiling } = demandAt(timetablesOf(spec), { now, bounds, warmUp: unit.warmUp });
    if (floor === undefined) {
      return { status: 'abstained', because: ceiling?.because ?? 'no window is open', ceiling };
    }
    const { capacity, because } = floor;
    return { status: 'recommended', capacity, because, ceiling, wakes: true };
  },
});

interface Spec {
  readonly timeZone: string;
  readonly windows: readonly ScheduleWindow[];
}

/** Settings never change, so what they mean is worked out once. */
const workedOut = new WeakMap<Spec, readonly Timetable[]>();

function timetablesOf(spec: Spec): readonly Timetable[] {
  const found = workedOut.get(spec);
  if (found !== undefined) {
    return found;
  }
  const zone = timeZone(spec.timeZone);
  const made = zone === undefined ? [] : spec.windows.map((each) => timetable(each, zone));
  workedOut.set(spec, made);
  return made;
}

/** What is wrong, as the kind of window that it begins to be. */
function problemOfKind(issue: z.core.$ZodRawIssue): string {
  const { input } = issue;
  const has = (key: string) => typeof input === 'object' && input !== null && key in input;
  const kinds = issue.code === 'invalid_union' ? issue.errors : [];
  const problems = has('cron') === has('from') ? undefined : kinds[has('cron') ? 0 : 1];
  return problems === undefined
    ? 'a window: { name, cron, for, … } or { name, from, to, … }'
    : problems
        .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
        .join('; ');
}
