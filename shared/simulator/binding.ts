/** @module How a plan's sources are read in a simulated world. */
import type { Missing, MissingCode, Reading } from '../core/model.ts';
import type { SourceSpec } from '../core/plan.ts';
import { elapsed, type Instant, instant, type Seconds, seconds } from '../core/units.ts';
import type { Measure } from './measure.ts';
import type { Point } from './sensor.ts';
import type { World } from './world.ts';

/** Reads one source of a world, now. */
export type ReadSource = (world: World) => Reading | Missing;

/** A metric as AWS names it: what it measures here, and whether longer periods add up. */
interface BoundMetric {
  readonly measure: Measure;
  readonly unit: string;
  readonly isSum: boolean;
}

const mean = (measure: Measure, unit: string): BoundMetric => ({ measure, unit, isSum: false });
const sum = (measure: Measure, unit: string): BoundMetric => ({ measure, unit, isSum: true });

const LOAD_BALANCER: Readonly<Record<string, BoundMetric>> = {
  RequestCount: sum('requests', 'requests'),
  RequestCountPerTarget: sum('requests-per-unit', 'requests'),
  TargetResponseTime: mean('latency', 'seconds'),
};
const CPU = { CPUUtilization: mean('cpu', 'percent') };

/** What a world measures, by CloudWatch namespace and metric. A busy GPU is a busy processor. */
const BY_NAMESPACE: Readonly<Record<string, Readonly<Record<string, BoundMetric>>>> = {
  '/aws/sagemaker/Endpoints': { ...CPU, GPUUtilization: mean('cpu', 'percent') },
  'AWS/ApiGateway': { Count: sum('requests', 'requests') },
  'AWS/ApplicationELB': LOAD_BALANCER,
  'AWS/EC2': CPU,
  'AWS/ECS': CPU,
  'AWS/RDS': CPU,
  'AWS/SageMaker': {
    Invocations: sum('requests', 'requests'),
    InvocationsPerInstance: sum('requests-per-unit', 'requests'),
  },
  'AWS/SQS': {
    ApproximateAgeOfOldestMessage: mean('age-of-oldest', 'seconds'),
    ApproximateNumberOfMessagesNotVisible: mean('in-flight', 'messages'),
    ApproximateNumberOfMessagesVisible: mean('visible', 'messages'),
    NumberOfMessagesSent: sum('arrivals', 'messages'),
  },
  CWAgent: { nvidia_smi_utilization_gpu: mean('cpu', 'percent') },
};

const PERIOD = seconds(60);
const DELAY = seconds(60);

/**
 * The way to read a source, or undefined when no world measures such a thing. Periods, delays and
 * the largest age are the plan's; what the world publishes late is late here too.
 */
export function bindSource(spec: SourceSpec): ReadSource | undefined {
  const reader = readerOf(spec);
  return reader === undefined ? undefined : (world) => trusted(reader(world), spec, world.now());
}

/** The names of a plan's sources that no world measures. */
export function unboundSources(sources: Readonly<Record<string, SourceSpec>>): readonly string[] {
  return Object.entries(sources).flatMap(([name, spec]) =>
    bindSource(spec) === undefined ? [name] : [],
  );
}

/** A source that no world measures: every reading is missing. */
export function unboundSource({ type }: SourceSpec): ReadSource {
  return () => missing('invalid', `a source of type "${type}" like this cannot be simulated`);
}

/**
 * What a source measures, and over what period (0 = at one moment), so that its readings tell of
 * the load; undefined where no world measures such a thing.
 */
export function measureOf(
  spec: SourceSpec,
): { readonly measure: Measure; readonly period: Seconds } | undefined {
  if (spec.type === 'sqs-queue') {
    return { measure: 'visible', period: seconds(0) };
  }
  const metric = metricOf(spec);
  return metric === undefined
    ? undefined
    : { measure: metric.measure, period: lengthOf(spec, 'period', PERIOD) };
}

/**
 * What measures the load of all units together, where a source tells of that; undefined where it
 * does not: a queue's depth is no load, and a mean over units is none either.
 */
