/** @module How a simulated worker tier behaves. */
import { type Seconds, seconds } from '../core/units.ts';
import { PROMPT_SENSOR, type SensorSettings } from './sensor.ts';
import type { ServiceTime } from './service-time.ts';
import type { Trace } from './trace.ts';

/** A queue and the work in it. */
export interface QueueSettings {
  /** Messages that come, in the time the trace counts. */
  readonly arrivals: Trace;
  /** `random` is a Poisson process; `even` spaces messages equally. */
  readonly arrivalPattern: 'random' | 'even';
  readonly serviceTime: ServiceTime;
  /** Messages one unit has in hand at once. */
  readonly concurrency: number;
  /** How long a message may wait before a worker takes it. */
  readonly objective: Seconds;
  /** From the receipt of a message until it can be taken again, if its worker was lost. */
  readonly visibilityTimeout: Seconds;
  /** Share of the messages, 0 to 1, that no worker can finish; absent = none. */
  readonly poison?: Trace | undefined;
  /** Receipts after which a message becomes a dead letter. */
  readonly maxReceiveCount: number;
  /** Whether scale-in takes idle units first (protection of busy ones), or any. */
  readonly goesFirst: 'idle' | 'any';
  /** The queue is looked at in steps of this length; waits are exact to half of it. */
  readonly step: Seconds;
  /** Counts of the queue are up to this old: SQS is eventually consistent. */
  readonly countStaleness: Seconds;
  readonly metrics: SensorSettings;
}

/** Everything of a worker tier but its arrivals and its work. */
export const ORDINARY_QUEUE: Omit<QueueSettings, 'arrivals' | 'serviceTime'> = {
  arrivalPattern: 'random',
  concurrency: 1,
  objective: seconds(30),
  visibilityTimeout: seconds(120),
  maxReceiveCount: 5,
  goesFirst: 'any',
  step: seconds(1),
  countStaleness: seconds(0),
  metrics: PROMPT_SENSOR,
};

/** Sums since the last reset, and what is left now. */
export type QueueTotals = {
  readonly arrived: number;
  readonly completed: number;
  readonly deadLettered: number;
  /** Jobs that lost their worker, and came back. */
  readonly interrupted: number;
  /** Integral of the messages that wait for their first worker. */
  readonly waitingSeconds: number;
  /** Integral of the slots at work. */
  readonly busySeconds: number;
  /** Messages taken for the first time; the waits below are theirs. */
  readonly taken: number;
  readonly waitSum: Seconds;
  readonly waitP50: Seconds;
  readonly waitP95: Seconds;
  readonly waitP99: Seconds;
  readonly longestWait: Seconds;
  /** Share of them that waited no longer than the objective. */
  readonly withinObjective: number;
  /** Messages that wait for their first worker now. */
  readonly waiting: number;
  readonly inHand: number;
  /** Messages that were interrupted or given up, and will be taken again. */
  readonly returned: number;
};

/** What a queue says of itself, as SQS does. */
export interface QueueCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** What a worker tier did since it was last asked. */
export type QueueInterval = {
  /** Messages that came, per second. */
  readonly load: number;
  /** Mean units in service. */
  readonly inService: number;
  readonly visible: number;
  readonly inFlight: number;
  readonly ageOfOldest: Seconds;
  readonly completed: number;
};
