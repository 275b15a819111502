/** @module What evaluations of the past would have seen, put together from what is kept of it. */
import type { Missing, Reading, TargetStatus } from '../../shared/core/model.ts';
import type { ScalingPlan, SourceSpec } from '../../shared/core/plan.ts';
import { formatDuration } from '../../shared/core/quantity.ts';
import {
  type Capacity,
  capacity as capacityOf,
  type Instant,
  instant,
  later,
  type Seconds,
  seconds,
  smaller,
} from '../../shared/core/units.ts';
import type { Activity } from '../../shared/ports/activity-store.ts';
import type { MetricHistory } from '../../shared/ports/metric-history.ts';
import type { ObservationLine } from './recording-format.ts';

/** What is kept of one target's past. */
export interface Past {
  readonly from: Instant;
  readonly to: Instant;
  /** By the name of the source. */
  readonly histories: Readonly<Record<string, MetricHistory | Missing>>;
  /** Newest first. */
  readonly activities: readonly Activity[];
  /** The target as it is now. */
  readonly present: TargetStatus;
}

/** The distance of observations: CloudWatch keeps no finer past for longer than three hours. */
const SHORTEST_DISTANCE_SECONDS = 60;

/** How far apart a target's observations are. */
export function distanceOf({ evaluateEvery }: ScalingPlan): Seconds {
  return seconds(Math.max(SHORTEST_DISTANCE_SECONDS, evaluateEvery));
}

/** What cannot be known of the past, a sentence each. */
export const UNKNOWN_PAST: readonly string[] = [
  'what was decided while nothing changed, and what was remembered: there is nothing to prove',
  'units in service: taken to be those asked for before the last warm-up',
  'when others moved the target: taken to be when an evaluation noticed',
  'what a metric said at the time: late points have come in since, and a count of one moment ' +
    'is told as the mean of its minute',
];

/** One observation per evaluation; none where the capacity of the target is not known at all. */
export function observe(plan: ScalingPlan, past: Past): readonly Omit<ObservationLine, 'kind'>[] {
  const capacityAt = capacityHistory(past);
  if (capacityAt === undefined) {
    return [];
  }
  const readers = Object.entries(plan.sources).map(
    ([name, spec]) => [name, readerOf(spec, past.histories[name])] as const,
  );
  const { warmUp } = plan.unit;
  const everyMs = distanceOf(plan) * 1000;
  const observations: Omit<ObservationLine, 'kind'>[] = [];
  for (let at = Math.ceil(past.from / everyMs) * everyMs; at < past.to; at += everyMs) {
    const now = instant(at);
    const capacity = capacityAt(now);
    const inService = lowestSince(capacityAt, now, warmUp);
    observations.push({
      target: plan.id,
      at: now,
      snapshot: {
        readings: Object.fromEntries(readers.map(([name, read]) => [name, read(now)])),
        target: {
          status: 'described',
          capacity,
          inService,
          pending: capacityOf(capacity - inService),
        },
      },
    });
  }
  return observations;
}

type CapacityAt = (at: Instant) => Capacity;

/**
 * The capacity over time, from the activities: each tells what it found and what it set. Before the
 * first it is what that one found; without any, nothing changed and it is what it is now.
 */
function capacityHistory({ activities, present }: Past): CapacityAt | undefined {
  const known = activities
    .toReversed()
    .flatMap(({ at, decision: { from, to }, outcome }) =>
      from === null || to === null
        ? []
        : [{ at, before: from, after: outcome.status === 'applied' ? to : from }],
    );
  const [first] = known;
  if (first === undefined) {
    return present.status === 'described' ? () => present.capacity : undefined;
  }
  return (at) => known.findLast((each) => each.at <= at)?.after ?? first.before;
}

/** The lowest capacity of a warm-up: so many units are past it. */
function lowestSince(capacityAt: CapacityAt, now: Instant, warmUp: Seconds): Capacity {
  let lowest = capacityAt(now);
  for (let back = SHORTEST_DISTANCE_SECONDS; back < warmUp; back += SHORTEST_DISTANCE_SECONDS) {
    lowest = smaller(lowest, capacityAt(instant(now - back * 1000)));
  }
  return smaller(lowest, capacityAt(instant(now - warmUp * 1000)));
}

type Reader = (now: Instant) => Reading | Missing;

/** What an evaluation would have read: the newest value that could be read, while it is fresh. */
function readerOf({ maxAge }: SourceSpec, history: MetricHistory | Missing | undefined): Reader {
  if (history === undefined || history.status === 'missing') {
    const nothing = history ?? missing('its past was not read');
    return () => nothing;
  }
  const { values, unit, delay, period } = history;
  const oldest = seconds(Math.max(maxAge, period + delay));
  let next = 0;
  return (now) => {
    for (let value = values[next]; value !== undefined && later(value.at, delay) <= now; ) {
      next += 1;
      value = values[next];
    }
    const newest = values[next - 1];
    if (newest === undefined || later(newest.at, oldest) < now) {
      return missing(`no value of the last ${formatDuration(oldest)} is kept`);
    }
    const { at, value, parts } = newest;
    return { status: 'measured', value, unit, at, ...(parts === undefined ? {} : { parts }) };
  };
}

function missing(detail: string): Missing {
  return { status: 'missing', because: 'empty', detail };
}
