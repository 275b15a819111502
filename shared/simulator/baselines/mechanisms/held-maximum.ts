/** @module The highest of the recent values. */
import type { Instant, Seconds } from '../../../core/units.ts';

/** Adds a value and tells the highest of those younger than the window, this one included. */
export function heldMaximum(window: Seconds): (now: Instant, value: number) => number {
  let recent: { readonly at: Instant; readonly value: number }[] = [];
  return (now, value) => {
    recent = recent.filter(({ at }) => at > now - window * 1000);
    recent.push({ at: now, value });
    return recent.reduce((highest, each) => Math.max(highest, each.value), value);
  };
}
