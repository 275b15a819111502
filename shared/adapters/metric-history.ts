/** @module The past of a CloudWatch metric: in which periods it is kept, and what they hold. */
import type { Missing } from '../core/model.ts';
import { formatDuration } from '../core/quantity.ts';
import { type Instant, instant, type Seconds, seconds } from '../core/units.ts';
import type { HistorySpan, PastValue } from '../ports/metric-history.ts';
import type { MetricAnswer } from './aws/metric-batch.ts';
import { missing } from './source.ts';

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/**
 * The shortest periods that CloudWatch keeps, in seconds, and for how long.
 * Source: "CloudWatch concepts", metrics retention.
 */
const RETENTION = [
  { shortest: 1, keptFor: 3 * HOUR_SECONDS },
  { shortest: 60, keptFor: 15 * DAY_SECONDS },
  { shortest: 300, keptFor: 63 * DAY_SECONDS },
  { shortest: 3600, keptFor: 455 * DAY_SECONDS },
] as const;

/** Below a minute CloudWatch takes these periods, in seconds; above, whole minutes. */
const SHORT_PERIODS: readonly number[] = [1, 5, 10, 20, 30];

/** Whole periods of the past, on the borders of periods. */
export interface PastWindow {
  readonly from: Instant;
  readonly to: Instant;
  readonly period: Seconds;
}

/**
 * The whole periods of a span that can be asked for: their length is a multiple of the source's
 * own, no shorter than asked for and than CloudWatch keeps since the start of the span.
 */
export function pastWindow(
  { from, to, period: asked, now }: HistorySpan,
  { period: own, delay }: { readonly period: Seconds; readonly delay: Seconds },
): PastWindow | Missing {
  const kept = RETENTION.find(({ keptFor }) => now - from <= keptFor * 1000);
  if (kept === undefined) {
    return missing('empty', 'CloudWatch keeps nothing for longer than 455 days');
  }
  const period = periodOf({ own, asked, shortest: kept.shortest });
  const periodMs = period * 1000;
  const first = Math.floor(from / periodMs) * periodMs;
  const last = Math.floor(Math.min(to, now - delay * 1000) / periodMs) * periodMs;
  return last > first
    ? { from: instant(first), to: instant(last), period }
    : missing('empty', `the time asked for holds no whole period of ${formatDuration(period)}`);
}

/** Ends, because a multiple of `own` that `shortest` and 60 divide comes sooner or later. */
function periodOf({
  own,
  asked,
  shortest,
}: {
  readonly own: number;
  readonly asked: number;
  readonly shortest: number;
}): Seconds {
  let period = Math.max(1, Math.ceil(Math.max(asked, shortest) / own)) * own;
  while (period % shortest !== 0 || !(SHORT_PERIODS.includes(period) || period % 60 === 0)) {
    period += own;
  }
  return seconds(period);
}

/** Values by the end of their period, in milliseconds since 1970, or why there are none. */
export function pastPeriods(
  answer: MetricAnswer | undefined,
  { from, to, period }: PastWindow,
): ReadonlyMap<number, number> | Missing {
  if (answer?.status !== 'answered') {
    return missing(answer?.because ?? 'unavailable', answer?.detail ?? 'CloudWatch did not answer');
  }
  // Whoever asks in the same moment shares a call, and with it a longer window.
  const inside = answer.points.filter(({ at }) => at >= from && at < to);
  return new Map(inside.map(({ at, value }) => [at + period * 1000, value]));
}

/** Whether it is a reason and not periods. */
export function isUnknown(
  periods: ReadonlyMap<number, number> | PastWindow | Missing,
): periods is Missing {
  return 'status' in periods;
}

/** Periods as values, oldest first; each multiplied, where a longer period counts more. */
export function valuesOf(
  periods: ReadonlyMap<number, number>,
  factor: number,
): readonly PastValue[] {
  return [...periods]
    .map(([end, value]) => ({ at: instant(end), value: value * factor }))
    .toSorted((one, other) => one.at - other.at);
}

/** What a value of a long period is to one of the source's own: sums and counts grow with it. */
export function periodFactor(
  statistic: string,
  { own, period }: { readonly own: Seconds; readonly period: Seconds },
): number {
  return /^(Sum|SampleCount|TS|ts|TC|tc)/.test(statistic) ? own / period : 1;
}
