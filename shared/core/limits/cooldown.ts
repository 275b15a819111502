/** @module No further change for a while after one, counted from its completion. */
import * as z from 'zod/mini';
import { countedFlaps, flapPenalty, lengthenedBy, withChange } from '../flap-penalty.ts';
import { type Direction, defineLimit } from '../limit.ts';
import {
  duration,
  formatDuration,
  percentage,
  positiveDuration,
  positiveNumber,
  round,
} from '../quantity.ts';
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

const memory = z.strictObject({
  out: z.optional(activity),
  in: z.optional(activity),
  flaps: z.optional(flapPenalty),
});
type Memory = z.output<typeof memory>;

/** A change that never completes stops counting as under way after this many warm-ups … */
const GIVE_UP_AFTER_WARM_UPS = 3;
/** … but not before this. */
const GIVE_UP_AFTER_SECONDS = 600;

/**
 * Scale-out waits for its cooldown after the last scale-out; scale-in waits for its own after any
 * change, and while units are still starting. Counted from completion: the moment the target had
 * what was asked, not the moment of asking.
 *
 * Where the plan says so, it is shorter for an urgent change, in proportion to how much it changes,
 * and longer after changes of direction: each adds `lengthens` percent to both cooldowns, which
 * fade with `halfLife`. Units that are still starting are waited for, however urgent a scale-in is.
 * Source: EC2 Auto Scaling user guide, "Scaling cooldowns" (from the end of the last launch) and
 * "Target tracking" (no scale-in until all instances have warmed up). For flapping: RFC 2439, "BGP
 * Route Flap Damping", a penalty for each flap that decays exponentially.
 */
export const cooldown = defineLimit({
  name: 'cooldown',
  general: {
    /** How changes of direction lengthen the cooldowns; without it, they do not. */
    flapping: z.optional(
      z.strictObject({
        /** Percent that each change of direction adds to both cooldowns. */
        lengthens: z._default(percentage, 50),
        /** The most that they add together, in percent. */
        most: z._default(percentage, 300),
        /** The time in which what they add is halved. */
        halfLife: z.prefault(positiveDuration, '30m'),
      }),
    ),
  },
  directed: (direction) => ({
    /** No further change in this direction for so long after the last one was complete. */
    cooldown: z.prefault(duration, direction === 'scale-in' ? '60s' : '0s'),
    /** A change of so many percent waits no cooldown, a smaller one the less the larger it is. */
    urgentAt: z.optional(positiveNumber),
  }),
  memory,
  lint: {
    /** What changes of direction may add at most is less than what one of them adds. */
    'flapping-most-too-low': ({ flapping }) =>
      flapping !== undefined && flapping.most < flapping.lengthens
        ? [
            {
              path: ['flapping', 'most'],
              message:
                `flapping.most is ${flapping.most} %, less than the ${flapping.lengthens} % that ` +
                'one change of direction adds',
              fix: `write most: ${flapping.lengthens * 4}, or a smaller lengthens`,
            },
          ]
        : [],
  },
  doubts: {
    /** The cooldown is over at the next look already. */
    'shorter-than-cadence': (settings, { cadence }) =>
      (['scale-out', 'scale-in'] as const).flatMap((direction) => {
        const length = settings[direction].cooldown;
        const isWritten = direction === 'scale-out' || length !== STANDARD_SECONDS;
        return isWritten && length > 0 && length < cadence
          ? [
              {
                path: [direction, 'cooldown'],
                message:
                  `${direction}.cooldown of ${formatDuration(length)} holds nothing back: the ` +
                  `target is looked at every ${formatDuration(cadence)}`,
                fix: `write ${direction}.cooldown: ${formatDuration(2 * cadence)}, or 0s`,
              },
            ]
          : [];
      }),
    /** It shortens or lengthens a cooldown that there is none of. */
    'setting-without-effect': ({ flapping, ...settings }) => [
      ...(['scale-out', 'scale-in'] as const).flatMap((direction) =>
        settings[direction].urgentAt !== undefined && settings[direction].cooldown === 0
          ? [
              {
                path: [direction, 'urgentAt'],
                message: `${direction}.urgentAt shortens nothing: ${direction}.cooldown is 0s`,
                fix: `write ${direction}.cooldown too, like 2m, or take urgentAt away`,
              },
            ]
          : [],
      ),
      ...(flapping !== undefined &&
      settings['scale-out'].cooldown === 0 &&
      settings['scale-in'].cooldown === 0
        ? [
            {
              path: ['flapping'],
              message: 'flapping lengthens nothing: both cooldowns are 0s',
              fix: 'write a cooldown of scale-in, like 2m, or take flapping away',
            },
          ]
        : []),
    ],
    /**
     * The cooldown is over before a new unit works, so the next look at the readings still misses
     * what the last change did. Scale-out: a cooldown over 0s and shorter than the warm-up.
     * Scale-in: both cooldown and stabilization shorter than the warm-up, so that what is taken
     * away too early takes longer to come back.
     */
    'cooldown-shorter-than-warm-up': (settings, { unit: { warmUp } }) =>
      (['scale-out', 'scale-in'] as const).flatMap((direction) => {
        const length = settings[direction].cooldown;
        return length > 0 && length < warmUp && isHurried(direction, settings, warmUp)
          ? [
              {
                path: [direction, 'cooldown'],
                message:
                  `${direction}.cooldown of ${formatDuration(length)} is over before a unit works, ` +
                  `which takes ${formatDuration(warmUp)}`,
                fix: `write ${direction}.cooldown: ${formatDuration(warmUp)} or more`,
              },
            ]
          : [];
      }),
  },

  restrain(proposal, context, memory) {
    const { settings, current, now, unit } = context;
    if (proposal.to === current || memory === undefined) {
      return undefined;
    }
    const isOut = proposal.to > current;
    const direction: Direction = isOut ? 'scale-out' : 'scale-in';
    const written = settings[direction].cooldown;
    const changePercent = (Math.abs(proposal.to - current) / current) * 100;
    const waits = waitingShare(changePercent, settings[direction].urgentAt);
    const longer = lengthenedBy(memory.flaps, settings.flapping);
    const length = waits === 1 && longer === 0 ? written : adapted(written, { waits, longer });
    const told = { written, length, waits, longer, changePercent };
    if (memory.out !== undefined) {
      const until = over(memory.out, length, unit.warmUp, now);
      if (now < until && (length > 0 || !isOut)) {
        const because =
          memory.out.completedAt === undefined && !isOut
            ? 'units are still starting after the last scale-out'
            : sinceLast('scale-out', told);
        return { to: current, because, until };
      }
    }
    if (!isOut && memory.in !== undefined) {
      const until = over(memory.in, length, unit.warmUp, now);
      if (now < until) {
        return { to: current, because: sinceLast('scale-in', told), until };
      }
    }
    return undefined;
  },

  observe(_proposal, { settings, target, current, now }, memory) {
    const flaps = countedFlaps(memory?.flaps, settings.flapping, now);
    if (memory === undefined) {
      return flaps === undefined ? undefined : { flaps };
    }
    // Where the capacity was moved since, the change is complete once that is reached.
    const out = completed(memory.out, now, (to) => target.inService >= smaller(to, current));
    const inward = completed(memory.in, now, (to) => target.inService <= larger(to, current));
    return out === memory.out && inward === memory.in && flaps === memory.flaps
      ? memory
      : {
          ...(out === undefined ? {} : { out }),
          ...(inward === undefined ? {} : { in: inward }),
          ...(flaps === undefined ? {} : { flaps }),
        };
  },

  applied({ from, to, at }, memory) {
    const isOut = to > from;
    const kept =
      memory?.flaps === undefined
        ? memory
        : {
            ...memory,
            flaps: withChange(memory.flaps, { at, isReversal: isReversal(memory, isOut) }),
          };
    return isOut ? { ...kept, out: { to, at } } : { ...kept, in: { to, at } };
  },
});

