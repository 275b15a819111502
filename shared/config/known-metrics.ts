/** @module Metrics of AWS that plans are made of: what each counts and how it may be read. */

/**
 * What the values of a metric are:
 *
 * - `share`: of what one unit can do, as a mean over the units;
 * - `per-unit`: a count that is divided by the units already;
 * - `events`: how many there were in a period;
 * - `waiting`: how many there are at a moment, of all units together;
 * - `time`: how long something takes;
 * - `capacity`: how many units there are;
 * - `free`: what is left, so that less of it is busier.
 */
export type MetricKind = 'share' | 'per-unit' | 'events' | 'waiting' | 'time' | 'capacity' | 'free';

/** What a number counts, as far as it can be mistaken for another. */
export type MetricUnit = 'percent' | 'fraction' | 'seconds' | 'milliseconds' | 'bytes' | 'count';

/** One metric as CloudWatch keeps it. */
export interface KnownMetric {
  /** Undefined where that depends on how it is read. */
  readonly kind?: MetricKind;
  readonly unit: MetricUnit;
  /** No value is higher. */
  readonly highest?: number;
}

const percent = { kind: 'share', unit: 'percent', highest: 100 } as const;
/** A task may use more than it reserved. */
const percentOfReserved = { kind: 'share', unit: 'percent' } as const;
const fraction = { kind: 'share', unit: 'fraction', highest: 1 } as const;
const events = { kind: 'events', unit: 'count' } as const;
const waiting = { kind: 'waiting', unit: 'count' } as const;
const perUnit = { kind: 'per-unit', unit: 'count' } as const;
const capacity = { kind: 'capacity', unit: 'count' } as const;
const inSeconds = { kind: 'time', unit: 'seconds' } as const;
const inMilliseconds = { kind: 'time', unit: 'milliseconds' } as const;
const bytes = { unit: 'bytes' } as const;
const freeBytes = { kind: 'free', unit: 'bytes' } as const;
const free = { kind: 'free', unit: 'count' } as const;

const METRICS: Readonly<Record<string, Readonly<Record<string, KnownMetric>>>> = {
  'AWS/EC2': {
    CPUUtilization: percent,
    CPUCreditBalance: free,
    NetworkIn: bytes,
    NetworkOut: bytes,
  },
  'AWS/ECS': { CPUUtilization: percentOfReserved, MemoryUtilization: percentOfReserved },
  'AWS/AutoScaling': {
    GroupDesiredCapacity: capacity,
    GroupInServiceInstances: capacity,
    GroupTotalInstances: capacity,
  },
  'AWS/ApplicationELB': {
    ActiveConnectionCount: waiting,
    HTTPCode_ELB_4XX_Count: events,
    HTTPCode_ELB_5XX_Count: events,
    HTTPCode_Target_2XX_Count: events,
    HTTPCode_Target_3XX_Count: events,
    HTTPCode_Target_4XX_Count: events,
    HTTPCode_Target_5XX_Count: events,
    HealthyHostCount: capacity,
    NewConnectionCount: events,
    RejectedConnectionCount: events,
    RequestCount: events,
    RequestCountPerTarget: perUnit,
    TargetConnectionErrorCount: events,
    TargetResponseTime: inSeconds,
    UnHealthyHostCount: waiting,
  },
  'AWS/SQS': {
    ApproximateAgeOfOldestMessage: inSeconds,
    ApproximateNumberOfMessagesDelayed: waiting,
    ApproximateNumberOfMessagesNotVisible: waiting,
    ApproximateNumberOfMessagesVisible: waiting,
    NumberOfMessagesDeleted: events,
    NumberOfMessagesReceived: events,
    NumberOfMessagesSent: events,
  },
  'AWS/Lambda': {
    ConcurrentExecutions: waiting,
    Duration: inMilliseconds,
    Invocations: events,
    ProvisionedConcurrencyUtilization: fraction,
  },
  'AWS/ApiGateway': { IntegrationLatency: inMilliseconds, Latency: inMilliseconds },
  'AWS/RDS': {
    BurstBalance: { kind: 'free', unit: 'percent', highest: 100 },
    CPUUtilization: percent,
    DatabaseConnections: waiting,
    FreeStorageSpace: freeBytes,
    FreeableMemory: freeBytes,
    ReadLatency: inSeconds,
    WriteLatency: inSeconds,
  },
  'AWS/SageMaker': { Invocations: events, InvocationsPerInstance: perUnit },
  'AWS/Kinesis': {
    'GetRecords.IteratorAgeMilliseconds': inMilliseconds,
    IncomingRecords: events,
  },
};

/** What is known of a metric; undefined where nothing is. */
export function knownMetric(namespace: string, metric: string): KnownMetric | undefined {
  return METRICS[namespace]?.[metric];
}

/** Namespaces whose metrics have a value for a minute and for nothing shorter. */
const MINUTES: ReadonlySet<string> = new Set([
  'AWS/EC2',
  'AWS/ApplicationELB',
  'AWS/SQS',
  'AWS/Lambda',
  'AWS/RDS',
  'AWS/Kinesis',
  'AWS/ApiGateway',
  'AWS/AutoScaling',
]);

/** Whether AWS keeps nothing shorter than a minute there. */
export function isKeptByTheMinute(namespace: string): boolean {
  return MINUTES.has(namespace);
}

const AVERAGES = /^(Average|Minimum|Maximum|IQM|(p|tm|wm)\d|(TM|WM)\()/;
const TIMES = /^(Average|Minimum|Maximum|IQM|(p|tm|wm|ts|tc)\d|(TM|WM|TC|TS|PR)\()/;
const SUM = { right: /^Sum$/, best: 'Sum' } as const;
const MEAN = { right: AVERAGES, best: 'Average' } as const;

/** The statistics that say something about a metric of a kind, and the usual one. */
const STATISTICS: Readonly<Record<MetricKind, { readonly right: RegExp; readonly best: string }>> =
  {
    share: MEAN,
    'per-unit': SUM,
    events: SUM,
    waiting: MEAN,
    time: { right: TIMES, best: 'Average' },
    capacity: MEAN,
    free: MEAN,
  };

/** One value a minute: its sum over a minute is the value itself. */
const MINUTE_SECONDS = 60;

/** The statistic to write in place of one that says nothing; undefined where it is right. */
export function betterStatistic(
  { kind }: KnownMetric,
  read: {
    readonly metric: string;
    readonly statistic: string;
    readonly periodSeconds: number;
  },
): string | undefined {
  const isSum = read.statistic === 'Sum';
  // The load balancer tells its connections by Sum alone.
  const isFree =
    kind === undefined ||
    read.metric === 'ActiveConnectionCount' ||
    (kind === 'waiting' && isSum && read.periodSeconds <= MINUTE_SECONDS);
  if (isFree) {
    return undefined;
  }
  const { right, best } = STATISTICS[kind];
  return right.test(read.statistic) ? undefined : best;
}
