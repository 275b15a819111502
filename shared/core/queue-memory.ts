/** @module What a queue's own counts tell, look after look: arrivals, ages, misses and poison. */
import * as z from 'zod/mini';
import type { PolicyContext } from './policy.ts';
import {
  agedPortions,
  freshPortions,
  lateBetweenLooks,
  lateWithin,
  type Supply,
} from './queue-portions.ts';
import {
  betweenWrites,
  isNews,
  PARTS_OF_OBJECTIVE,
  type QueuePace,
  RATE_MEMORY_SECONDS,
} from './queue-writes.ts';
import { elapsed, type Instant, instant } from './units.ts';

const storedInstant = z.pipe(z.number(), z.transform(instant));

/** What is remembered of a queue between two looks at it. */
export const queueMemory = z.strictObject({
  type: z.literal('queue-latency'),
  /** When the counts were taken. */
  at: storedInstant,
  visible: z.number(),
  inFlight: z.number(),
  /** Arrivals per second lately … */
  rate: z.number(),
  /** … over a day … */
  usual: z.number(),
  /** … and at their highest, slowly forgotten. */
  peak: z.number(),
  /** The same before the last look, or before what is late or was started for came. */
  calm: z.number(),
  /** What waits: seconds waited so far and messages, oldest first. */
  waiting: z.readonly(z.array(z.readonly(z.tuple([z.number(), z.number()])))),
  /** When the units that start are expected to work; absent while none start. */
  ready: z.optional(storedInstant),
  /** Head-room: the share of the objective that is not used; past what boots leave, warm units. */
  reserve: z.number(),
  /** Since when the queue has held as many messages as it does. */
  sameSince: storedInstant,
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
export interface QueueWork {
  readonly objective: number;
  readonly serviceTime: number;
  readonly concurrency: number;
  /** Percent of the messages that are to meet the objective. */
  readonly percent: number;
}

/** What a look told, and what of it is to be remembered. */
export interface QueueLook {
  readonly seen: QueueMemory;
  /** The very memory of before where nothing is worth a write. */
  readonly remembered: QueueMemory;
}

/** A queue that neither grew nor shrank for this long, with workers on it, holds poison … */
const STUCK_AFTER_SECONDS = 600;
/** … or messages so long that they only look like it. */
const STUCK_AFTER_SERVICE_TIMES = 20;
const USUAL_MEMORY_SECONDS = 86_400;
/** The highest rate is forgotten over so many boots or objectives: starting anew has to pay. */
const PEAK_MEMORY_BOOTS = 2;
/** Shorter intervals say more about SQS's eventually consistent counts than about arrivals. */
const SHORTEST_INTERVAL_SECONDS = 5;
/** A boot may take this much longer than the plan says. */
export const LONGEST_BOOT = 1.15;
/** Head-room to begin with where units can be started in time: a tenth of the objective … */
const FIRST_SHARE = 0.1;
/** … and where they cannot: warm units for the highest rate, and some. */
const FIRST_WARM = 1.3;
/** Where no unit starts in time, to try it with none would cost a batch of misses. */
const LEAST_WARM = 0.5;
const MOST_RESERVE = 4;
/** What grows by more, within a boot, is beyond any reserve. */
const LARGEST_SURGE = 10;
/** An objective's worth of messages, all late, adds this much head-room. */
const RESERVE_STEP = 0.1;
/** In a quiet queue a single late message is no more than a tenth of that. */
const LEAST_MESSAGES = 10;
/** What is aimed at leaves this share of the allowed misses unused. */
const CAUTION = 0.6;

/**
 * What a look at the queue adds to what is remembered of it.
 *
 * Messages in, less messages out, is how the queue grew; messages out is what was in work ÷ service
 * time. They are taken in their order, so that what waits is what came last.
 *
 * The head-room is steered by its own misses (adaptive conformal inference: I. Gibbs and
 * E. Candès, "Adaptive Conformal Inference Under Distribution Shift", NeurIPS 2021): every message
 * that will be late widens it, every arrival narrows it by the share of misses that is aimed at.
 * In the long run that share is what comes out, whatever the arrivals are like.
 *
 * A queue that stays at the very same count for long, with workers in service and no arrivals
 * counted, holds messages that nobody finishes. As soon as there are fewer they are no poison.
 */
export function observeQueue(
  counts: QueueCounts,
  work: QueueWork,
  context: PolicyContext,
  before: QueueMemory | undefined,
): QueueLook {
  const { now, cadence, target } = context;
  if (before === undefined) {
    const first = firstLook(counts, work, context);
    return { seen: first, remembered: first };
  }
  const since = elapsed({ from: before.at, to: now });
  if (since < SHORTEST_INTERVAL_SECONDS) {
    return { seen: before, remembered: before };
  }
  const { visible, inFlight, counted } = counts;
  const { objective, serviceTime } = work;
  const outstanding = visible + inFlight;
  const grown = outstanding - (before.visible + before.inFlight);
  const sameSince = grown === 0 ? before.sameSince : now;
  const stuckAfter = Math.max(STUCK_AFTER_SECONDS, STUCK_AFTER_SERVICE_TIMES * serviceTime);
  const isStuck =
    outstanding > 0 &&
    target.inService > 0 &&
    (counted ?? 0) === 0 &&
    elapsed({ from: sameSince, to: now }) >= stuckAfter;
  if (isStuck) {
    const seen =
      before.stuck === outstanding && before.rate === 0
        ? before
        : { ...before, at: now, visible, inFlight, rate: 0, waiting: [], stuck: outstanding };
    return { seen, remembered: seen };
  }
  const stuck = outstanding < before.stuck ? 0 : before.stuck;
  const slots = target.inService * work.concurrency;
  const inWork = Math.min(slots, Math.max(0, (before.inFlight + inFlight) / 2 - stuck));
  const measured = Math.max(0, grown / since + inWork / serviceTime);
  const rate = smoothed(before.rate, measured, since, work);
  const usual = toward(before.usual, measured, since, USUAL_MEMORY_SECONDS);
  const arrived = measured * since;
  const pace = { objective, cadence, reaction: reactionTime(context) };
  const come = cameOver(before, since, pace);
  const waiting = agedPortions(
    before.waiting,
    since,
    freshPortions(arrived, come, cadence),
    Math.max(0, visible - Math.max(0, stuck - inFlight)),
  );
  const ready = readyAt(before.ready, context);
  const reaction = Math.max(reactionTime(context), objective);
  const peak = faded(before.peak, since, reaction);
  const supply = supplyOf(work, context, ready);
  const late =
    objective < cadence
      ? lateBetweenLooks(waiting, supply, work)
      : lateWithin(waiting, supply, work, come);
  const calm = ready === undefined && late === 0 ? peak : faded(before.calm, since, reaction);
  const seen: QueueMemory = {
    type: 'queue-latency',
    at: now,
    visible,
    inFlight,
    rate,
    usual: short(usual),
    peak: short(Math.max(rate, peak)),
    calm: short(calm),
    waiting,
    ...(ready === undefined ? {} : { ready }),
    reserve: short(
      steered(before.reserve, {
        late: isForeseeable(measured, calm, work, context) ? late : 0,
        arrived,
        usually: Math.max(usual * objective, LEAST_MESSAGES),
        least: reactionTime(context) > objective ? LEAST_WARM : 0,
        aimed: (1 - work.percent / 100) * (1 - CAUTION),
      }),
    ),
    sameSince,
    stuck,
  };
  return { seen, remembered: isNews(before, seen, { since, arrived, ...pace }) ? seen : before };
}

/**
 * Seconds over which new messages came: an empty queue is written when it fills, so that they came
 * since the last look; any other within the time that it is left unwritten.
 */
function cameOver(before: QueueMemory, since: number, pace: QueuePace): number {
  const isFromEmpty = before.visible + before.inFlight === 0;
  const part = pace.objective / PARTS_OF_OBJECTIVE + pace.cadence;
  const longest = Math.max(part, betweenWrites(pace));
  return Math.min(since, isFromEmpty ? pace.cadence : longest);
}

/** The workers of a target as they come into service. */
export function supplyOf(
  { concurrency }: { readonly concurrency: number },
  { target, now, cadence }: PolicyContext,
  ready: Instant | undefined,
): Supply {
  return {
    inService: target.inService * concurrency,
    coming: target.capacity * concurrency,
    // Units that are late may come at any time.
    comesIn: ready === undefined ? 0 : Math.max(cadence / 2, (ready - now) / 1000),
  };
}

/** The longest time from a message's arrival until a unit that is started for it works. */
export function reactionTime({ unit, cadence }: PolicyContext): number {
  return unit.warmUp * LONGEST_BOOT + cadence;
}

function firstLook(
  { visible, inFlight }: QueueCounts,
  { objective, serviceTime, concurrency }: QueueWork,
  context: PolicyContext,
): QueueMemory {
  const { now, cadence, target, unit } = context;
  const rate = short(Math.min(target.inService * concurrency, inFlight) / serviceTime);
  return {
    type: 'queue-latency',
    at: now,
    visible,
    inFlight,
    rate,
    usual: rate,
    peak: rate,
    calm: rate,
    waiting: visible === 0 ? [] : [[Math.min(cadence, objective) / 2, visible]],
    ...(target.capacity > target.inService ? { ready: instant(now + unit.warmUp * 1000) } : {}),
    reserve: reactionTime(context) > objective ? FIRST_WARM : FIRST_SHARE,
    sameSince: now,
    stuck: 0,
  };
}

/** Units that start were asked for at the last look, unless they were expected already. */
function readyAt(
  before: Instant | undefined,
  { target, unit, now, cadence }: PolicyContext,
): Instant | undefined {
  if (target.capacity <= target.inService) {
    return undefined;
  }
  return before !== undefined && before > now - cadence * 1000
    ? before
    : instant(now + Math.max(0, unit.warmUp - cadence) * 1000);
}

/**
 * Whether a reserve could have been there for so many arrivals. Where no unit starts in time, what
 * comes after a calm, many times what came before it, is beyond any reserve: to hold one against it
 * would cost much, all the time, and help nobody.
 */
function isForeseeable(
  measured: number,
  calm: number,
  { objective }: QueueWork,
  context: PolicyContext,
): boolean {
  return reactionTime(context) <= objective || measured <= LARGEST_SURGE * calm;
}

function steered(
  reserve: number,
  news: {
    readonly late: number;
    readonly arrived: number;
    readonly usually: number;
    readonly aimed: number;
    readonly least: number;
  },
): number {
  const missed = (news.late - news.aimed * news.arrived) / news.usually;
  const step = RESERVE_STEP * Math.max(-1, Math.min(1, missed));
  return Math.max(news.least, Math.min(MOST_RESERVE, reserve + step));
}

/**
 * The arrival rate with a new measurement, which counts by the length of its interval. A rate that
 * followed every rise at once would be too high by the noise of the counts; below a hundredth of a
 * slot it is none.
 */
function smoothed(before: number, measured: number, interval: number, work: QueueWork): number {
  const memory = Math.max(RATE_MEMORY_SECONDS, work.objective);
  const rate = toward(before, measured, interval, memory);
  if (Math.abs(rate - before) < 0.005 * before) {
    return before;
  }
  return rate * work.serviceTime < 0.01 ? 0 : short(rate);
}

function faded(peak: number, passed: number, boot: number): number {
  return peak * Math.exp(-passed / (PEAK_MEMORY_BOOTS * boot));
}

function toward(before: number, value: number, passed: number, memory: number): number {
  return value + (before - value) * Math.exp(-passed / memory);
}

/** Three or more significant digits, by arithmetic: writing numbers out and back takes longer. */
function short(value: number): number {
  const scale = value >= 100 ? 10 : value >= 10 ? 1000 : 1_000_000;
  return Math.round(value * scale) / scale;
}
