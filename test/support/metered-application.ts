/**
 * @module The deployed application with every AWS call counted as AWS bills it: real functions,
 * adapters and stores over fake services, simulated worlds and a virtual clock.
 */
import { localTarget } from '../../cli/start/worlds.ts';
import { onRequests } from '../../functions/evaluate.ts';
import { onForecast } from '../../functions/forecast.ts';
import { onSchedule } from '../../functions/tick.ts';
import type { AwsClients } from '../../shared/adapters/aws/clients.ts';
import type { Item, PutCondition } from '../../shared/adapters/aws/dynamodb.ts';
import { metricBatch } from '../../shared/adapters/aws/metric-batch.ts';
import type { MetricStatistic } from '../../shared/adapters/aws/metric-queries.ts';
import { compose, composeForecasts } from '../../shared/composition.ts';
import type { Reading } from '../../shared/core/model.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { capacity, type Instant, instant, later, seconds } from '../../shared/core/units.ts';
import { lambdaJournal } from '../../shared/observability/lambda-journal.ts';
import { bindSource } from '../../shared/simulator/binding.ts';
import { fakeClients } from './aws-fakes.ts';

/** What was called, in the units that AWS bills. */
export interface Metered {
  evaluations: number;
  invocations: number;
  handedOn: number;
  sends: number;
  queueReads: number;
  metricsRead: number;
  /** DynamoDB read units, strongly consistent: 4 KB each. */
  stateReads: number;
  stateWrites: number;
  /** DynamoDB write units: 1 KB each. */
  stateWriteUnits: number;
  activityWrites: number;
  activityWriteUnits: number;
  /** Queries for a ledger, and its writes. */
  ledgerReads: number;
  ledgerReadUnits: number;
  ledgerWrites: number;
  ledgerWriteUnits: number;
  /** Hourly runs, and the metrics whose past they read. */
  forecastRuns: number;
  loadsForetold: number;
  /** DynamoDB read units of forecasts, eventually consistent. */
  forecastReadUnits: number;
  /** DynamoDB write units of forecasts. */
  forecastWriteUnits: number;
  largestLedger: number;
  largestState: number;
  largestActivity: number;
  /** Changes of capacity that were made. */
  changes: number;
  /** Bytes of log lines, those with metrics and the others. */
  metricBytes: number;
  lineBytes: number;
  lines: number;
  /** Activities by their reason. */
  readonly reasons: Record<string, number>;
}

/** A Monday, 06:00 UTC, when the night ends. */
const START = instant(Date.UTC(2026, 2, 2, 6));
const LEAD_IN = seconds(300);
const KB = 1024;
/** The minute of the hour at which serverless.yml has forecasts made. */
const FORECAST_MINUTE = 7;
const DAY_MS = 86_400_000;

/** Runs the plans for so many minutes; counts start with the first tick. */
export async function meteredRun(
  plans: readonly ScalingPlan[],
  { minutes, seed = 1 }: { readonly minutes: number; readonly seed?: number },
): Promise<Metered> {
  let now: Instant = START;
  const locals = plans.map((plan, index) =>
    localTarget(plan, { start: START, seed: seed + index }),
  );
  const metered = nothingYet();
  const due: { readonly at: number; readonly body: string }[] = [];
  const ingredients = {
    environment: {
      table: 'metered',
      evaluationQueueUrl: 'https://sqs.us-east-1.amazonaws.com/1/evaluations',
      stage: 'test',
      planFile: 'tidegate.yml',
      logLevel: 'info' as const,
    },
    plans,
    clock: { now: () => now },
    journal: lambdaJournal({
      service: 'tick',
      stage: 'test',
      level: 'info',
      clock: { now: () => now },
      sink: (line) => countLine(line, metered),
    }),
    clients: meteredClients(locals, metered, {
      now: () => now,
      deliver: (body, delaySeconds) => due.push({ at: now + delaySeconds * 1000, body }),
    }),
  };
  const [application, forecasting] = await Promise.all([
    compose(ingredients),
    composeForecasts(ingredients),
  ]);
  const advance = (to: Instant) => {
    now = to;
    for (const { world } of locals) {
      world.advance(to);
    }
  };
  const invoke = async (work: () => Promise<unknown>) => {
    metered.invocations += 1;
    await work();
    application.journal.flush();
  };

  advance(later(START, LEAD_IN));
  const first = now;
  for (let minute = 0; minute < minutes; minute += 1) {
    advance(later(first, seconds(minute * 60)));
    if (new Date(now).getUTCMinutes() === FORECAST_MINUTE) {
      metered.forecastRuns += 1;
      // biome-ignore lint/performance/noAwaitInLoops: one invocation follows another.
      await onForecast(tickAt(now), forecasting);
    }
    await invoke(() => onSchedule(tickAt(now), application));
    for (const { at, body } of due.splice(0).toSorted((one, other) => one.at - other.at)) {
      advance(instant(at));
      const Records = [{ messageId: '1', body, eventSource: 'aws:sqs' }];
      // biome-ignore lint/performance/noAwaitInLoops: the same.
      await invoke(() => onRequests({ Records }, application));
    }
  }
  return metered;
}

