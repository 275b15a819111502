/** @module What is wrong with a window, whatever the date. */
import type { Problem } from '../check.ts';
import { formatDuration } from '../quantity.ts';
import { parseWallTime } from './calendar.ts';
import { firstAfter, parseCron } from './cron.ts';
import type { ScheduleWindow } from './timetable.ts';

/** A window that asks for nothing and forbids nothing. */
export function silent({ name, min, desired, max }: ScheduleWindow, index: number) {
  return (min ?? desired ?? max) === undefined
    ? [at(index, `the window "${name}" says nothing`, 'give it min, desired or max')]
    : [];
}

/** A window that asks for two things. */
export function ambiguous({ name, min, desired }: ScheduleWindow, index: number) {
  return min !== undefined && desired !== undefined
    ? [
        at(
          index,
          `the window "${name}" has min ${min} and desired ${desired}: one of them says it all`,
          `leave desired away, and write min: ${Math.max(min, desired)}`,
          'desired',
        ),
      ]
    : [];
}

/** A window that asks for more than it allows. */
export function crossed({ name, min, desired, max }: ScheduleWindow, index: number) {
  const floor = min ?? desired;
  return floor !== undefined && max !== undefined && floor > max
    ? [
        at(
          index,
          `the window "${name}" asks for ${floor} and allows at most ${max}`,
          `write max: ${floor} or more, or ask for ${max} or less`,
          'max',
        ),
      ]
    : [];
}

/** A cron without a day. */
export function neverFires(window: ScheduleWindow, index: number): readonly Problem[] {
  const cron = 'cron' in window ? parseCron(window.cron) : { problem: '' };
  return 'cron' in window && !('problem' in cron) && firstAfter(cron, 0) === undefined
    ? [
        at(
          index,
          `the window "${window.name}" never opens: there is no day for "${window.cron}"`,
          'write a day that comes, like L for the last day of a month',
          'cron',
        ),
      ]
    : [];
}

/** A one-off window that ends when it starts. */
export function endsWhenItStarts(window: ScheduleWindow, index: number): readonly Problem[] {
  const { from, to } = ends(window);
  return from !== undefined && from === to && 'from' in window
    ? [
        at(
          index,
          `the window "${window.name}" ends when it starts, at ${window.from}: it is never open`,
          'write a later time for to; the end of a day is 00:00 of the next one',
          'to',
        ),
      ]
    : [];
}

/** A one-off window that ends before it starts. */
export function endsEarly(window: ScheduleWindow, index: number): readonly Problem[] {
  const { from, to } = ends(window);
  return from !== undefined && to !== undefined && to < from && 'from' in window
    ? [
        at(
          index,
          `the window "${window.name}" ends at ${window.to}, before it starts at ${window.from}`,
          `swap the two: from: ${window.to}, to: ${window.from}`,
          'to',
        ),
      ]
    : [];
}

/** A ceiling that its ramps never let come. */
export function tooSteep(window: ScheduleWindow, index: number): readonly Problem[] {
  const { from = 0, to = 0 } = ends(window);
  const length = 'cron' in window ? window.for : (to - from) / 1000;
  const { name, max, rampUp, rampDown } = window;
  return max !== undefined && length > 0 && rampUp + rampDown >= length
    ? [
        at(
          index,
          `the window "${name}" is open for ${formatDuration(length)}, and its ramps take ` +
            `${formatDuration(rampUp + rampDown)}: a maximum of ${max} is hardly ever reached`,
          `make rampUp and rampDown together shorter than ${formatDuration(length)}`,
          'max',
        ),
      ]
    : [];
}

/** A problem of one window. */
export function at(index: number, message: string, fix: string, key?: string): Problem {
  return { path: ['windows', index, ...(key === undefined ? [] : [key])], message, fix };
}

function ends(window: ScheduleWindow) {
  return 'from' in window
    ? { from: parseWallTime(window.from), to: parseWallTime(window.to) }
    : { from: undefined, to: undefined };
}
