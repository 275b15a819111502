/** @module What is wrong with a window, whatever the date. */
import { parseWallTime } from './calendar.ts';
import { firstAfter, parseCron } from './cron.ts';
import type { ScheduleWindow } from './timetable.ts';

/** Every problem of one window, each a sentence. */
export function problemsOf(window: ScheduleWindow): readonly string[] {
  const { name, min, desired, max } = window;
  const floor = min ?? desired;
  const problems: string[] = [];
  if (floor === undefined && max === undefined) {
    problems.push(`the window "${name}" says nothing: give it min, desired or max`);
  }
  if (min !== undefined && desired !== undefined) {
    problems.push(`the window "${name}" has min and desired: one of them says it all`);
  }
  if (floor !== undefined && max !== undefined && floor > max) {
    problems.push(`the window "${name}" asks for ${floor} and allows at most ${max}`);
  }
  return [...problems, ...('cron' in window ? neverFires(window) : endsInTime(window))];
}

function neverFires({ name, cron: text }: { readonly name: string; readonly cron: string }) {
  const cron = parseCron(text);
  return !('problem' in cron) && firstAfter(cron, 0) === undefined
    ? [`the window "${name}" never opens: there is no day for "${text}"`]
    : [];
}

function endsInTime({
  name,
  from,
  to,
}: {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}) {
  const start = parseWallTime(from);
  const end = parseWallTime(to);
  if (start === undefined || end === undefined || start < end) {
    return [];
  }
  return start === end
    ? [`the window "${name}" ends when it starts, at ${from}: it is never open`]
    : [`the window "${name}" ends at ${to}, before it starts at ${from}`];
}
