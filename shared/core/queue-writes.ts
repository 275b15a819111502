/** @module Which looks at a queue are worth a write of what they told. */
import type { QueueMemory } from './queue-memory.ts';

/** How fast a queue is to be followed, in seconds. */
export interface QueuePace {
  readonly objective: number;
  /** Between two looks. */
  readonly cadence: number;
  /** From a message's arrival until a unit that is started for it works. */
  readonly reaction: number;
}

/** How long the arrival rate remembers at least: long enough to average the counts' noise out. */
export const RATE_MEMORY_SECONDS = 120;
/** An objective is looked at in so many parts: what comes within one is not told apart. */
export const PARTS_OF_OBJECTIVE = 3;
/** Nor is what comes between so many looks, where it comes evenly and units start in time. */
const LOOKS_BETWEEN_WRITES = 2;
/** Evenly is within this share of what the rate foretold: what came in bursts has other ages. */
const EVEN_SHARE = 0.25;

/**
 * Seconds between two writes of a busy queue with even arrivals: a part of the objective, and two
 * looks where units can be started in time. Where they cannot, they are kept for the highest rate,
 * which an average over two looks would hide; and objectives shorter than three looks or the rate's
 * memory are kept by the ages.
 */
export function betweenWrites({ objective, cadence, reaction }: QueuePace): number {
  const part = objective / PARTS_OF_OBJECTIVE;
  const isPatient = part >= cadence && objective >= Math.max(RATE_MEMORY_SECONDS, reaction);
  return isPatient ? Math.max(part, LOOKS_BETWEEN_WRITES * cadence) : part;
}

/**
 * Whether a look is worth a write: a busy queue is written once in a while (`betweenWrites`), more
 * rarely where nothing waits, and a queue in which nothing moves not at all.
 */
export function isNews(
  before: QueueMemory,
  seen: QueueMemory,
  pace: QueuePace & { readonly since: number; readonly arrived: number },
): boolean {
  if (seen.ready !== before.ready || seen.stuck !== before.stuck || seen.reserve > before.reserve) {
    return true;
  }
  const isStill = seen.sameSince === before.sameSince;
  if (isStill && seen.visible === before.visible && seen.rate === before.rate) {
    return false;
  }
  if (before.visible + before.inFlight === 0) {
    return true;
  }
  // A long stillness that ends must not go on.
  const endsStillness = !isStill && before.sameSince < before.at;
  const isCalm = before.waiting.length === 0 && seen.waiting.length === 0;
  const foretold = before.rate * pace.since;
  const isEven = Math.abs(pace.arrived - foretold) <= EVEN_SHARE * foretold;
  const busy = isEven ? betweenWrites(pace) : pace.objective / PARTS_OF_OBJECTIVE;
  const longest = isCalm ? Math.max(busy, RATE_MEMORY_SECONDS) : busy;
  return endsStillness || pace.since + pace.cadence / 2 >= longest;
}