function tickAt(now: Instant) {
  return {
    source: 'aws.events',
    'detail-type': 'Scheduled Event',
    time: new Date(now).toISOString(),
    detail: {},
  };
}

function nothingYet(): Metered {
  return {
    evaluations: 0,
    invocations: 0,
    handedOn: 0,
    sends: 0,
    queueReads: 0,
    metricsRead: 0,
    stateReads: 0,
    stateWrites: 0,
    stateWriteUnits: 0,
    activityWrites: 0,
    activityWriteUnits: 0,
    ledgerReads: 0,
    ledgerReadUnits: 0,
    ledgerWrites: 0,
    ledgerWriteUnits: 0,
    forecastRuns: 0,
    loadsForetold: 0,
    forecastReadUnits: 0,
    forecastWriteUnits: 0,
    largestLedger: 0,
    largestState: 0,
    largestActivity: 0,
    changes: 0,
    metricBytes: 0,
    lineBytes: 0,
    lines: 0,
    reasons: {},
  };
}

type Local = ReturnType<typeof localTarget>;

interface Outside {
  now(): Instant;
  deliver(body: string, delaySeconds: number): void;
}

function meteredClients(locals: readonly Local[], metered: Metered, outside: Outside): AwsClients {
  const queues = new Map<unknown, Local>();
  const metrics = new Map<string, () => Reading | undefined>();
  for (const local of locals) {
    for (const spec of Object.values(local.plan.sources)) {
      queues.set(Reflect.get(spec, 'queueUrl'), local);
      const read = () => {
        const reading = bindSource(spec)?.(local.world);
        return reading?.status === 'measured' ? reading : undefined;
      };
      metrics.set(metricKey(Reflect.get(spec, 'metric'), dimensionsOf(spec)), read);
    }
  }
  const groups = new Map(
    locals.map((local) => [String(Reflect.get(local.plan.target, 'name')), local]),
  );
  return fakeClients({
    sqs: {
      async countMessages(queueUrl) {
        metered.queueReads += 1;
        const local = queues.get(queueUrl);
        const [spec] = Object.values(local?.plan.sources ?? {});
        const reading = spec === undefined ? undefined : bindSource(spec)?.(worldOf(local));
        const parts = reading?.status === 'measured' ? reading.parts : undefined;
        return { visible: parts?.['visible'] ?? 0, inFlight: parts?.['inFlight'] ?? 0, delayed: 0 };
      },
      async send(_, messages) {
        metered.handedOn += messages.length;
        const bytes = messages.reduce((sum, { body }) => sum + body.length, 0);
        metered.sends += Math.max(1, Math.ceil(bytes / (64 * KB)));
        for (const { body, delaySeconds } of messages) {
          outside.deliver(body, delaySeconds);
        }
        return [];
      },
    },
    cloudWatch: {
      readMetrics: metricBatch(async (queries, { from, to }) => {
        const asked = queries.flatMap((query) => ('metric' in query ? [query] : []));
        if (to - from > DAY_MS) {
          metered.loadsForetold += asked.length;
          const answer = { status: 'answered', points: pastDays({ from, to }) } as const;
          return new Map(asked.map(({ id }) => [id, answer]));
        }
        metered.metricsRead += asked.length;
        return new Map(
          asked.map(({ id, metric }) => {
            const value = metrics.get(metricKey(metric.metric, metric.dimensions))?.()?.value;
            const at = to - metric.periodSeconds * 1000;
            return [id, { status: 'answered', points: value === undefined ? [] : [{ at, value }] }];
          }),
        );
      }),
    },
    autoScaling: {
      describeGroups: async (names) =>
        names.map((name) => {
          const { capacity: desired, inService } = worldOf(groups.get(name)).describe();
          return {
            name,
            minSize: 0,
            maxSize: 10_000,
            desiredCapacity: desired,
            instances: Array.from({ length: desired }, (_, index) => ({
              lifecycleState: index < inService ? 'InService' : 'Pending',
              units: 1,
            })),
            suspendedProcesses: [],
            isBeingDeleted: false,
          };
        }),
      async setDesiredCapacity(name, units) {
        metered.changes += 1;
        worldOf(groups.get(name)).setDesired(capacity(units));
      },
    },
    dynamoDb: meteredTable(metered),
  });
}

/** A load that rises by day and falls by night, in slots of five minutes. */
function pastDays({ from, to }: { readonly from: number; readonly to: number }) {
  const slotMs = 300_000;
  return Array.from({ length: Math.floor((to - from) / slotMs) }, (_, index) => {
    const at = instant(from + index * slotMs);
    return { at, value: 20_123 - 9876.5 * Math.cos((at / DAY_MS) * 2 * Math.PI) };
  });
}

