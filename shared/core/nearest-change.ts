/** @module What would have to change for the answer to change. */
import type { NearestChange, PolicyReport, Snapshot, Step } from './model.ts';

/**
 * Where a limit holds the proposal back for a known time, that time; else the reading that is
 * relatively closest to a value at which its policy would ask for something else.
 */
export function nearestChange(
  recommendations: readonly PolicyReport[],
  steps: readonly Step[],
  { readings }: Snapshot,
): NearestChange | null {
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const held = steps[index];
    if (held?.until !== undefined) {
      return { kind: 'time', at: held.until, limit: held.by };
    }
  }
  let nearest: NearestChange | null = null;
  let shortest = Number.POSITIVE_INFINITY;
  for (const each of recommendations) {
    if (each.status !== 'recommended' || each.edge === undefined) {
      continue;
    }
    const { source, above, below } = each.edge;
    const reading = readings[source];
    if (reading?.status !== 'measured') {
      continue;
    }
    const scale = Math.max(Math.abs(reading.value), 1e-9);
    if (above !== undefined && above >= reading.value) {
      const distance = (above - reading.value) / scale;
      if (distance < shortest) {
        shortest = distance;
        nearest = { kind: 'reading', source, direction: 'above', value: above };
      }
    }
    if (below !== undefined && below <= reading.value && below > 0) {
      const distance = (reading.value - below) / scale;
      if (distance < shortest) {
        shortest = distance;
        nearest = { kind: 'reading', source, direction: 'below', value: below };
      }
    }
  }
  return nearest;
}
