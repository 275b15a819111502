/** @module What a queue's own counts tell, look after look: arrivals, age and poison. */
import * as z from 'zod/mini';
import type { PolicyContext } from './policy.ts';
import { elapsed, instant } from './units.ts';

/** What is remembered of a queue between two looks at it. */
export const queueMemory = z.strictObject({
  type: z.literal('queue-latency'),
  /** When the counts were taken. */
  at: z.pipe(z.number(), z.transform(instant)),
  visible: z.number(),
  inFlight: z.number(),
  /** Arrivals per second. */
  rate: z.number(),
  /** When what waits is to be taken by; absent while nothing waits. */
  due: z.optional(z.pipe(z.number(), z.transform(instant))),
  /** Since when the queue has held as many messages as it does. */
  sameSince: z.pipe(z.number(), z.transform(instant)),
  /** Messages that nobody could finish. */
  stuck: z.number(),
});
export type QueueMemory = z.output<typeof queueMemory>;

/** The messages of a queue at one moment. */
export interface QueueCounts {
  readonly visible: number;
  readonly inFlight: number;
  /** Arrivals per second as another source counts them. */
  readonly counted: number | undefined;
}

/** What the workers do with them: seconds, and messages in one worker's hands. */
interface Work {
  readonly objective: number;
  readonly serviceTime: number;
  readonly concurrency: number;
}

/** A queue that neither grew nor shrank for this long, with workers on it, holds poison … */
const STUCK_AFTER_SECONDS = 600;
/** … or messages so long that they only look like it. */
const STUCK_AFTER_SERVICE_TIMES = 20;
/** How long the inferred arrival rate remembers: long enough to average the counts' noise out. */
const RATE_MEMORY_SECONDS = 120;
/** Shorter intervals say more about SQS's eventually consistent counts than about arrivals. */
const SHORTEST_INTERVAL_SECONDS = 5;

/**
 * What a look at the queue adds to what is remembered of it; the very memory it was given when
 * nothing moved, so that nothing is written.
 *
 * Messages in, less messages out, is how the queue grew; messages out is what was in work ÷ service
 * time. What came since the last look is due an objective later, what was there keeps its due time.
 *
 * A queue that stays at the very same count for long, with workers in service and no arrivals
 * counted, holds messages that nobody finishes. As soon as there are fewer they are no poison.
 */
export function observeQueue(
  { visible, inFlight, counted }: QueueCounts,
  work: Work,
  { now, cadence, target }: PolicyContext,
  before: QueueMemory | undefined,
): QueueMemory {
  const slots = target.inService * work.concurrency;
  if (before === undefined) {
    return {
      type: 'queue-latency',
      at: now,
      visible,
      inFlight,
      rate: Math.min(slots, inFlight) / work.serviceTime,
      ...(visible === 0 ? {} : { due: instant(dueAfter(cadence, work, now)) }),
      sameSince: now,
      stuck: 0,
    };
  }
  const since = elapsed({ from: before.at, to: now });
  if (since < SHORTEST_INTERVAL_SECONDS) {
    return before;
  }
  const outstanding = visible + inFlight;
  const grown = outstanding - (before.visible + before.inFlight);
  const sameSince = grown === 0 ? before.sameSince : now;
  const stuckAfter = Math.max(STUCK_AFTER_SECONDS, STUCK_AFTER_SERVICE_TIMES * work.serviceTime);
  const isStuck =
    outstanding > 0 &&
    target.inService > 0 &&
    (counted ?? 0) === 0 &&
    elapsed({ from: sameSince, to: now }) >= stuckAfter;
  if (isStuck) {
    const { due: _, ...rest } = before;
    return before.stuck === outstanding && before.rate === 0
      ? before
      : { ...rest, at: now, visible, inFlight, rate: 0, stuck: outstanding };
  }
  const stuck = outstanding < before.stuck ? 0 : before.stuck;
  const inWork = Math.min(slots, Math.max(0, (before.inFlight + inFlight) / 2 - stuck));
  const measured = Math.max(0, grown / since + inWork / work.serviceTime);
  const rate = smoothed(before.rate, measured, since, work);
  const isWaiting = visible > Math.max(0, stuck - inFlight);
  const fresh = Math.min(visible, measured * since);
  const freshDue = dueAfter(Math.min(since, cadence), work, now);
  const oldShare = before.due === undefined || visible === 0 ? 0 : (visible - fresh) / visible;
  const due = Math.round(freshDue + oldShare * ((before.due ?? freshDue) - freshDue));
  const isSame =
    grown === 0 &&
    visible === before.visible &&
    rate === before.rate &&
    stuck === before.stuck &&
    (isWaiting ? due === before.due : before.due === undefined);
  return isSame
    ? before
    : {
        type: 'queue-latency',
        at: now,
        visible,
        inFlight,
        rate,
        ...(isWaiting ? { due: instant(due) } : {}),
        sameSince,
        stuck,
      };
}

/** When messages that came during so many seconds are due: they have waited half of them. */
function dueAfter(interval: number, { objective }: Work, now: number): number {
  return now + (objective - Math.min(interval, objective) / 2) * 1000;
}

/**
 * The arrival rate with a new measurement, which counts by the length of its interval. A rate that
 * followed every rise at once would be too high by the noise of the counts; and a burst is no rate:
 * what it leaves waiting is drained, and over two objectives it adds no more than half of that.
 * Three significant digits; below a hundredth of a slot it is none.
 */
function smoothed(before: number, measured: number, interval: number, work: Work): number {
  const memory =
    measured > before ? Math.max(RATE_MEMORY_SECONDS, 2 * work.objective) : RATE_MEMORY_SECONDS;
  const rate = measured + (before - measured) * Math.exp(-interval / memory);
  if (Math.abs(rate - before) < 0.005 * before) {
    return before;
  }
  return rate * work.serviceTime < 0.01 ? 0 : Number(rate.toPrecision(3));
}
