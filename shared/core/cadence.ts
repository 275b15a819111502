/** @module When a target is due, from the time alone: nothing is remembered for it. */
import { type Instant, later, type Seconds, seconds } from './units.ts';

/** The schedule that drives everything, rate(1 minute). */
export const TICK_EVERY = seconds(60);

/**
 * Whether a target is due in the tick at `now`. Targets that are evaluated less often than every
 * minute are spread over the ticks by their id, so that they do not all come at once.
 */
export function isDue(target: { id: string; evaluateEvery: Seconds }, now: Instant): boolean {
  const every = ticksOf(target.evaluateEvery);
  const tick = Math.floor(now / 1000 / TICK_EVERY);
  return (tick + spread(target.id)) % every === 0;
}

/**
 * How often a target is looked at while it rests: in one of so many of the ticks in which it is due
 * that `calmEvery` is not exceeded. Where that is no more than one, it does not rest.
 */
export function restingCadence({
  calmEvery,
  evaluateEvery,
}: {
  readonly calmEvery: Seconds;
  readonly evaluateEvery: Seconds;
}): Seconds {
  const every = ticksOf(evaluateEvery);
  const left = Math.max(1, Math.floor(calmEvery / TICK_EVERY / every));
  return seconds(left * every * TICK_EVERY);
}

/** Whether that is less often than ever. */
export function isRarerAtRest(cadences: Parameters<typeof restingCadence>[0]): boolean {
  return restingCadence(cadences) > ticksOf(cadences.evaluateEvery) * TICK_EVERY;
}

/**
 * Delays after the tick at which a target with a cadence below a minute is evaluated again:
 * 10 s → 10, 20, 30, 40, 50.
 */
export function delaysWithinTick(evaluateEvery: Seconds): readonly Seconds[] {
  const delays: Seconds[] = [];
  for (
    let delay = evaluateEvery;
    delay > 0 && delay < TICK_EVERY;
    delay = seconds(delay + evaluateEvery)
  ) {
    delays.push(delay);
  }
  return delays;
}

/**
 * Whether a target is due in the ten-second step at `now`, for a loop that steps by itself: at its
 * minute, and within the minute at each multiple of its cadence.
 */
export function isDueWithin(target: { id: string; evaluateEvery: Seconds }, now: Instant): boolean {
  const intoTick = Math.floor(now / 1000) % TICK_EVERY;
  return intoTick === 0
    ? isDue(target, now)
    : delaysWithinTick(target.evaluateEvery).some(
        (delay) => Math.floor(delay / 10) * 10 === intoTick,
      );
}

/** Whether a request made at `at` is too old to be worth an evaluation: the next one has come. */
export function isOverdue(at: Instant, now: Instant): boolean {
  return now > later(at, seconds(2 * TICK_EVERY));
}

/** Ticks from one look to the next, 1 or more. */
function ticksOf(every: Seconds): number {
  return Math.max(1, Math.round(every / TICK_EVERY));
}

/** A small stable number from a name (FNV-1a, 32 bit). */
function spread(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
