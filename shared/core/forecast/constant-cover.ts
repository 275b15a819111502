/**
 * @module The load that a capacity which never moves would have to bear: no forecast needs more.
 */

/** What is remembered of it; plain numbers. */
export interface ConstantCover {
  /** When the first load was seen. */
  readonly since: number;
  /** The load that is exceeded as often as is allowed; the highest of all in the first days. */
  readonly exceeded: number;
  /** Times that load: how much is covered at most. */
  readonly room: number;
}

/** The quantile of a few days says nothing yet: until then the highest load counts. */
const YOUTH_MS = 2 * 86_400_000;
/** The first days see new heights every day. */
const FIRST_ROOM = 1.3;
const LEAST_ROOM = 1;
const MOST_ROOM = 3;
/**
 * Each exceedance raises the quantile by 2 %, each miss the room by 5 %; time lowers them again.
 */
const EXCEEDED_STEP = 0.02;
const ROOM_STEP = 0.05;
/** The quantile leaves this share of what is allowed to the misses below it. */
const EXCEEDED_SHARE = 0.9;

/** Of a load that is seen for the first time. */
export function firstCover(load: number, at: number): ConstantCover {
  return { since: at, exceeded: load, room: FIRST_ROOM };
}

/**
 * After a new load. The quantile is found by stochastic approximation (H. Robbins and S. Monro, "A
 * Stochastic Approximation Method", Annals of Mathematical Statistics 22, 1951); the room follows
 * the misses of the times in which it was what held capacity down, and no others.
 */
export function withSeen(
  before: ConstantCover,
  seen: {
    readonly load: number;
    readonly at: number;
    readonly isMissed: boolean;
    /** What was covered for now was held down to the cover. */
    readonly isHeld: boolean;
  },
  allowedMisses: number,
): ConstantCover {
  const { since, exceeded, room } = before;
  const over = (seen.load > exceeded ? 1 : 0) - EXCEEDED_SHARE * allowedMisses;
  const missed = (seen.isMissed ? 1 : 0) - allowedMisses;
  if (seen.at - since < YOUTH_MS) {
    return { since, exceeded: Math.max(exceeded, seen.load), room };
  }
  return {
    since,
    exceeded: exceeded * Math.exp(EXCEEDED_STEP * over),
    room: seen.isHeld
      ? Math.min(MOST_ROOM, Math.max(LEAST_ROOM, room * Math.exp(ROOM_STEP * missed)))
      : room,
  };
}

/** The most that is to be covered, in the unit of the load. */
export function coverOf({ exceeded, room }: ConstantCover): number {
  return exceeded * room;
}
