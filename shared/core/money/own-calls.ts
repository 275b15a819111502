/** @module The calls that Tidegate itself makes, counted from the plan. */
import { delaysWithinTick, isDue, restingCadence, TICK_EVERY } from '../cadence.ts';
import { type Instant, instant, type Seconds } from '../units.ts';
import { LATEST_OBSERVATION, MOST_OPEN } from './ledger.ts';
import { type BillCalls, billCalls } from './own-bills.ts';
import { type ForecastCalls, forecastCalls } from './own-forecasts.ts';

/** Something that is paid each time it is read. */
export interface PaidRead {
  /** `sqs`: requests; `cloudWatch`: metrics asked for with GetMetricData. */
  readonly service: 'sqs' | 'cloudWatch';
  /** What has the same service and key is read once for a batch. */
  readonly key: string;
  readonly count: number;
}

/** A target, as far as looking at it costs. */
export interface ReadTarget {
  readonly id: string;
  readonly evaluateEvery: Seconds;
  /** How often it is looked at while it is calm; without it, as often as ever. */
  readonly calmEvery?: Seconds | undefined;
  readonly reads: readonly PaidRead[];
  /** The name of its budget. */
  readonly budget?: string | undefined;
  /** That budget asks Cost Explorer what was billed. */
  readonly isBilled?: boolean | undefined;
  /** The distinct loads that its policies look ahead at, paid for once an hour. */
  readonly foretold?: readonly PaidRead[] | undefined;
}

/** Calls over some minutes. */
export interface OwnCalls {
  readonly minutes: number;
  /** Looks at one target, or at its state alone where it rests. */
  readonly evaluations: number;
  /** Invocations of Lambdas: ticks, and evaluations that the queue delivers. */
  readonly invocations: number;
  /** Messages that hand evaluations on; one delivers one batch. */
  readonly handedOn: number;
  /** SendMessageBatch requests that carry them, billed by 64 KB. */
  readonly sends: number;
  readonly queueReads: number;
  readonly metricsRead: number;
  /** States read: one unit each, strongly consistent, up to 4 KB. */
  readonly stateReads: number;
  /** Units of 4 KB of ledgers that are read, each at its largest. */
  readonly ledgerReads: number;
  /** Units of 1 KB of ledgers, if each look writes its own at its largest. */
  readonly ledgerWrites: number;
  readonly forecasts: ForecastCalls;
  readonly bills: BillCalls;
}

/** What one tick calls. */
type TickCalls = Omit<OwnCalls, 'minutes' | 'forecasts' | 'bills'>;

/** How calls are put together; the application's own constants. */
export interface Batching {
  /** Targets in one evaluation. */
  readonly largestBatch: number;
  /** Messages in one SendMessageBatch. */
  readonly messagesPerSend: number;
}

/** SQS counts every 64 KB of a request as a request. */
const BILLED_BYTES = 65_536;
/** What a message has beside the ids of its targets: `{"targets":[],"requestedAt":…}`. */
const MESSAGE_BYTES = 42;
/** An id in a message has two quotation marks and a comma. */
const BYTES_AROUND_ID = 3;

/**
 * The calls of every tick in so many minutes, batch by batch, as the schedule makes them. Of a calm
 * target that rests, only the state is read. Writes depend on what happens, and are not among them.
 */
export function ownCalls(
  targets: readonly ReadTarget[],
  minutes: number,
  { isCalm = false, ...batching }: Batching & { readonly isCalm?: boolean },
): OwnCalls {
  const dueIn = isCalm ? calmTargets(targets, minutes) : dueTargets(targets, minutes);
  const counts = {
    evaluations: 0,
    invocations: 0,
    handedOn: 0,
    sends: 0,
    queueReads: 0,
    metricsRead: 0,
    stateReads: 0,
    ledgerReads: 0,
    ledgerWrites: 0,
  };
  const sizes = ledgerSizes(targets);
  const seen = new Map<readonly ReadTarget[], TickCalls>();
  for (const due of dueIn) {
    const calls = seen.get(due) ?? callsOfTick(due, sizes, batching);
    seen.set(due, calls);
    for (const name of NAMES) {
      counts[name] += calls[name];
    }
  }
  return {
    minutes,
    ...counts,
    forecasts: forecastCalls(targets, minutes),
    bills: billCalls(targets, minutes),
  };
}

const NAMES = [
  'evaluations',
  'invocations',
  'handedOn',
  'sends',
  'queueReads',
  'metricsRead',
  'stateReads',
  'ledgerReads',
  'ledgerWrites',
] as const satisfies readonly (keyof TickCalls)[];

/** The targets of each tick; the same list where the same are due. */
function dueTargets(
  targets: readonly ReadTarget[],
  minutes: number,
): readonly (readonly ReadTarget[])[] {
  const isEveryTick = targets.every(({ evaluateEvery }) => evaluateEvery <= TICK_EVERY);
  return Array.from({ length: minutes }, (_, tick) => {
    const now = tickAt(tick);
    return isEveryTick ? targets : targets.filter((target) => isDue(target, now));
  });
}

