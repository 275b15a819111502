/** @module Loads of the past for tests of forecasts, slot by slot. */
import {
  DAY_SLOTS,
  HISTORY_DAYS,
  historyOf,
  type LoadHistory,
  SLOT,
} from '../../../shared/core/forecast/load-history.ts';
import { type Instant, instant } from '../../../shared/core/units.ts';

/** A Thursday at midnight: 2026-01-22T00:00:00Z, two weeks and more after anything else. */
export const TODAY: Instant = instant(Date.UTC(2026, 0, 22));
export const SLOT_MS = SLOT * 1000;

/** Two weeks before TODAY; the load is told the day (0 = the oldest) and the slot of the day. */
export function twoWeeks(loadAt: (day: number, slot: number) => number | undefined): LoadHistory {
  const loads = Array.from({ length: HISTORY_DAYS * DAY_SLOTS }, (_, index) => ({
    at: instant(TODAY - (HISTORY_DAYS * DAY_SLOTS - index - 1) * SLOT_MS),
    value: loadAt(Math.floor(index / DAY_SLOTS), index % DAY_SLOTS),
  }));
  return historyOf(
    loads.flatMap(({ at, value }) => (value === undefined ? [] : [{ at, value }])),
    TODAY,
  );
}

/** A day that rises to 300 in the afternoon and falls to 100 at night. */
export function wave(slot: number): number {
  return 200 - 100 * Math.cos((2 * Math.PI * slot) / DAY_SLOTS);
}
