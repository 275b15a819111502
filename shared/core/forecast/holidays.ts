/** @module Days unlike others, named by their date in a time zone. */
import * as z from 'zod/mini';
import { DAY_MS, parseWallTime } from '../schedule/calendar.ts';
import { shownAt, timeZone } from '../schedule/time-zone.ts';
import { SLOT } from './load-history.ts';

const SLOT_MS = SLOT * 1000;

/** A date as a plan writes it: "2026-12-25". */
export const holidayDate = z
  .string('a date, like "2026-12-25"')
  .check(z.refine((text) => midnightOf(text) !== undefined, 'a date, like "2026-12-25"'));

/** Whether a slot, counted from 1970, lies on one of these dates, as the clocks there show them. */
export function holidaySlots(
  dates: readonly string[],
  zone: string,
): ((slot: number) => boolean) | undefined {
  const known = timeZone(zone);
  if (known === undefined || dates.length === 0) {
    return undefined;
  }
  // Worked out when first asked: every evaluation has a wish, only the hourly forecast looks at it.
  let days: readonly { readonly from: number; readonly to: number }[] | undefined;
  return (slot) => {
    days ??= dates.flatMap((date) => {
      const midnight = midnightOf(date);
      return midnight === undefined
        ? []
        : [{ from: shownAt(known, midnight).at, to: shownAt(known, midnight + DAY_MS).at }];
    });
    return days.some(({ from, to }) => slot * SLOT_MS >= from && slot * SLOT_MS < to);
  };
}

function midnightOf(date: string): number | undefined {
  return parseWallTime(`${date}T00:00`);
}
