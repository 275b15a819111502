/** @module Size a worker fleet from how long a message may wait. */
import * as z from 'zod/mini';
import { blind, definePolicy, type PolicyContext } from '../policy.ts';
import { positiveDuration, round, sourceName } from '../quantity.ts';
import { capacityFor, elapsed, instant, type Seconds } from '../units.ts';

const schema = z.strictObject({
  type: z.literal('queue-latency'),
  /** A queue: its reading is made of `visible` and `inFlight` messages. */
  source: sourceName,
  /** How long a message may wait before a worker takes it. */
  objective: positiveDuration,
  /** How long a worker takes for one message, on average. */
  serviceTime: positiveDuration,
  /** Messages one worker has in hand at once. */
  concurrency: z._default(z.int().check(z.minimum(1)), 1),
  /** A source that counts arrivals; without it they are inferred from the queue itself. */
  arrivals: z.optional(
    z.strictObject({
      source: sourceName,
      /** The time over which that source counts. */
      per: z.prefault(positiveDuration, '60s'),
    }),
  ),
});

const memory = z.strictObject({
  type: z.literal('queue-latency'),
  at: z.pipe(z.number(), z.transform(instant)),
  outstanding: z.number(),
  /** Arrivals per second. */
  rate: z.number(),
  /** Messages that nobody could finish. */
  stuck: z.number(),
});
type Memory = z.output<typeof memory>;
type Spec = z.output<typeof schema>;

/** A queue that neither grew nor shrank for this long, with workers on it, holds poison. */
const STUCK_AFTER_SECONDS = 600;
const STUCK_AFTER_SERVICE_TIMES = 20;
/** How fast the inferred arrival rate forgets a higher past. */
const RATE_MEMORY_SECONDS = 120;
/** Shorter intervals say more about SQS's eventually consistent counts than about arrivals. */
const SHORTEST_INTERVAL_SECONDS = 5;

/**
 * Two demands add up. Keeping pace: by Little's law, arrivals/s × service time messages are in
 * work at any moment (J. Little, "A proof for the queuing formula L = λW", 1961). Draining: what
 * waits now must be taken before the objective is over, less the time that new units need to boot,
 * while those in service work on. Where the objective is no longer than a few service times the
 * queue cannot absorb randomness, and square-root staffing adds √(load) units (Halfin and Whitt,
 * 1981). Works from zero units; messages in flight hold capacity and ask for none.
 */
export const queueLatency = definePolicy<Spec, Memory>({
  type: 'queue-latency',
  schema,
  memory,
  sources: (spec) => [spec.source, ...(spec.arrivals === undefined ? [] : [spec.arrivals.source])],

  recommend(spec, context, before) {
    const reading = context.reading(spec.source);
    if (reading.status === 'missing') {
      return blind({ source: spec.source, reading });
    }
    const visible = reading.parts?.['visible'] ?? reading.value;
    const inFlight = reading.parts?.['inFlight'] ?? 0;
    const seen = observe(spec, context, { visible, inFlight }, before);
    const rate = countedRate(spec, context) ?? seen.rate;

    const waiting = Math.max(0, visible - seen.stuck);
    const load = (rate * spec.serviceTime) / spec.concurrency;
    const cushion =
      waiting === 0 ? 0 : Math.sqrt(load) * Math.min(1, spec.serviceTime / spec.objective);
    const keepPace = load + cushion;
    const drain = draining(spec, context, waiting, rate);
    const busy = Math.min(inFlight / spec.concurrency, context.target.capacity);
    const exact = Math.max(keepPace + drain.units, busy);
    const perUnit = (spec.concurrency * drain.within) / spec.serviceTime;
    return {
      status: 'recommended',
      capacity: capacityFor(exact),
      exact,
      because:
        `${round(rate)} messages/s arrive and ${round(waiting)} wait in ${spec.source}: ` +
        `${round(keepPace)} keep pace, ${round(drain.units)} drain it ` +
        `within ${round(drain.within)}s` +
        (seen.stuck > 0 ? `; ${seen.stuck} stuck messages not counted` : ''),
      edge: {
        source: spec.source,
        above: inFlight + Math.max(0, context.target.capacity - keepPace) * perUnit,
        below: inFlight + Math.max(0, context.target.capacity - 1 - keepPace) * perUnit,
      },
      remember: seen,
    };
  },
});

