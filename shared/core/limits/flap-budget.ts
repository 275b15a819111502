/** @module So many starts and stops in a window of time, and no more. */
import * as z from 'zod/mini';
import { defineLimit } from '../limit.ts';
import { duration, formatDuration, positiveDuration } from '../quantity.ts';
import { type Capacity, capacity, elapsed, type Instant, instant, later } from '../units.ts';

/** A window is remembered in this many parts; what fell into one counts until all of it is over. */
const PARTS_OF_WINDOW = 12;
/** What counts for longer than so many windows was written by a clock that was wrong. */
const LONGEST_WINDOWS = 2;

const spending = z.strictObject({
  /** Until when it counts. */
  until: z.pipe(z.number(), z.transform(instant)),
  /** Units started, and units stopped. */
  units: z.int(),
});

const memory = z.strictObject({
  /** The plan's window, in seconds: a change that takes effect is counted by it. */
  per: z.number(),
  spent: z.readonly(z.array(spending)),
  /** Since when more units are wanted than the budget has left. */
  waitingSince: z.optional(z.pipe(z.number(), z.transform(instant))),
});
type Memory = z.output<typeof memory>;

interface Budget {
  readonly changes: number;
  readonly per: number;
}

/**
 * In any window no more than `changes` units are started and stopped, whatever the readings say.
 * What gives way is scale-in: a unit that stops may have to start again, so units stop only while
 * the budget that is left could then start everything up to the maximum, or, where the budget is
 * smaller than that, half of it. With a budget of twice the way from minimum to maximum a scale-out
 * never waits; with a smaller one it waits for the window, or for `longestWait` and then goes ahead
 * over the budget, and nothing stops until that is made up for.
 *
 * What comes after it, such as an operator's word or the bounds, counts and is not held back.
 * Source of the idea: kubernetes/enhancements#883, where reviewers ask for a "flap budget": it is
 * the rate of starts and stops that people care about.
 */
