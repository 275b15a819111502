/** @module What the recorded looks at a target tell of its capacity over time. */
import type { Decision, Outcome } from '../decision.ts';
import { type Capacity, type Instant, instant, larger } from '../units.ts';

/** One recorded look at a target: what it had, and what it was left with. */
export interface CapacitySighting {
  readonly at: Instant;
  /** Desired capacity found. */
  readonly found: Capacity;
  /** Desired capacity afterwards: more or less than was found only where a change was applied. */
  readonly left: Capacity;
  /** Others had moved it since the look before, and this one was the first to see it. */
  readonly movedByOthers: boolean;
}

/** A stretch of time with one capacity. */
export interface CapacityStretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly units: Capacity;
  /** False where it changed at an unknown moment; then the larger of the two capacities stands. */
  readonly isCertain: boolean;
}

/** What a decision and its outcome tell; undefined where the target could not be described. */
export function sightingOf(
  { at, from, to, foreignChange }: Pick<Decision, 'at' | 'from' | 'to' | 'foreignChange'>,
  { status }: Pick<Outcome, 'status'>,
): CapacitySighting | undefined {
  return from === null
    ? undefined
    : {
        at,
        found: from,
        left: status === 'applied' && to !== null ? to : from,
        movedByOthers: foreignChange !== null,
      };
}

/**
 * Capacity from the first sighting, or the start of the span if that is later, to its end. Every
 * change is recorded when it is made or first seen, so between two sightings that agree nothing
 * changed. What was before the first one is not known, and left out.
 */
export function capacityHistory(
  sightings: readonly CapacitySighting[],
  span: { readonly from: Instant; readonly to: Instant },
): readonly CapacityStretch[] {
  return sightings.flatMap((sighting, index) => {
    const next = sightings[index + 1];
    const from = instant(Math.max(sighting.at, span.from));
    const to = instant(Math.min(next?.at ?? span.to, span.to));
    return from >= to ? [] : [{ from, to, ...unitsBetween(sighting, next) }];
  });
}

function unitsBetween(
  { left }: CapacitySighting,
  next: CapacitySighting | undefined,
): Pick<CapacityStretch, 'units' | 'isCertain'> {
  return next === undefined || next.found === left || next.movedByOthers
    ? { units: left, isCertain: true }
    : { units: larger(left, next.found), isCertain: false };
}
