/** @module Capacity by the clock and the calendar. */
import * as z from 'zod/mini';
import { definePolicy } from '../policy.ts';
import { duration, positiveDuration, wholeCapacity } from '../quantity.ts';
import { parseWallTime } from '../schedule/calendar.ts';
import { parseCron } from '../schedule/cron.ts';
import { demandAt } from '../schedule/demand.ts';
import {
  alwaysOpen,
  contradictions,
  fixedOffset,
  jumpedOver,
  lateFloors,
  outOfBounds,
  over,
  withoutEffect,
} from '../schedule/doubts.ts';
import {
  ambiguous,
  crossed,
  endsEarly,
  endsWhenItStarts,
  neverFires,
  silent,
  tooSteep,
} from '../schedule/problems.ts';
import { timeZone } from '../schedule/time-zone.ts';
import { type ScheduleWindow, type Timetable, timetable } from '../schedule/timetable.ts';
import { zoneName } from '../schedule/zone-name.ts';
import { seconds } from '../units.ts';

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
    timeZone: zoneName,
    /** When, and what then; 1 to 100. */
    windows: z.readonly(z.array(window).check(z.minLength(1), z.maxLength(100))),
  }),
  sources: () => [],
  worksFromZero: (spec) => spec.windows.some(({ min, desired }) => (min ?? desired ?? 0) > 0),
  directions: ({ windows }) => {
    const floors = windows.flatMap(({ min, desired }) => min ?? desired ?? []);
    const comesBack = new Set(floors).size > 1 || windows.some(({ max }) => max !== undefined);
    return comesBack ? ['scale-out', 'scale-in'] : ['scale-out'];
  },
  rushes: ({ windows }, { unit }) =>
    windows.flatMap(({ name, min, desired, lead = unit.warmUp, rampUp }, index) => {
      const to = min ?? desired;
      const path = ['windows', index];
      return to === undefined
        ? []
        : [
            {
              to,
              within: seconds(lead + rampUp),
              path,
              isAnswer: false,
              who: `the window "${name}"`,
            },
          ];
    }),
  lint: {
    /** A window without `min`, `desired` or `max` says nothing. */
    'silent-window': ({ windows }) => windows.flatMap(silent),
    /** `min` and `desired` are two words for what a window asks for. */
    'ambiguous-window': ({ windows }) => windows.flatMap(ambiguous),
    /** A window asks for more than it allows. */
    'floor-over-ceiling': ({ windows }) => windows.flatMap(crossed),
    /** No day of any year fits the cron. */
    'window-never-opens': ({ windows }) => windows.flatMap(neverFires),
    /** The window is over in the minute in which it begins, so it is never open. */
    'start-equals-end': ({ windows }) => windows.flatMap(endsWhenItStarts),
    /** The window ends before it starts. */
    'end-before-start': ({ windows }) => windows.flatMap(endsEarly),
  },
  doubts: {
    /** A one-off window lies in the past. */
    'window-is-over': (spec, context) => over(tableOf(spec), context),
    /**
     * The clocks of the time zone jump over the start on a day of the coming year. The window then
     * opens right after the jump.
     */
    'dst-gap': (spec, context) => jumpedOver(tableOf(spec), context),
    /** A window asks for more, or allows less, than the plan. */
    'outside-bounds': (spec, context) => outOfBounds(tableOf(spec), context),
    /** Two windows of one priority are open together and do not say the same. */
    'conflicting-windows': (spec, context) => contradictions(tableOf(spec), context),
    /** A window says nothing that the bounds of the plan do not say at any time. */
    'window-without-effect': ({ windows }, context) => withoutEffect(windows, context),
    /** One opening follows another without a pause, so that it is a bound and no window. */
    'window-never-closes': (spec, context) => alwaysOpen(tableOf(spec), context),
    /** The lead is shorter than a unit's warm-up, so the floor is not in service at the start. */
    'lead-shorter-than-warm-up': ({ windows }, context) => lateFloors(windows, context),
    /** A ceiling whose ramps fill its window is never reached. */
    'ramps-fill-window': ({ windows }) => windows.flatMap(tooSteep),
    /** A zone that is a fixed offset from UTC knows no summer time. */
    'fixed-offset-zone': ({ timeZone: name }) => fixedOffset(name),
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

/** The windows of a schedule with their time zone; none where there is no such zone. */
function tableOf(spec: Spec) {
  const zone = timeZone(spec.timeZone);
  return zone === undefined ? undefined : { zone, tables: timetablesOf(spec) };
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
        .map(({ path, message }) => {
          const [key] = path;
          const isThere = key === undefined || has(String(key));
          const place = key === undefined ? '' : `${path.join('.')}: `;
          return isThere ? `${place}${message}` : `${String(key)} is missing`;
        })
        .join('; ');
}
