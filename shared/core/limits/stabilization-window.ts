/** @module Look back, and take the safest recommendation. */
import * as z from 'zod/mini';
import { type Direction, defineLimit } from '../limit.ts';
import { duration, formatDuration } from '../quantity.ts';
import {
  type Capacity,
  capacity,
  type Instant,
  instant,
  larger,
  later,
  smaller,
} from '../units.ts';

const run = z.strictObject({
  capacity: z.pipe(z.number(), z.transform(capacity)),
  /** The run lasts until the next one starts; the last run lasts until now. */
  since: z.pipe(z.number(), z.transform(instant)),
});
type Run = z.output<typeof run>;

/** Past it, the oldest runs are joined, which can only delay a change. */
const MOST_RUNS = 40;

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
    stabilization: z.prefault(duration, direction === 'scale-in' ? '5m' : '0s'),
  }),
  memory: z.strictObject({
    'scale-in': z.readonly(z.array(run)),
    'scale-out': z.readonly(z.array(run)),
  }),

  restrain(proposal, { settings, current, now }, memory) {
    if (proposal.to === current) {
      return undefined;
    }
    const direction: Direction = proposal.to < current ? 'scale-in' : 'scale-out';
    const window = settings[direction].stabilization;
    if (window === 0) {
      return undefined;
    }
    const safest = direction === 'scale-in' ? larger : smaller;
    const bounded = direction === 'scale-in' ? smaller : larger;
    let to = proposal.to;
    let until = now;
    const runs = memory?.[direction] ?? [{ capacity: current, since: now }];
    for (const [index, { capacity: recommended }] of runs.entries()) {
      const end = runs[index + 1]?.since ?? now;
      if (later(end, window) > now && safest(recommended, to) !== to) {
        to = recommended;
        until = later(end, window);
      }
    }
    to = bounded(to, current);
    return to === proposal.to
      ? undefined
      : {
          to,
          because:
            `the ${direction === 'scale-in' ? 'highest' : 'lowest'} recommendation ` +
            `of the last ${formatDuration(window)} was ${to}`,
          until,
        };
  },

  observe(proposal, { settings, current, now }, memory) {
    const before = memory ?? { 'scale-in': [], 'scale-out': [] };
    const isFirst = memory === undefined;
    const next = {
      'scale-in': remembered('scale-in', before['scale-in']),
      'scale-out': remembered('scale-out', before['scale-out']),
    };
    return next['scale-in'] === before['scale-in'] && next['scale-out'] === before['scale-out']
      ? memory
      : next;

    function remembered(direction: Direction, runs: readonly Run[]): readonly Run[] {
      const window = settings[direction].stabilization;
      if (window === 0) {
        return runs.length === 0 ? runs : [];
      }
      const seeded =
        isFirst && proposal.to !== current ? [{ capacity: current, since: now }] : runs;
      return appended(seeded, { capacity: proposal.to, since: now }, direction, window);
    }
  },
});

/** The runs with a new recommendation, without those that it outdoes and those that are over. */
function appended(
  runs: readonly Run[],
  latest: Run,
  direction: Direction,
  window: Parameters<typeof later>[1],
): readonly Run[] {
  const last = runs.at(-1);
  if (last !== undefined && last.capacity === latest.capacity) {
    return runs;
  }
  const isOutdone = (one: Capacity): boolean =>
    direction === 'scale-in' ? one <= latest.capacity : one >= latest.capacity;
  let keep = runs.length;
  let since: Instant = latest.since;
  while (keep > 0) {
    const candidate = runs[keep - 1];
    if (candidate === undefined || !isOutdone(candidate.capacity)) {
      break;
    }
    since = candidate.since;
    keep -= 1;
  }
  const kept = runs.slice(0, keep).filter((_, index) => {
    const end = runs[index + 1]?.since ?? since;
    return later(end, window) > latest.since;
  });
  const next = [...kept, { capacity: latest.capacity, since }];
  return next.length <= MOST_RUNS ? next : [...next.slice(0, 1), ...next.slice(2)];
}