export const flapBudget = defineLimit({
  name: 'flap-budget',
  general: {
    /** How many units may start and stop in a window of time. Without it, as many as like. */
    flapBudget: z.optional(
      z.strictObject({
        /** Units started plus units stopped, 2 or more. */
        changes: z.int().check(z.minimum(0)),
        /** The window: any stretch of this length. */
        per: positiveDuration,
        /** How long a scale-out waits for the budget; `unlimited` until the window lets it. */
        longestWait: z.optional(
          z.union([z.literal('unlimited'), duration], {
            error: 'a duration with its unit, like "5m", or "unlimited"',
          }),
        ),
      }),
    ),
  },
  directed: () => ({}),
  memory,
  lint: {
    /** With fewer than two changes no unit could be stopped: it might have to start again. */
    'flap-budget-too-small': ({ flapBudget }) =>
      flapBudget !== undefined && flapBudget.changes < 2
        ? [
            {
              path: ['flapBudget', 'changes'],
              message: `flapBudget.changes is ${flapBudget.changes}: no unit could ever be stopped`,
              fix: 'write changes: 2 or more',
            },
          ]
        : [],
    /** A budget that can keep a target from growing has to say for how long. */
    'flap-budget-without-wait': ({ flapBudget }, { bounds }) => {
      const both = 2 * (bounds.max - bounds.min);
      return flapBudget !== undefined &&
        flapBudget.changes >= 2 &&
        flapBudget.changes < both &&
        flapBudget.longestWait === undefined
        ? [
            {
              path: ['flapBudget', 'changes'],
              message:
                `flapBudget.changes is ${flapBudget.changes}, and from minimum to maximum and back ` +
                `are ${both}: a scale-out may have to wait`,
              fix: `write longestWait: 5m, or longestWait: unlimited, or changes: ${both}`,
            },
          ]
        : [];
    },
  },

  restrain(proposal, { settings: { flapBudget: budget }, current, bounds, now }, before) {
    if (budget === undefined || proposal.to === current) {
      return undefined;
    }
    const used = usedOf(before, budget, now);
    const left = Math.max(0, budget.changes - used);
    const because =
      `at most ${budget.changes} starts and stops per ${formatDuration(budget.per)}, ` +
      `of which ${used} are used`;
    const freed = nextFreed(before, budget, now);
    if (proposal.to < current) {
      const affordable = stoppable(left, budget, { current, max: bounds.max });
      return current - proposal.to <= affordable
        ? undefined
        : {
            to: capacity(current - affordable),
            because: `${because}: the rest is kept for starts`,
            ...(freed === undefined ? {} : { until: freed }),
          };
    }
    if (proposal.to - current <= left) {
      return undefined;
    }
    const to = capacity(current + left);
    const { longestWait } = budget;
    if (longestWait === undefined || longestWait === 'unlimited') {
      return { to, because, ...(freed === undefined ? {} : { until: freed }) };
    }
    const ahead = later(before?.waitingSince ?? now, longestWait);
    return now >= ahead
      ? undefined
      : {
          to,
          because: `${because}; it waits for at most ${formatDuration(longestWait)}`,
          until: instant(Math.min(ahead, freed ?? ahead)),
        };
  },

  observe(proposal, { settings: { flapBudget: budget }, current, now }, before) {
    if (budget === undefined) {
      return undefined;
    }
    const { per, changes, longestWait } = budget;
    const isWaiting =
      typeof longestWait === 'number' &&
      proposal.to - current > Math.max(0, changes - usedOf(before, budget, now));
    const waitingSince = isWaiting ? firstOf(before?.waitingSince, now) : undefined;
    return before?.per === per && before.waitingSince === waitingSince
      ? before
      : {
          per,
          spent: before?.spent ?? [],
          ...(waitingSince === undefined ? {} : { waitingSince }),
        };
  },

  applied({ from, to, at }, before) {
    if (before === undefined || from === to) {
      return before;
    }
    const part = (before.per * 1000) / PARTS_OF_WINDOW;
    const until = instant((Math.floor(at / part) + 1) * part + before.per * 1000);
    const counted = before.spent.filter((each) => counts(each, before, at));
    const same = counted.find((each) => each.until === until)?.units ?? 0;
    const others = counted.filter((each) => each.until !== until);
    return { ...before, spent: [...others, { until, units: same + Math.abs(to - from) }] };
  },
});

/** Units that were started and stopped in the window. */
function usedOf(before: Memory | undefined, budget: Pick<Budget, 'per'>, now: Instant): number {
  let used = 0;
  for (const each of before?.spent ?? []) {
    used += counts(each, budget, now) ? each.units : 0;
  }
  return used;
}

function counts({ until }: { until: Instant }, { per }: { per: number }, now: Instant): boolean {
  return until > now && until - now <= LONGEST_WINDOWS * per * 1000;
}

/** When the first part of what is used comes free. */
function nextFreed(before: Memory | undefined, budget: Budget, now: Instant): Instant | undefined {
  let first: Instant | undefined;
  for (const each of before?.spent ?? []) {
    if (counts(each, budget, now) && (first === undefined || each.until < first)) {
      first = each.until;
    }
  }
  return first;
}

/**
 * The most units n that may stop: then the budget that is left, left − n, starts all units up to
 * the maximum, max − current + n, or half the budget.
 */
function stoppable(
  left: number,
  { changes }: Budget,
  { current, max }: { readonly current: Capacity; readonly max: Capacity },
): number {
  const toMaximum = Math.max(0, max - current);
  const half = Math.floor(changes / 2);
  return Math.max(0, Math.floor((left - toMaximum) / 2), left - half);
}

/** Time that went back must not make anybody wait longer. */
function firstOf(since: Instant | undefined, now: Instant): Instant {
  return since === undefined || elapsed({ from: since, to: now }) === 0 ? now : since;
}
