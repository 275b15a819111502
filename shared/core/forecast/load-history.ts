/** @module A load of the last days in steps of five minutes: what forecasts are made from. */
import { type Instant, instant, type Seconds, seconds } from '../units.ts';

/** The length of one slot. */
export const SLOT: Seconds = seconds(300);
/** Slots of a day. */
export const DAY_SLOTS = 288;
/** Slots of an hour. */
export const HOUR_SLOTS = 12;
/** Two weeks: every weekday twice. CloudWatch keeps minutes for 15 days. */
export const HISTORY_DAYS = 14;

const SLOT_MS = SLOT * 1000;
const LONGEST = HISTORY_DAYS * DAY_SLOTS;

/** The mean load of each slot, oldest first; NaN = unknown, which is not 0. */
export interface LoadHistory {
  /** The end of the newest slot. */
  readonly end: Instant;
  readonly values: Float64Array;
}

/** No load is larger: beyond it, sums and squares would leave the numbers. */
const MOST_LOAD = 1e15;

/** The load of all units, from what a source measured of each or of all. */
export function wholeLoad(
  value: number,
  { measure, units }: { readonly measure: 'per-unit' | 'total'; readonly units: number },
): number {
  return Math.min(MOST_LOAD, measure === 'total' ? value : value * units);
}

/** A load that was true for the period that ended at `at`. */
export interface PastLoad {
  readonly at: Instant;
  readonly value: number;
}

/** The slot in which an instant lies, counted from 1970. */
export function slotOf(at: number): number {
  return Math.floor(at / SLOT_MS);
}

/** A history without any load, up to the last whole slot before `now`. */
export function emptyHistory(now: Instant): LoadHistory {
  return {
    end: instant(slotOf(now) * SLOT_MS),
    values: new Float64Array(LONGEST).fill(Number.NaN),
  };
}

/**
 * The history up to the last whole slot before `now`: what is older than two weeks is dropped, the
 * loads are averaged by slot, a slot without any is unknown. Loads outside the new slots are
 * ignored: a history that is continued is given what came since.
 */
export function withLoads(
  before: LoadHistory,
  loads: readonly PastLoad[],
  now: Instant,
): LoadHistory {
  const added = slotOf(now) - slotOf(before.end);
  if (added <= 0) {
    return before;
  }
  const end = slotOf(now);
  const values = new Float64Array(LONGEST).fill(Number.NaN);
  values.set(before.values.subarray(Math.min(LONGEST, added)), 0);
  const first = end - Math.min(added, LONGEST);
  const counts = new Uint32Array(end - first);
  for (const { at, value } of loads) {
    // A period that ends with a slot belongs to it.
    const slot = slotOf(at - 1);
    if (slot < first || slot >= end) {
      continue;
    }
    const place = LONGEST - (end - slot);
    const count = counts[slot - first] ?? 0;
    const sum = count === 0 ? 0 : (values[place] ?? 0) * count;
    values[place] = (sum + value) / (count + 1);
    counts[slot - first] = count + 1;
  }
  return { end: instant(end * SLOT_MS), values };
}

/** The history of loads that were all read at once. */
export function historyOf(loads: readonly PastLoad[], now: Instant): LoadHistory {
  const start = instant((slotOf(now) - LONGEST) * SLOT_MS);
  return withLoads(emptyHistory(start), loads, now);
}
