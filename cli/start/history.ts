/** @module What the view shows of the past: a few numbers a minute for each target. */
import type { LocalTarget } from './worlds.ts';

/** One minute of one target. */
export interface Minute {
  /** Requests or messages per minute. */
  readonly load: number;
  readonly capacity: number;
  readonly inService: number;
  /** Messages that wait; 0 for a service. */
  readonly backlog: number;
  /** Seconds in which more came than units in service could serve. */
  readonly violationSeconds: number;
}

/** Takes the minute that is over from a target's world. */
export function takeMinute(local: LocalTarget): Minute {
  const { capacity } = local.world.describe();
  if (local.kind === 'queue') {
    const { load, inService, visible } = local.world.takeInterval();
    return { load: load * 60, capacity, inService, backlog: visible, violationSeconds: 0 };
  }
  const { load, inService, violationSeconds } = local.world.takeInterval();
  return { load: load * 60, capacity, inService, backlog: 0, violationSeconds };
}

/** The newest minutes of each target, oldest first. */
export interface History {
  add(target: string, minute: Minute): void;
  of(target: string): readonly Minute[];
}

/** A history of so many minutes. */
export function history(length: number): History {
  const minutes = new Map<string, Minute[]>();
  return {
    add(target, minute) {
      const kept = minutes.get(target) ?? [];
      kept.push(minute);
      minutes.set(target, kept.length > length ? kept.slice(-length) : kept);
    },
    of: (target) => minutes.get(target) ?? [],
  };
}
