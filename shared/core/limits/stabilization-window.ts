/** @module Look back, and take the safest recommendation. */
import * as z from 'zod/mini';
import { type Direction, defineLimit, type LimitContext } from '../limit.ts';
import { formatDuration } from '../quantity.ts';
import { type DurationOrAuto, durationOrAuto, waitFor } from '../standard-wait.ts';
import {
  type Capacity,
  capacity,
  type Instant,
  instant,
  larger,
  later,
  type Seconds,
  seconds,
} from '../units.ts';

const run = z.strictObject({
  capacity: z.pipe(z.number(), z.transform(capacity)),
  /** A run lasts until one cadence before the next starts; the last one, before now. */
  since: z.pipe(z.number(), z.transform(instant)),
});
type Run = z.output<typeof run>;
type Runs = readonly Run[];
type Memory = { readonly [D in Direction]: Runs };
type Settings = { readonly [D in Direction]: { readonly stabilization: DurationOrAuto } };

/**
 * A window is remembered in this many parts, so that the state stays small at any cadence: within
 * one part only the safest recommendation is kept, which can only delay a change, by one part.
 */
const PARTS_OF_WINDOW = 12;

const NO_WINDOW = seconds(0);

/**
 * Scale-in goes no lower than the highest recommendation of the window, scale-out no higher than
 * the lowest. A target seen for the first time counts as having been right until then.
 * Source: Kubernetes "Horizontal Pod Autoscaling", stabilization window (300 s for scale-in).
 *
 * Only runs that can still be the answer are kept, so a steady target writes nothing.
 */
export const stabilizationWindow = defineLimit({
  name: 'stabilization-window',
  general: {},
  directed: (direction) => ({
    /**
     * How far to look back for the safest recommendation; 0s acts on the newest. `auto`: five
     * minutes for a scale-in, or none where all policies keep by themselves what may be needed
     * again, as queue-latency does.
     */
    stabilization: z.prefault(durationOrAuto, direction === 'scale-in' ? 'auto' : '0s'),
  }),
  memory: z.strictObject({
    'scale-in': z.readonly(z.array(run)),
    'scale-out': z.readonly(z.array(run)),
  }),

  doubts: {
    /** The window ends before the last evaluation, so there is nothing to look back to. */
    'shorter-than-cadence': (settings, { cadence }) =>
      (['scale-out', 'scale-in'] as const).flatMap((direction) => {
        const { stabilization } = settings[direction];
        return stabilization !== 'auto' && stabilization > 0 && stabilization < cadence
          ? [
              {
                path: [direction, 'stabilization'],
                message:
                  `${direction}.stabilization of ${formatDuration(stabilization)} holds no earlier ` +
                  `recommendation: the target is looked at every ${formatDuration(cadence)}`,
                fix: `write ${direction}.stabilization: ${formatDuration(3 * cadence)}, or a shorter evaluateEvery`,
              },
            ]
          : [];
      }),
  },

  restrain(proposal, context, memory) {
    const { current, now, cadence } = context;
    if (proposal.to === current) {
      return undefined;
    }
    const direction: Direction = proposal.to < current ? 'scale-in' : 'scale-out';
    const window = windowOf(direction, context);
    if (window === 0) {
      return undefined;
    }
    let to = proposal.to;
    let until = now;
    const runs = memory?.[direction] ?? [{ capacity: current, since: now }];
    for (let index = 0; index < runs.length; index += 1) {
      const over = overAt(runs, index, now, cadence, window);
      const recommended = runs[index]?.capacity ?? to;
      if (over > now && isSafer(direction, recommended, to)) {
        to = recommended;
        until = over;
      }
    }
    to = isSafer(direction, to, current) ? current : to;
    if (to === proposal.to) {
      return undefined;
    }
    const extreme = direction === 'scale-in' ? 'highest' : 'lowest';
    return {
      to,
      because: `the ${extreme} recommendation of the last ${formatDuration(window)} was ${to}`,
      until,
    };
  },

  observe(proposal, context, memory) {
    // What is below the minimum comes to the minimum, however far below it is.
    const recommended = larger(proposal.to, context.bounds.min);
    const inward = remembered('scale-in', recommended, context, memory);
    const outward = remembered('scale-out', recommended, context, memory);
    const before = memory ?? NOTHING;
    return inward === before['scale-in'] && outward === before['scale-out']
      ? memory
      : { 'scale-in': inward, 'scale-out': outward };
  },
});

const NO_RUNS: Runs = [];
const NOTHING: Memory = { 'scale-in': NO_RUNS, 'scale-out': NO_RUNS };

/** The length of the window; `auto` looks back for a scale-in only. */
function windowOf(
  direction: Direction,
  { settings, recommendations }: LimitContext<Settings>,
): Seconds {
  const { stabilization } = settings[direction];
  return direction === 'scale-out' && stabilization === 'auto'
    ? NO_WINDOW
    : waitFor(stabilization, recommendations);
}

/** One direction's runs with the latest recommendation; the same object when that says nothing. */
function remembered(
  direction: Direction,
  recommended: Capacity,
  context: LimitContext<Settings>,
  memory: Memory | undefined,
): Runs {
  const { current, now, cadence } = context;
  const window = windowOf(direction, context);
  const before = memory?.[direction];
  if (window === 0) {
    return before === undefined || before.length > 0 ? NO_RUNS : before;
  }
  const runs = before ?? [{ capacity: current, since: now }];
  let keep = runs.length;
  let since = now;
  for (; keep > 0; keep -= 1) {
    const last = runs[keep - 1];
    if (last === undefined || isSafer(direction, last.capacity, recommended)) {
      break;
    }
    if (last.capacity === recommended) {
      return keep === runs.length ? runs : runs.slice(0, keep);
    }
    since = last.since;
  }
  const last = runs[keep - 1];
  const isSamePart = last !== undefined && (now - last.since) / 1000 < window / PARTS_OF_WINDOW;
  if (isSamePart && keep === runs.length) {
    return runs;
  }
  const kept = runs
    .slice(0, keep)
    .filter((_, index) => overAt(runs, index, now, cadence, window) > now);
  return [...kept, { capacity: recommended, since }];
}

/** When a run no longer counts: a window after the last evaluation that recommended it. */
function overAt(
  runs: Runs,
  index: number,
  now: Instant,
  cadence: Seconds,
  window: Seconds,
): Instant {
  const since = runs[index]?.since ?? now;
  const next = runs[index + 1]?.since ?? now;
  const lastSeen = instant(Math.max(since, next - cadence * 1000));
  return later(lastSeen, window);
}

/** Whether the one moves the target less far in this direction than the other. */
function isSafer(direction: Direction, one: Capacity, other: Capacity): boolean {
  return direction === 'scale-in' ? one > other : one < other;
}