/** Who writes nothing waits so long before a scale-in. */
const STANDARD_SECONDS = 60;
/** A stabilization this long gives a change in time to be seen, however long units warm up. */
const PATIENT_SECONDS = 300;

/** Settings of another limit that lie beside ours. */
function isHurried(direction: Direction, settings: object, warmUp: Seconds): boolean {
  const beside = new Map<string, unknown>(Object.entries(settings)).get(direction);
  const window =
    typeof beside === 'object' && beside !== null && 'stabilization' in beside
      ? beside.stabilization
      : PATIENT_SECONDS;
  // `auto` is as patient as it needs to be.
  const isShort = typeof window === 'number' && window < Math.min(warmUp, PATIENT_SECONDS);
  return direction === 'scale-out' || isShort;
}

/** A cooldown as the plan has it, as it is for this change, and what made the difference. */
interface Told {
  readonly written: Seconds;
  readonly length: Seconds;
  readonly waits: number;
  readonly longer: number;
  readonly changePercent: number;
}

function sinceLast(
  activity: Direction,
  { written, length, waits, longer, changePercent }: Told,
): string {
  const why = [
    ...(longer === 0 ? [] : [`${round(longer)} % longer after changes of direction`]),
    ...(waits === 1 ? [] : [`shorter for a change of ${round(changePercent)} %`]),
  ];
  const told = why.length === 0 ? '' : ` (${formatDuration(written)}, ${why.join(', ')})`;
  return `less than ${formatDuration(length)} since the last ${activity}${told}`;
}

/** The share of a cooldown that a change waits, 0 to 1; from zero units every change is urgent. */
function waitingShare(changePercent: number, urgentAt: number | undefined): number {
  return urgentAt === undefined ? 1 : Math.max(0, 1 - changePercent / urgentAt);
}

function adapted(
  length: Seconds,
  { waits, longer }: { readonly waits: number; readonly longer: number },
): Seconds {
  return seconds(Math.round(length * (1 + longer / 100) * waits));
}

/** Whether a change goes against the one before it. */
function isReversal({ out, in: inward }: Memory, isOut: boolean): boolean {
  const last = Math.max(out?.at ?? 0, inward?.at ?? 0);
  return last > 0 && (isOut ? inward?.at === last && out?.at !== last : out?.at === last);
}

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
