/** @module No further change for a while after one, counted from its completion. */
import * as z from 'zod/mini';
import { defineLimit } from '../limit.ts';
import { duration, formatDuration } from '../quantity.ts';
import {
  type Capacity,
  capacity,
  elapsed,
  type Instant,
  instant,
  larger,
  later,
  type Seconds,
  seconds,
  smaller,
} from '../units.ts';

const activity = z.strictObject({
  to: z.pipe(z.number(), z.transform(capacity)),
  at: z.pipe(z.number(), z.transform(instant)),
  /** When the target was seen to have what was asked. */
  completedAt: z.optional(z.pipe(z.number(), z.transform(instant))),
});
type Activity = z.output<typeof activity>;

/** A change that never completes stops counting as under way after this many warm-ups … */
const GIVE_UP_AFTER_WARM_UPS = 3;
/** … but not before this. */
const GIVE_UP_AFTER_SECONDS = 600;

/**
 * Scale-out waits for its cooldown after the last scale-out; scale-in waits for its own after any
 * change, and while units are still starting. Counted from completion: the moment the target had
 * what was asked, not the moment of asking.
 * Source: EC2 Auto Scaling user guide, "Scaling cooldowns" (from the end of the last launch) and
 * "Target tracking" (no scale-in until all instances have warmed up).
 */
export const cooldown = defineLimit({
  name: 'cooldown',
  general: {},
  directed: (direction) => ({
    /** No further change in this direction for so long after the last one was complete. */
    cooldown: z.prefault(duration, direction === 'scale-in' ? '60s' : '0s'),
  }),
  memory: z.strictObject({ out: z.optional(activity), in: z.optional(activity) }),

  restrain(proposal, { settings, current, now, unit }, memory) {
    if (proposal.to === current || memory === undefined) {
      return undefined;
    }
    const isOut = proposal.to > current;
    const length = settings[isOut ? 'scale-out' : 'scale-in'].cooldown;
    if (memory.out !== undefined) {
      const until = over(memory.out, length, unit.warmUp, now);
      if (now < until && (length > 0 || !isOut)) {
        return held(
          memory.out.completedAt === undefined && !isOut
            ? 'units are still starting after the last scale-out'
            : `less than ${formatDuration(length)} since the last scale-out`,
          until,
        );
      }
    }
    if (!isOut && memory.in !== undefined) {
      const until = over(memory.in, length, unit.warmUp, now);
      if (now < until) {
        return held(`less than ${formatDuration(length)} since the last scale-in`, until);
      }
    }
    return undefined;

    function held(because: string, until: Instant) {
      return { to: current, because, until };
    }
  },

  observe(_proposal, { target, current, now }, memory) {
    if (memory === undefined) {
      return memory;
    }
    // Where the capacity was moved since, the change is complete once that is reached.
    const out = completed(memory.out, now, (to) => target.inService >= smaller(to, current));
    const inward = completed(memory.in, now, (to) => target.inService <= larger(to, current));
    return out === memory.out && inward === memory.in
      ? memory
      : {
          ...(out === undefined ? {} : { out }),
          ...(inward === undefined ? {} : { in: inward }),
        };
  },

  applied({ from, to, at }, memory) {
    return to > from ? { ...memory, out: { to, at } } : { ...memory, in: { to, at } };
  },
});

/** When the cooldown after an activity is over. An unfinished one is bounded in time. */
function over(last: Activity, length: Seconds, warmUp: Seconds, now: Instant): Instant {
  if (last.completedAt !== undefined) {
    return later(last.completedAt, length);
  }
  const longest = Math.max(GIVE_UP_AFTER_SECONDS, GIVE_UP_AFTER_WARM_UPS * warmUp);
  return elapsed({ from: last.at, to: now }) >= longest
    ? later(last.at, length)
    : later(last.at, seconds(longest));
}

function completed(
  last: Activity | undefined,
  now: Instant,
  isReached: (to: Capacity) => boolean,
): Activity | undefined {
  return last !== undefined && last.completedAt === undefined && isReached(last.to)
    ? { ...last, completedAt: now }
    : last;
}
