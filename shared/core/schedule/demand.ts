/** @module What the windows of a schedule come to at one instant: a floor and a ceiling. */
import type { Ceiling } from '../model.ts';
import { formatDuration } from '../quantity.ts';
import {
  type Capacity,
  capacityFor,
  elapsed,
  type Instant,
  instant,
  later,
  type Seconds,
} from '../units.ts';
import type { Neighbours, Occurrence, Timetable } from './timetable.ts';

/** A floor that is asked for. */
export interface Floor {
  readonly capacity: Capacity;
  readonly because: string;
}

/** What the windows say now; neither where none is open, or about to be, or fading. */
export interface Demand {
  readonly floor: Floor | undefined;
  readonly ceiling: Ceiling | undefined;
}

/** What the windows are asked about. */
export interface DemandContext {
  readonly now: Instant;
  readonly bounds: { readonly min: Capacity; readonly max: Capacity };
  readonly warmUp: Seconds;
}

/** A window that is open. */
interface Open {
  readonly timetable: Timetable;
  readonly occurrence: Occurrence;
}

/** A floor with the priority of the window that asks for it. */
type RankedFloor = Floor & { readonly priority: number };
type RankedCeiling = Ceiling & { readonly priority: number };

/**
 * Of the windows that are open, the highest priority decides, for floors and for ceilings apart;
 * of equal priorities the highest floor and the lowest ceiling. Where the two cross, the higher
 * priority wins, and the floor among equals.
 *
 * A floor is asked for from its lead before the start on, so that it stands when the window opens.
 * Its ramps lie outside the window and only ever raise: before the lead from the base to the
 * window's value, after the end back to the base, which is the floor of the windows open then, or
 * the plan's minimum. A ceiling's ramps lie inside its window, between what the open windows of
 * lower priority allow, or else the plan's maximum, and its value. So both err towards more.
 * A window leads, and ramps, only at an end at which no higher priority decides.
 */
export function demandAt(timetables: readonly Timetable[], context: DemandContext): Demand {
  const open: Open[] = [];
  for (const timetable of timetables) {
    const { last } = timetable.around(context.now);
    if (last !== undefined && context.now < last.end) {
      open.push({ timetable, occurrence: last });
    }
  }
  return uncrossed(
    raised(timetables, openFloor(open), context),
    ceilingOf(open, Number.POSITIVE_INFINITY, context),
  );
}

/** The higher priority wins where a floor lies above a ceiling. */
function uncrossed(floor: RankedFloor | undefined, ceiling: RankedCeiling | undefined): Demand {
  if (floor === undefined || ceiling === undefined || floor.capacity <= ceiling.capacity) {
    return { floor, ceiling };
  }
  const because =
    ceiling.priority > floor.priority
      ? `${floor.because}, but ${ceiling.because}`
      : `${ceiling.because}, but ${floor.because}`;
  return ceiling.priority > floor.priority
    ? { floor: { ...floor, capacity: ceiling.capacity, because }, ceiling }
    : { floor, ceiling: { ...ceiling, capacity: floor.capacity, because } };
}

function openFloor(open: readonly Open[]): RankedFloor | undefined {
  let highest: RankedFloor | undefined;
  for (const { timetable, occurrence } of open) {
    const { floor, window } = timetable;
    const { priority } = window;
    if (
      floor !== undefined &&
      (highest === undefined ||
        priority > highest.priority ||
        (priority === highest.priority && floor > highest.capacity))
    ) {
      highest = { capacity: floor, priority, because: `${occurrence.label} ${wish(timetable)}` };
    }
  }
  return highest;
}

/** The floor with what windows before their start and after their end add to it. */
function raised(
  timetables: readonly Timetable[],
  open: RankedFloor | undefined,
  context: DemandContext,
): RankedFloor | undefined {
  const base = open?.capacity ?? context.bounds.min;
  let highest = open;
  for (const each of timetables) {
    const { floor, window } = each;
    if (floor === undefined || (highest !== undefined && floor <= highest.capacity)) {
      continue;
    }
    const neighbours = each.around(context.now);
    for (const part of [coming(each, neighbours, context), fading(each, neighbours, context)]) {
      if (part === undefined || !decidesAt(timetables, each, part.end)) {
        continue;
      }
      const asked = capacityFor(base + part.share * (floor - base));
      if (highest === undefined || asked > highest.capacity) {
        const because = part.because + (part.share === 1 ? '' : `: ${asked} for now`);
        highest = { capacity: asked, priority: window.priority, because };
      }
    }
  }
  return highest;
}

