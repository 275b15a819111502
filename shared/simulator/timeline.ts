/** @module Things to come, in the order of their time. */
import type { Instant } from '../core/units.ts';

/** Happenings by time; those of the same instant come in the order in which they were added. */
export interface Timeline<Happening> {
  /** The time of the next one; infinity when there is none. */
  nextAt(): number;
  add(at: Instant, happening: Happening): void;
  /** Removes and returns the next one. */
  take(): { readonly at: Instant; readonly what: Happening } | undefined;
}

interface Entry<Happening> {
  readonly at: Instant;
  readonly order: number;
  readonly what: Happening;
}

/** An empty timeline (a binary heap). */
export function timeline<Happening>(): Timeline<Happening> {
  const heap: Entry<Happening>[] = [];
  let added = 0;

  function isBefore(one: Entry<Happening>, other: Entry<Happening>): boolean {
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  function rise(entry: Entry<Happening>): void {
    let place = heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(entry, parent)) {
        break;
      }
      heap[place] = parent;
      place = above;
    }
    heap[place] = entry;
  }

  function sink(entry: Entry<Happening>): void {
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      let child = heap[below];
      const right = heap[below + 1];
      if (child !== undefined && right !== undefined && isBefore(right, child)) {
        below += 1;
        child = right;
      }
      if (child === undefined || !isBefore(child, entry)) {
        break;
      }
      heap[place] = child;
      place = below;
    }
    heap[place] = entry;
  }

  return {
    nextAt: () => heap[0]?.at ?? Number.POSITIVE_INFINITY,
    add(at, what) {
      added += 1;
      rise({ at, order: added, what });
    },
    take() {
      const [first] = heap;
      const last = heap.pop();
      if (first !== undefined && last !== undefined && heap.length > 0) {
        sink(last);
      }
      return first;
    },
  };
}