/** Units that take what waits before the objective is over, and the time that leaves them. */
function draining(
  spec: Spec,
  { target, unit, cadence }: PolicyContext,
  waiting: number,
  rate: number,
): { readonly units: number; readonly within: number } {
  // What is seen now has waited half a cadence on average.
  const left = spec.objective - Math.min(spec.objective, cadence) / 2;
  const perUnit = spec.concurrency / spec.serviceTime;
  const now = waiting / (perUnit * left);
  if (now + rate / perUnit <= target.inService || unit.warmUp === 0) {
    return { units: now, within: left };
  }
  const atBoot = waiting + Math.max(-waiting, (rate - target.inService * perUnit) * unit.warmUp);
  // Messages that outlive the boot are late already: they are drained within half an objective.
  const within = Math.max(left - unit.warmUp, spec.objective / 2);
  return { units: Math.min(atBoot / (perUnit * within), mostUseful(atBoot, spec)), within };
}

/** More units than messages (per concurrency) cannot help. */
function mostUseful(messages: number, spec: Spec): number {
  return messages / spec.concurrency;
}

/** Arrivals per second as a source counts them, where there is one and it has a value. */
function countedRate(spec: Spec, { reading: read }: PolicyContext): number | undefined {
  if (spec.arrivals === undefined) {
    return undefined;
  }
  const reading = read(spec.arrivals.source);
  return reading.status === 'measured' ? reading.value / spec.arrivals.per : undefined;
}

/**
 * What the queue itself tells of arrivals and of poison. Messages in, less messages out, is how the
 * queue grew; messages out is what was in work ÷ service time. A queue that stays at the very same
 * count for long, with workers in service, holds messages that nobody finishes: they ask for no
 * workers. Returns the memory it was given when nothing moved, so that nothing is written.
 */
function observe(
  spec: Spec,
  { now, cadence, target }: PolicyContext,
  counts: { readonly visible: number; readonly inFlight: number },
  before: Memory | undefined,
): Memory {
  const outstanding = counts.visible + counts.inFlight;
  if (before === undefined) {
    return { type: 'queue-latency', at: now, outstanding, rate: 0, stuck: 0 };
  }
  const since = elapsed({ from: before.at, to: now });
  const stuckAfter = Math.max(STUCK_AFTER_SECONDS, STUCK_AFTER_SERVICE_TIMES * spec.serviceTime);
  if (outstanding === before.outstanding && target.inService > 0 && since >= stuckAfter) {
    return outstanding === before.stuck && before.rate === 0
      ? before
      : { ...before, rate: 0, stuck: outstanding };
  }
  if (since < SHORTEST_INTERVAL_SECONDS) {
    return before;
  }
  const stuck = Math.min(before.stuck, outstanding);
  const atWork = Math.min(
    Math.max(0, counts.inFlight - stuck),
    target.inService * spec.concurrency,
  );
  // Unchanged counts are not written: a memory older than the cadence held until just now.
  const interval = Math.min(since, Math.max(cadence, SHORTEST_INTERVAL_SECONDS) * 2) as Seconds;
  const measured = Math.max(
    0,
    (outstanding - before.outstanding) / interval + atWork / spec.serviceTime,
  );
  const rate = significant(
    measured >= before.rate
      ? measured
      : measured + (before.rate - measured) * Math.exp(-interval / RATE_MEMORY_SECONDS),
  );
  if (outstanding === before.outstanding && rate === before.rate && stuck === before.stuck) {
    return before;
  }
  return {
    type: 'queue-latency',
    at: outstanding === before.outstanding ? before.at : now,
    outstanding,
    rate,
    stuck,
  };
}

/** Three significant digits; less than one message a day is none. */
function significant(rate: number): number {
  return rate < 1e-5 ? 0 : Number(rate.toPrecision(3));
}
