/** @module Numbers that carry their unit in the type, and the only place that casts to it. */

declare const unit: unique symbol;
type Measured<Name extends string> = number & { readonly [unit]: Name };

/** Whole units of a scalable target (instances, tasks, concurrency): an integer ≥ 0. */
export type Capacity = Measured<'capacity'>;
/** A point in time: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Measured<'instant'>;
/** A length of time in seconds, ≥ 0, fractions allowed. */
export type Seconds = Measured<'seconds'>;

/** A count as a capacity. Throws a RangeError for anything but an integer ≥ 0. */
export function capacity(count: number): Capacity {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(`A capacity is a whole number of units, 0 or more: ${count}`);
  }
  return count as Capacity;
}

/** Milliseconds since 1970 as an instant. Throws a RangeError for anything but a finite number. */
export function instant(epochMs: number): Instant {
  if (!Number.isFinite(epochMs)) {
    throw new RangeError(`An instant is a finite number of milliseconds: ${epochMs}`);
  }
  return epochMs as Instant;
}

/** A length of time. Throws a RangeError for anything but a finite number ≥ 0. */
export function seconds(length: number): Seconds {
  if (!Number.isFinite(length) || length < 0) {
    throw new RangeError(`A duration is a finite number of seconds, 0 or more: ${length}`);
  }
  return length as Seconds;
}

/** The instant `length` after `at`. */
export function later(at: Instant, length: Seconds): Instant {
  return (at + length * 1000) as Instant;
}

/** Seconds from one instant to another; 0 when time went backwards. */
export function elapsed(span: { readonly from: Instant; readonly to: Instant }): Seconds {
  return Math.max(0, (span.to - span.from) / 1000) as Seconds;
}

/**
 * The smallest capacity that covers a fractional need. Noise in the tenth digit is not a unit:
 * 3.0000000001 is 3, because 0.1 + 0.2 must not launch an instance. Negative needs are 0, needs
 * past the largest capacity are that. Throws a RangeError for what is not a number.
 */
export function capacityFor(need: number): Capacity {
  if (Number.isNaN(need)) {
    throw new RangeError('The need for capacity is not a number.');
  }
  if (need <= 0 || need >= LARGEST_CAPACITY) {
    return need <= 0 ? NO_CAPACITY : LARGEST_CAPACITY;
  }
  const rounded = Math.round(need);
  const isWhole = Math.abs(need - rounded) < 1e-9 * Math.max(1, rounded);
  return (isWhole ? rounded : Math.ceil(need)) as Capacity;
}

/** A fractional need as a finite number of units, 0 to the largest capacity: JSON carries it. */
export function boundedNeed(need: number): number {
  return Math.min(Math.max(0, need), LARGEST_CAPACITY);
}

/** Nothing runs. */
const NO_CAPACITY = 0 as Capacity;

/** No AWS quota comes near; it keeps a wild reading from leaving the safe integers. */
export const LARGEST_CAPACITY = 1_000_000_000 as Capacity;

/** The capacity nearest to `proposed` inside the bounds; the minimum wins where they cross. */
export function clamp(
  proposed: Capacity,
  bounds: { readonly min: Capacity; readonly max: Capacity },
): Capacity {
  return Math.max(bounds.min, Math.min(proposed, bounds.max)) as Capacity;
}

/** The larger of two capacities. */
export function larger(one: Capacity, other: Capacity): Capacity {
  return one >= other ? one : other;
}

/** The smaller of two capacities. */
export function smaller(one: Capacity, other: Capacity): Capacity {
  return one <= other ? one : other;
}
