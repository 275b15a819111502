/** @module What a source said over a recording, with the units that it was said of. */
import type { Reading } from '../../shared/core/model.ts';
import { type Instant, instant, type Seconds } from '../../shared/core/units.ts';
import type { Moment } from './read-recording.ts';

/** One reading, once, with the units that were in service while it was measured. */
export interface SeenValue {
  readonly reading: Reading;
  /** The middle of its period. */
  readonly inService: number;
}

/** Each value of a source once, however often it was read, in order of time. */
export function seenValues(
  moments: readonly Moment[],
  source: string,
  period: Seconds,
): readonly SeenValue[] {
  const inServiceAt = serviceHistory(moments);
  const byTime = new Map<Instant, SeenValue>();
  for (const { snapshot } of moments) {
    const reading = snapshot.readings[source];
    if (reading?.status === 'measured') {
      const middle = instant(reading.at - (period * 1000) / 2);
      byTime.set(reading.at, { reading, inService: inServiceAt(middle) });
    }
  }
  return [...byTime.values()].toSorted((one, other) => one.reading.at - other.reading.at);
}

/** The units in service at a time: as last described by then, or first described after it. */
function serviceHistory(moments: readonly Moment[]): (at: Instant) => number {
  const described = moments.flatMap(({ at, snapshot: { target } }) =>
    target.status === 'described' ? [{ at, inService: target.inService }] : [],
  );
  return (at) => {
    let low = 0;
    let high = described.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((described[middle]?.at ?? at) <= at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return described[Math.max(0, low - 1)]?.inService ?? 0;
  };
}