export function loadMeasureOf(spec: SourceSpec): Measure | undefined {
  const measure = metricOf(spec)?.measure;
  switch (measure) {
    case 'requests':
    case 'requests-per-unit':
      return 'requests';
    case 'arrivals':
      return measure;
    default:
      return undefined;
  }
}

function readerOf(spec: SourceSpec): ReadSource | undefined {
  return spec.type === 'sqs-queue'
    ? queueReader(setting(spec, 'includeInFlight') !== false)
    : metricReader(metricOf(spec), spec);
}

function metricOf(spec: SourceSpec): BoundMetric | undefined {
  switch (spec.type) {
    case 'alb-target-group':
      return LOAD_BALANCER[textOf(spec, 'metric')];
    case 'cloudwatch-metric':
      return BY_NAMESPACE[textOf(spec, 'namespace')]?.[textOf(spec, 'metric')];
    default:
      return undefined;
  }
}

function queueReader(isInFlightCounted: boolean): ReadSource {
  return (world) => {
    const counts = world.counts();
    if (counts === undefined) {
      return missing('not-found', 'this world has no queue');
    }
    const { visible, inFlight, delayed } = counts;
    return {
      status: 'measured',
      value: visible + (isInFlightCounted ? inFlight : 0),
      unit: 'messages',
      at: world.now(),
      parts: { visible, inFlight, delayed },
    };
  };
}

function metricReader(metric: BoundMetric | undefined, spec: SourceSpec): ReadSource | undefined {
  if (metric === undefined) {
    return undefined;
  }
  const period = lengthOf(spec, 'period', PERIOD);
  const delay = lengthOf(spec, 'delay', DELAY);
  const factor = factorOf(metric, textOf(spec, 'statistic'));
  const unit = textOf(spec, 'unit');
  return (world) => {
    const to = instant(world.now() - delay * 1000);
    const point = pointOf(world, metric, { period, to }) ?? idleTime(world, metric, to);
    return point === undefined
      ? missing('empty', `${metric.measure} has no data point`)
      : {
          status: 'measured',
          value: point.value * factor,
          unit: unit === '' ? metric.unit : unit,
          at: point.at,
        };
  };
}

/** The newest value; of a period longer than the world's, what its parts come to together. */
function pointOf(
  world: World,
  { measure, isSum }: BoundMetric,
  { period, to }: { readonly period: Seconds; readonly to: Instant },
): Point | undefined {
  const newest = world.newest(measure, { to });
  if (newest === undefined || period <= world.period) {
    return newest;
  }
  const end = instant(Math.floor(to / (period * 1000)) * period * 1000);
  const parts = world.between(measure, { from: instant(end - period * 1000), to: end });
  const total = parts.reduce((so, { value }) => so + value, 0);
  return parts.length === 0 ? undefined : { at: end, value: isSum ? total : total / parts.length };
}

/** Without requests there is no response time, and that is no reason to be blind. */
function idleTime(world: World, { measure }: BoundMetric, to: Instant): Point | undefined {
  const requests = measure === 'latency' ? world.newest('requests', { to }) : undefined;
  return requests?.value === 0 ? requests : undefined;
}

/**
 * Response times of a processor-sharing queue are about exponential: the p-quantile is −ln(1 − p)
 * means.
 */
function factorOf({ measure }: BoundMetric, statistic: string): number {
  const percent = Number(/^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1]);
  return measure === 'latency' && percent < 100 ? -Math.log(1 - percent / 100) : 1;
}

function trusted(
  reading: Reading | Missing,
  { maxAge }: SourceSpec,
  now: Instant,
): Reading | Missing {
  return reading.status === 'measured' && elapsed({ from: reading.at, to: now }) > maxAge
    ? missing('stale', `the newest value is older than ${maxAge} s`)
    : reading;
}

function missing(because: MissingCode, detail: string): Missing {
  return { status: 'missing', because, detail };
}

function setting(spec: SourceSpec, name: string): unknown {
  return Reflect.get(spec, name);
}

function textOf(spec: SourceSpec, name: string): string {
  const value = setting(spec, name);
  return typeof value === 'string' ? value : '';
}

function lengthOf(spec: SourceSpec, name: string, ordinary: Seconds): Seconds {
  const value = setting(spec, name);
  return typeof value === 'number' ? seconds(value) : ordinary;
}