/** A table in memory that counts read and write units. */
function meteredTable(metered: Metered): Partial<AwsClients['dynamoDb']> {
  const items = new Map<string, Item>();
  const keyOf = ({ pk, sk }: { readonly pk: string; readonly sk: string }) => `${pk} ${sk}`;
  return {
    async batchGet(_, keys) {
      metered.evaluations += keys.filter(({ sk }) => sk === 'state').length;
      return keys.flatMap((key) => {
        const item = items.get(keyOf(key));
        if (key.sk === 'forecast') {
          const bytes = item === undefined ? 0 : itemBytes(item);
          metered.forecastReadUnits += Math.max(1, Math.ceil(bytes / (4 * KB))) / 2;
          return item === undefined ? [] : [item];
        }
        metered.stateReads += Math.max(
          1,
          Math.ceil(item === undefined ? 0 : itemBytes(item) / (4 * KB)),
        );
        return item === undefined ? [] : [item];
      });
    },
    async queryLast(_, { pk, skPrefix, most }) {
      const found = [...items.values()]
        .filter((item) => item.pk === pk && item.sk.startsWith(skPrefix))
        .toSorted((one, other) => (one.sk < other.sk ? 1 : -1))
        .slice(0, most);
      const bytes = found.reduce((sum, item) => sum + itemBytes(item), 0);
      metered.ledgerReads += 1;
      metered.ledgerReadUnits += Math.max(1, Math.ceil(bytes / (4 * KB)));
      return found;
    },
    async put(_, item, condition) {
      const before = items.get(keyOf(item));
      const bytes = itemBytes(item);
      const units = Math.ceil(Math.max(bytes, before === undefined ? 0 : itemBytes(before)) / KB);
      if (item.pk.startsWith('budget#')) {
        metered.ledgerWrites += 1;
        metered.ledgerWriteUnits += units;
        metered.largestLedger = Math.max(metered.largestLedger, bytes);
      } else if (item.sk === 'forecast') {
        metered.forecastWriteUnits += units;
      } else if (item.sk === 'state') {
        metered.stateWrites += 1;
        metered.stateWriteUnits += units;
        metered.largestState = Math.max(metered.largestState, bytes);
      } else {
        metered.activityWrites += 1;
        metered.activityWriteUnits += units;
        metered.largestActivity = Math.max(metered.largestActivity, bytes);
        const reason = reasonOf(item);
        metered.reasons[reason] = (metered.reasons[reason] ?? 0) + 1;
      }
      const isMet =
        condition === undefined ||
        ('absent' in condition
          ? before === undefined
          : isHeld(condition, before?.[condition.attribute]));
      if (isMet) {
        items.set(keyOf(item), item);
      }
      return isMet ? 'written' : 'condition-failed';
    },
  };
}

/** Whether the attribute is as the condition has it. */
function isHeld(condition: Exclude<PutCondition, { absent: true }>, value: unknown): boolean {
  return 'equals' in condition
    ? value === condition.equals
    : value === undefined || Number(value) <= condition.atMost;
}

function reasonOf(item: Item): string {
  const decision = item['decision'];
  return typeof decision === 'object' && decision !== null
    ? `${Reflect.get(decision, 'action')} ${Reflect.get(decision, 'reason')}`
    : 'unknown';
}

function worldOf(local: Local | undefined): Local['world'] {
  if (local === undefined) {
    throw new Error('The plan has no such queue or group.');
  }
  return local.world;
}

function metricKey(metric: unknown, dimensions: MetricStatistic['dimensions']): string {
  return `${metric} ${Object.values(dimensions).toSorted().join(' ')}`;
}

function dimensionsOf(spec: object): MetricStatistic['dimensions'] {
  const [loadBalancer, targetGroup] = ['loadBalancer', 'targetGroup'].map((name) =>
    String(Reflect.get(spec, name)),
  );
  return { LoadBalancer: loadBalancer ?? '', TargetGroup: targetGroup ?? '' };
}

function countLine(line: string, metered: Metered): void {
  if (line.includes('CloudWatchMetrics')) {
    metered.metricBytes += Buffer.byteLength(line);
  } else {
    metered.lineBytes += Buffer.byteLength(line);
    metered.lines += 1;
  }
}

/**
 * Bytes of an item as DynamoDB bills them: names and texts in UTF-8, a number about half its digits
 * and one more, 3 for a list or map and 1 for each of its elements.
 * Source: DynamoDB developer guide, "DynamoDB item sizes and formats".
 */
export function itemBytes(item: object): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value),
    0,
  );
}

function valueBytes(value: unknown): number {
  if (typeof value === 'string') {
    return Buffer.byteLength(value);
  }
  if (typeof value === 'number') {
    return Math.ceil(String(value).replace(/^-|\./g, '').length / 2) + 1;
  }
  if (Array.isArray(value)) {
    return value.reduce((sum: number, each) => sum + 1 + valueBytes(each), 3);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .reduce((sum, [name, each]) => sum + 1 + Buffer.byteLength(name) + valueBytes(each), 3);
  }
  return value === undefined ? 0 : 1;
}