/** How much of a floor counts outside its window. */
interface Part {
  /** Above 0, up to 1. */
  readonly share: number;
  /** An instant at that end of the window, inside it. */
  readonly end: Instant;
  readonly because: string;
}

function coming(
  timetable: Timetable,
  { last, next }: Neighbours,
  { now, warmUp }: DemandContext,
): Part | undefined {
  const { lead = warmUp, rampUp } = timetable.window;
  const isOpen = last !== undefined && now < last.end;
  if (next === undefined || isOpen) {
    return undefined;
  }
  const toGo = elapsed({ from: now, to: next.start });
  const share = toGo <= lead ? 1 : 1 - (toGo - lead) / rampUp;
  if (!(share > 0)) {
    return undefined;
  }
  const minutes = formatDuration(Math.ceil(toGo / 60) * 60);
  return {
    share,
    end: next.start,
    because: `${next.label} starts in ${minutes} and ${wish(timetable)} by then`,
  };
}

function fading(
  timetable: Timetable,
  { last }: Neighbours,
  { now }: DemandContext,
): Part | undefined {
  const { rampDown } = timetable.window;
  if (last === undefined || now < last.end || now >= later(last.end, rampDown)) {
    return undefined;
  }
  return {
    share: 1 - elapsed({ from: last.end, to: now }) / rampDown,
    end: instant(last.end - 1),
    because: `${last.label} is over and fades from ${timetable.floor}`,
  };
}

/** Whether no window of a higher priority says at that instant what the floor is. */
function decidesAt(timetables: readonly Timetable[], one: Timetable, at: Instant): boolean {
  return timetables.every((each) => {
    if (each.floor === undefined || each.window.priority <= one.window.priority) {
      return true;
    }
    const { last } = each.find(at);
    return last === undefined || at >= last.end;
  });
}

function wish({ window, floor }: Timetable): string {
  return window.desired === undefined ? `asks for at least ${floor}` : `asks for ${floor}`;
}

/** The ceiling of the open windows below a priority. */
function ceilingOf(
  open: readonly Open[],
  below: number,
  context: DemandContext,
): RankedCeiling | undefined {
  let deciding: Open | undefined;
  let lowest: Capacity | undefined;
  for (const each of open) {
    const { max, priority } = each.timetable.window;
    const decided = deciding?.timetable.window.priority ?? Number.NEGATIVE_INFINITY;
    if (
      max !== undefined &&
      priority < below &&
      (lowest === undefined || priority > decided || (priority === decided && max < lowest))
    ) {
      deciding = each;
      lowest = max;
    }
  }
  if (deciding === undefined || lowest === undefined) {
    return undefined;
  }
  const { occurrence } = deciding;
  const { priority, rampUp, rampDown } = deciding.timetable.window;
  const { now, bounds } = context;
  const away = Math.max(
    ramp(elapsed({ from: occurrence.start, to: now }), rampUp),
    ramp(elapsed({ from: now, to: occurrence.end }), rampDown),
  );
  const because = `${occurrence.label} allows at most ${lowest}`;
  const until = occurrence.end;
  if (away === 0) {
    return { capacity: lowest, priority, because, until };
  }
  const otherwise = ceilingOf(open, priority, context)?.capacity ?? bounds.max;
  const allowed = capacityFor(lowest + away * (otherwise - lowest));
  return { capacity: allowed, priority, because: `${because}: ${allowed} for now`, until };
}

/** 1 at the end of a window, 0 from a ramp's length inside it on. */
function ramp(inside: Seconds, length: Seconds): number {
  return length === 0 ? 0 : Math.max(0, 1 - inside / length);
}
