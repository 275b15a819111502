/** @module What to do while readings are missing: never scale in; later, what the plan asks. */
import * as z from 'zod/mini';
import { defineLimit } from '../limit.ts';
import { duration, formatDuration, wholeCapacity } from '../quantity.ts';
import { type Capacity, capacity, elapsed, instant, larger } from '../units.ts';

/**
 * Unknown never scales in. When readings have been missing for `after`, the plan's answer applies:
 * `hold` keeps what runs; `last-known` returns to the last capacity that was recommended with all
 * readings at hand, if that is more; `floor` keeps at least `capacity`; `static` goes to `capacity`
 * whatever the policies that still see recommend. None of them goes below what runs now.
 */
export const fallback = defineLimit({
  name: 'fallback',
  general: {
    /** What to do while readings are missing. */
    missing: z.prefault(
      z.strictObject({
        /** How long they must have been missing before `do` applies; until then, it holds. */
        after: z.prefault(duration, '3m'),
        /** Keep what runs, return to what was last needed, keep a floor, or go to a capacity. */
        do: z._default(z.enum(['hold', 'last-known', 'floor', 'static']), 'hold'),
        /** The capacity of `floor` and of `static`, in units. */
        capacity: z.optional(wholeCapacity),
      }),
      {},
    ),
  },
  directed: () => ({}),
  memory: z.strictObject({
    missingSince: z.optional(z.pipe(z.number(), z.transform(instant))),
    lastKnown: z.optional(z.pipe(z.number(), z.transform(capacity))),
  }),
  lint: {
    /** An answer that needs a capacity has none. */
    'missing-capacity': ({ missing }, { bounds }) =>
      (missing.do === 'floor' || missing.do === 'static') && missing.capacity === undefined
        ? [
            {
              path: ['missing', 'do'],
              message: `missing.do is "${missing.do}", which needs missing.capacity`,
              fix: `write capacity: a number from ${bounds.min} to ${bounds.max}, or do: hold`,
            },
          ]
        : [],
  },
  doubts: {
    /** The capacity for missing readings is one that the plan does not allow. */
    'outside-bounds': ({ missing: { capacity } }, { bounds }) =>
      capacity !== undefined && (capacity > bounds.max || capacity < bounds.min)
        ? [
            {
              path: ['missing', 'capacity'],
              message: `missing.capacity is ${capacity}, and the plan allows ${bounds.min} to ${bounds.max}`,
              fix: `write a capacity from ${bounds.min} to ${bounds.max}`,
            },
          ]
        : [],
    /** A capacity that no answer uses. */
    'setting-without-effect': ({ missing }) =>
      missing.capacity !== undefined && (missing.do === 'hold' || missing.do === 'last-known')
        ? [
            {
              path: ['missing', 'capacity'],
              message: `missing.capacity says nothing while missing.do is "${missing.do}"`,
              fix: 'write do: floor, or take the capacity away',
            },
          ]
        : [],
  },

  restrain(proposal, { settings: { missing }, current, now, isBlind }, memory) {
    if (!isBlind) {
      return undefined;
    }
    const since = memory?.missingSince ?? now;
    const isOverdue = elapsed({ from: since, to: now }) >= missing.after;
    const kept = larger(proposal.to, current);
    const to = isOverdue ? larger(answered(missing, kept, memory?.lastKnown), current) : kept;
    if (to === proposal.to) {
      return undefined;
    }
    return {
      to,
      because:
        isOverdue && to !== kept
          ? `readings have been missing for ${formatDuration(missing.after)} or more: ` +
            `the plan asks for ${missing.do}`
          : 'readings are missing, and unknown never scales in',
    };
  },

  observe(proposal, { settings: { missing }, now, isBlind, recommendations }, memory) {
    if (isBlind) {
      return memory?.missingSince === undefined ? { ...memory, missingSince: now } : memory;
    }
    // Only one answer needs it, and remembering every recommendation is a write for every change.
    const lastKnown =
      missing.do !== 'last-known'
        ? undefined
        : recommendations.some(({ status }) => status === 'recommended')
          ? proposal.to
          : memory?.lastKnown;
    if (lastKnown === undefined) {
      return undefined;
    }
    return memory?.missingSince === undefined && memory?.lastKnown === lastKnown
      ? memory
      : { lastKnown };
  },
});

function answered(
  missing: { readonly do: string; readonly capacity?: Capacity | undefined },
  kept: Capacity,
  lastKnown: Capacity | undefined,
): Capacity {
  switch (missing.do) {
    case 'last-known':
      return larger(kept, lastKnown ?? kept);
    case 'floor':
      return larger(kept, missing.capacity ?? kept);
    case 'static':
      return missing.capacity ?? kept;
    default:
      return kept;
  }
}