/** The same while all are calm: those that rest are there, and nothing is read for them. */
function calmTargets(
  targets: readonly ReadTarget[],
  minutes: number,
): readonly (readonly ReadTarget[])[] {
  return dueTargets(targets, minutes).map((due, tick) => {
    const now = tickAt(tick);
    return due.map((target) => {
      const { id, calmEvery, evaluateEvery } = target;
      const rests =
        calmEvery !== undefined &&
        !isDue({ id, evaluateEvery: restingCadence({ calmEvery, evaluateEvery }) }, now);
      return rests ? { ...target, reads: [] } : target;
    });
  });
}

function tickAt(tick: number): Instant {
  return instant(tick * TICK_EVERY * 1000);
}

function callsOfTick(
  due: readonly ReadTarget[],
  sizes: ReadonlyMap<string, number>,
  batching: Batching,
): TickCalls {
  const { largestBatch, messagesPerSend } = batching;
  const isSmall = due.length <= largestBatch;
  const atOnce = inBatches(due, largestBatch);
  const delayed = momentsWithin(due).flatMap((targets) => inBatches(targets, largestBatch));
  const messages = [...(isSmall ? [] : atOnce), ...delayed];
  const batches = [...atOnce, ...delayed];
  const sum = (of: (batch: readonly ReadTarget[]) => number) =>
    batches.reduce((total, batch) => total + of(batch), 0);
  const evaluations = sum((batch) => batch.length);
  return {
    evaluations,
    invocations: 1 + messages.length,
    handedOn: messages.length,
    sends: inBatches(messages, messagesPerSend).reduce((total, send) => total + billed(send), 0),
    queueReads: sum((batch) => countOf('sqs', batch)),
    metricsRead: sum((batch) => countOf('cloudWatch', batch)),
    stateReads: evaluations,
    ledgerReads: sum((batch) => ledgerUnits(batch, sizes, READ_UNIT_BYTES)),
    ledgerWrites: sum((batch) => ledgerUnits(batch, sizes, WRITE_UNIT_BYTES)),
  };
}

/** Bytes of each budget's ledger at its largest: every look of the last 15 minutes of everybody. */
function ledgerSizes(targets: readonly ReadTarget[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { id, budget, evaluateEvery, isBilled } of targets) {
    if (budget !== undefined) {
      const own = LEDGER_BYTES + (isBilled === true ? BILLED_DAYS_BYTES : 0);
      const looks = Math.min(LATEST_OBSERVATION / evaluateEvery + 2, MOST_OPEN + 1);
      const bytes = id.length + ACCOUNT_BYTES + looks * LOOK_BYTES;
      sizes.set(budget, (sizes.get(budget) ?? own) + bytes);
    }
  }
  return sizes;
}

/** Units that the ledgers of a batch take, each by itself. */
function ledgerUnits(
  batch: readonly ReadTarget[],
  sizes: ReadonlyMap<string, number>,
  unitBytes: number,
): number {
  const budgets = new Set(batch.map(({ budget }) => budget ?? ''));
  return [...budgets].reduce(
    (units, budget) => units + Math.ceil((sizes.get(budget) ?? 0) / unitBytes),
    0,
  );
}

/** What DynamoDB reads and writes for one unit. */
const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;
/** A ledger's own, with the hours of a day and the days of a month. */
const LEDGER_BYTES = 700;
/** What AWS billed for each day of a month, where a budget asks. */
const BILLED_DAYS_BYTES = 2000;
/** A target's account in a ledger, and one look in it: a time and a rate. Measured by a test. */
const ACCOUNT_BYTES = 24;
const LOOK_BYTES = 17;

/** Those that are looked at again within the minute, by moment. */
function momentsWithin(due: readonly ReadTarget[]): readonly (readonly ReadTarget[])[] {
  const byDelay = new Map<Seconds, ReadTarget[]>();
  for (const target of due.filter(({ evaluateEvery }) => evaluateEvery < TICK_EVERY)) {
    for (const delay of delaysWithinTick(target.evaluateEvery)) {
      byDelay.set(delay, [...(byDelay.get(delay) ?? []), target]);
    }
  }
  return [...byDelay.values()];
}

/** What a batch reads of a service, equal reads once. */
function countOf(service: PaidRead['service'], batch: readonly ReadTarget[]): number {
  const distinct = new Map<string, number>();
  for (const read of batch.flatMap(({ reads }) => reads)) {
    if (read.service === service) {
      distinct.set(read.key, read.count);
    }
  }
  return [...distinct.values()].reduce((sum, count) => sum + count, 0);
}

/** Requests that AWS bills for one send of these messages. */
function billed(messages: readonly (readonly ReadTarget[])[]): number {
  const bytes = messages
    .flat()
    .reduce((sum, { id }) => sum + id.length + BYTES_AROUND_ID, messages.length * MESSAGE_BYTES);
  return Math.max(1, Math.ceil(bytes / BILLED_BYTES));
}

function inBatches<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
