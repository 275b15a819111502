/** @module Size a worker fleet from how long a message may wait. */
import * as z from 'zod/mini';
import { blind, definePolicy, type PolicyContext } from '../policy.ts';
import { positiveDuration, round, sourceName } from '../quantity.ts';
import { observeQueue, type QueueMemory, queueMemory } from '../queue-memory.ts';
import { boundedNeed, capacityFor, type Instant } from '../units.ts';

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
      /** The source that counts them. */
      source: sourceName,
      /** The time over which that source counts. */
      per: z.prefault(positiveDuration, '60s'),
    }),
  ),
});

type Spec = z.output<typeof schema>;

/** The share of an objective, or of a longer boot, within which late messages are drained. */
const LATE_SHARE = 0.5;
/** 99 % of messages are to meet the objective: the exponential quantile … */
const LN_100 = Math.log(100);
/** … and the normal one. */
const Z_99 = 2.33;

/**
 * Three demands on slots (a worker has `concurrency` of them):
 *
 * - Keeping pace: arrivals/s × service time messages are in work at any moment (J. Little, "A proof
 *   for the queuing formula L = λW", 1961).
 * - A cushion for chance, so that 99 % of a random stream meet the objective (Halfin and Whitt,
 *   "Heavy-traffic limits for queues with many exponential servers", 1981): up to 2.4 √load where
 *   messages may hardly wait, next to none where the objective is many service times.
 * - Draining: what waits is taken by its due time, less the time that new units need to boot, while
 *   those in service work on. The due time is remembered, so that a backlog shrinks at a steady
 *   pace; sized anew from the whole objective at each look, its tail would wait several times that.
 *
 * Together never more slots than there are messages, with those that may come before the next look
 * can help: a burst of long jobs looks like a lasting rate, and keeping pace with that rate would
 * start a multiple of the burst.
 * Works from zero units; messages in flight hold capacity and ask for none.
 */
export const queueLatency = definePolicy<Spec, QueueMemory>({
  type: 'queue-latency',
  schema,
  memory: queueMemory,
  sources: (spec) => [spec.source, ...(spec.arrivals === undefined ? [] : [spec.arrivals.source])],
  uses: ({ source, arrivals }) => [
    { source, as: 'backlog' },
    ...(arrivals === undefined
      ? []
      : [{ source: arrivals.source, as: 'arrivals' as const, per: arrivals.per }]),
  ],
  rushes: ({ objective: within }, { bounds }) => [
    { to: bounds.max, within, path: ['objective'], isAnswer: true, who: 'a message' },
  ],

  recommend(spec, context, before) {
    const reading = context.reading(spec.source);
    if (reading.status === 'missing') {
      return blind({ source: spec.source, reading });
    }
    const visible = boundedNeed(reading.parts?.['visible'] ?? reading.value);
    const inFlight = boundedNeed(reading.parts?.['inFlight'] ?? 0);
    const counted = countedRate(spec, context);
    const seen = observeQueue({ visible, inFlight, counted }, spec, context, before);
    const rate = counted ?? seen.rate;

    // Poison is in flight before it is anything else: only what workers leave of it waits.
    const waiting = Math.max(0, visible - Math.max(0, seen.stuck - inFlight));
    const load = rate * spec.serviceTime;
    const cushion = cushionFor(load, spec.objective / spec.serviceTime);
    const drain = draining(spec, context, waiting, rate, seen.due);
    const soon = rate * (context.cadence + Math.max(0, context.unit.warmUp - spec.objective));
    const useful = inFlight + waiting + soon + Z_99 * Math.sqrt(soon);
    const slots = Math.min(load + cushion + drain.slots, useful);
    const { concurrency } = spec;
    const busy = Math.min(inFlight / concurrency, context.target.capacity);
    // Poison may be a broken dependency: one worker goes on trying, and will see it mended.
    const trying = seen.stuck > 0 ? 1 : 0;
    const exact = boundedNeed(Math.max(slots / concurrency, busy, trying));
    const notWaiting = reading.value - waiting;
    const perUnit = (concurrency * drain.within) / spec.serviceTime;
    const pace = (load + cushion) / concurrency;
    return {
      status: 'recommended',
      capacity: capacityFor(exact),
      exact,
      because:
        `${round(rate)} messages/s arrive and ${round(waiting)} wait in ${spec.source}: ` +
        `${round(pace)} keep pace, ${round(drain.slots / concurrency)} drain it ` +
        `within ${round(drain.within)}s` +
        (seen.stuck > 0 ? `; ${round(seen.stuck)} stuck messages not counted` : ''),
      edge: {
        source: spec.source,
        above: notWaiting + Math.max(0, context.band.above - pace) * perUnit,
        below: notWaiting + Math.max(0, context.band.below - pace) * perUnit,
      },
      remember: seen,
    };
  },
});

/**
 * Spare slots x with which 99 % of a random stream wait no longer than the objective, of which
 * `patience` is the length in service times. A message waits at all with probability C(x ÷ √load)
 * (Halfin and Whitt, 1981), and then longer than t with exp(−x t ÷ service time). With their
 * ln C(β) ≈ −1.19 β − 0.31 β² (within 5 % for β up to 3) that is a quadratic equation.
 */
function cushionFor(load: number, patience: number): number {
  const linear = 1.19 / Math.sqrt(load) + patience;
  const square = 0.31 / load;
  return load === 0 ? 0 : (2 * LN_100) / (linear + Math.sqrt(linear ** 2 + 4 * square * LN_100));
}

/**
 * Slots that take what waits by its due time, and the time that they have for it. Where those in
 * service do not suffice, they work on alone until new units have booted; the new ones take what is
 * left then.
 */
function draining(
  spec: Spec,
  { target, unit, now }: PolicyContext,
  waiting: number,
  rate: number,
  due: Instant | undefined,
): { readonly slots: number; readonly within: number } {
  const { serviceTime, objective } = spec;
  const left = Math.max(objective * LATE_SHARE, due === undefined ? objective : (due - now) / 1000);
  const slots = (waiting * serviceTime) / left;
  const load = rate * serviceTime;
  const inService = target.inService * spec.concurrency;
  if (unit.warmUp === 0 || slots + load <= inService) {
    return { slots, within: left };
  }
  const atBoot = Math.max(0, waiting + (rate - inService / serviceTime) * unit.warmUp);
  const within = Math.max(LATE_SHARE * Math.max(objective, unit.warmUp), left - unit.warmUp);
  return { slots: Math.max(inService - load, (atBoot * serviceTime) / within), within };
}

/** Arrivals per second as a source counts them, where there is one and it has a value. */
function countedRate(spec: Spec, { reading: read }: PolicyContext): number | undefined {
  if (spec.arrivals === undefined) {
    return undefined;
  }
  const reading = read(spec.arrivals.source);
  return reading.status === 'measured' ? boundedNeed(reading.value) / spec.arrivals.per : undefined;
}
