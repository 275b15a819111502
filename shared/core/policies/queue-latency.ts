/** @module Size a worker fleet from how long a message may wait. */
import * as z from 'zod/mini';
import { blind, definePolicy, type PolicyContext } from '../policy.ts';
import { positiveDuration, round, sourceName } from '../quantity.ts';
import {
  LONGEST_BOOT,
  observeQueue,
  type QueueMemory,
  queueMemory,
  reactionTime,
  supplyOf,
} from '../queue-memory.ts';
import { deadlinesOf, slotsToAdd, workWithin } from '../queue-portions.ts';
import { boundedNeed, capacityFor } from '../units.ts';

const schema = z.strictObject({
  type: z.literal('queue-latency'),
  /** A queue: its reading is made of `visible` and `inFlight` messages. */
  source: sourceName,
  /** How long a message may wait before a worker takes it. */
  objective: positiveDuration,
  /** Percent of the messages that are to meet the objective. */
  percent: z._default(
    z.number().check(z.minimum(50, '50 % or more'), z.maximum(99.99, '99.99 % or less')),
    99,
  ),
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

/** What can no longer be in time is drained within this share of an objective, or longer boot. */
const LATE_SHARE = 0.5;
/** 99 % of messages are to meet the objective: the exponential quantile … */
const LN_100 = Math.log(100);
/** … and the normal one. */
const Z_99 = 2.33;

/**
 * The cheapest fleet that keeps the objective: work costs the same whenever it is done, so what
 * costs is units that start and units that idle.
 *
 * - **In time**: every portion of what waits is to be taken by its due time, and so is what will
 *   have come by the time that a unit asked for now works. Units are added when those in service
 *   and starting do not suffice, so many that the rest is taken at an even pace, and not before
 *   putting it off by one more look would take more of them.
 * - **At work**: a unit with a message to work on stays; finishing early costs nothing.
 * - **Warm**: an idle unit stays while its absence would be shorter than its boot. A fleet that is
 *   one unit short of the load fills its queue in `(messages it may let wait + 1) ÷ what it lacks`;
 *   ending and starting a unit costs a boot (ski rental: A. Karlin et al., "Competitive snoopy
 *   caching", 1988).
 * - **In reserve**: the head-room that its own misses taught. It is a share of the objective at
 *   first; where that leaves less than units take to start, it is warm units for the highest rate
 *   of late, with a cushion for chance (Halfin and Whitt, "Heavy-traffic limits for queues with
 *   many exponential servers", 1981).
 *
 * Never more slots are added than there are messages, with those that may come before the next look
 * can help. Works from zero units; messages in flight hold capacity and ask for none.
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
    const { seen, remembered } = observeQueue(
      { visible, inFlight, counted },
      spec,
      context,
      before,
    );
    const rate = counted ?? seen.rate;
    // Poison is in flight before it is anything else: only what workers leave of it waits.
    const waiting = Math.max(0, visible - Math.max(0, seen.stuck - inFlight));
    const queue: Queue = { waiting, inFlight, rate, seen };

    const inTime = unitsInTime(spec, context, queue);
    const { concurrency, serviceTime } = spec;
    const present = Math.ceil((inFlight + waiting) / concurrency - 1e-9);
    const atWork = Math.min(present, context.target.capacity);
    const warm = unitsWorthKeeping(spec, context, queue);
    const reserve = unitsInReserve(spec, context, queue);
    // Poison may be a broken dependency: one worker goes on trying, and will see it mended.
    const trying = seen.stuck > 0 ? 1 : 0;
    const exact = boundedNeed(Math.max(inTime, atWork, warm, reserve, trying));
    const perUnit = (concurrency * spec.objective) / serviceTime;
    return {
      status: 'recommended',
      capacity: capacityFor(exact),
      exact,
      because:
        `${round(rate)} messages/s arrive and ${round(waiting)} wait in ${spec.source}: ` +
        toldOf({ inTime, atWork, warm, reserve }) +
        (seen.stuck > 0 ? `; ${round(seen.stuck)} stuck messages not counted` : ''),
      edge: {
        source: spec.source,
        above: reading.value - waiting + context.band.above * perUnit,
        below: reading.value - waiting - inFlight + context.band.below * concurrency,
      },
      // Where looks are rarer than objectives, one says too little to let units go.
      keeps: context.cadence <= spec.objective ? true : undefined,
      remember: remembered,
    };
  },
});

/** What asks for units, in words; the highest decides, and what asks for none is left out. */
function toldOf(units: Readonly<Record<'inTime' | 'atWork' | 'warm' | 'reserve', number>>): string {
  const { inTime, atWork, warm, reserve } = units;
  const told =
    (inTime > 0 ? `, ${round(inTime)} take them in time` : '') +
    (atWork > 0 ? `, ${atWork} have work` : '') +
    (warm > 0 ? `, ${warm} are worth keeping warm` : '') +
    (reserve > 0 ? `, ${round(reserve)} are in reserve` : '');
  return told === '' ? 'none is needed' : told.slice(2);
}

/** The messages of a queue now, and what is remembered of them. */
interface Queue {
  readonly waiting: number;
  readonly inFlight: number;
  readonly rate: number;
  readonly seen: QueueMemory;
}

/** Seconds that messages are let wait: the objective, less the head-room that boots allow. */
function patienceOf({ objective }: Spec, context: PolicyContext, { seen }: Queue): number {
  return objective * (1 - Math.min(seen.reserve, mostShare(objective, context)));
}

/** The largest share of the objective that can be left unused and units still start in time. */
function mostShare(objective: number, context: PolicyContext): number {
  return Math.max(0, 1 - reactionTime(context) / objective);
}

/** Units that take what waits by its due time; none where those that there are suffice. */
function unitsInTime(spec: Spec, context: PolicyContext, queue: Queue): number {
  const { waiting, rate, seen } = queue;
  const { serviceTime, concurrency } = spec;
  const { cadence, unit, target } = context;
  const supply = supplyOf(spec, context, seen.ready);
  const patience = patienceOf(spec, context, queue);
  const reaction = reactionTime(context);
  const boot = unit.warmUp * LONGEST_BOOT;
  const late = LATE_SHARE * Math.max(spec.objective, boot);
  const load = rate * serviceTime;
  const deadlines = deadlinesOf(seen.waiting, patience);
  deadlines.push({ messages: waiting + rate * reaction, left: patience + reaction });
  const added = slotsToAdd(deadlines, supply, { serviceTime, boot, late, load });
  if (added === 0) {
    return 0;
  }
  const slots = Math.min(supply.coming + added, mostUseful(spec, context, queue, rate));
  if (slots <= supply.coming) {
    return 0;
  }
  const units = slots / concurrency;
  const isTight = deadlines.some(
    ({ messages, left }) =>
      left < boot + cadence && messages * serviceTime > workWithin(supply, left),
  );
  const next = slotsToAdd(deadlines, supply, { serviceTime, boot: boot + cadence, late, load });
  const isPutOff = !isTight && Math.ceil(units) >= Math.ceil((supply.coming + next) / concurrency);
  return isPutOff ? Math.min(target.capacity, units) : units;
}

/** Slots for the messages that are there, and those that come before the next look can help. */
function mostUseful(
  { objective }: Spec,
  { cadence, unit }: PolicyContext,
  { inFlight, waiting }: Queue,
  rate: number,
): number {
  const soon = rate * (cadence + Math.max(0, unit.warmUp - objective));
  return inFlight + waiting + soon + Z_99 * Math.sqrt(soon);
}

/** Units whose absence would be shorter than their boot. */
function unitsWorthKeeping(spec: Spec, context: PolicyContext, queue: Queue): number {
  const { warmUp } = context.unit;
  if (queue.rate === 0 || warmUp === 0) {
    return 0;
  }
  const { serviceTime, concurrency } = spec;
  const load = (queue.rate * serviceTime) / concurrency;
  const slack = Math.max(0, patienceOf(spec, context, queue) - warmUp - context.cadence / 2);
  const mayWait = ((queue.rate * slack + 1) * serviceTime) / concurrency;
  return Math.max(0, Math.min(context.target.capacity, Math.floor(1 + load - mayWait / warmUp)));
}

/** Warm units, where head-room in time is not enough. */
function unitsInReserve(spec: Spec, context: PolicyContext, queue: Queue): number {
  const { serviceTime, objective, concurrency } = spec;
  const factor = queue.seen.reserve - mostShare(objective, context);
  const peak = Math.max(queue.rate, queue.seen.peak);
  if (factor <= 0 || peak === 0) {
    return 0;
  }
  const load = factor * peak * serviceTime;
  const cushion = Math.min(1, factor) * cushionFor(load, objective / serviceTime);
  const slots = Math.min(load + cushion, mostUseful(spec, context, queue, factor * peak));
  const units = slots / concurrency;
  // Without any unit no message could be in time.
  return Math.max(reactionTime(context) > objective ? 1 : 0, Math.round(units));
}

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

/** Arrivals per second as a source counts them, where there is one and it has a value. */
function countedRate(spec: Spec, { reading: read }: PolicyContext): number | undefined {
  if (spec.arrivals === undefined) {
    return undefined;
  }
  const reading = read(spec.arrivals.source);
  return reading.status === 'measured' ? boundedNeed(reading.value) / spec.arrivals.per : undefined;
}
