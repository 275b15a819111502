/** @module The newest whole period of a CloudWatch metric: which to ask for, which to take. */
import type { Missing } from '../core/model.ts';
import type { PaidRead } from '../core/money/own-calls.ts';
import { type Instant, instant, type Seconds } from '../core/units.ts';
import type { MetricAnswer, MetricPoint } from './aws/metric-batch.ts';
import type { MetricQuestion } from './aws/metric-queries.ts';
import { missing } from './source.ts';

/** What a question is paid for: every metric that it names. Equal questions are asked once. */
export function paidQuestion(question: MetricQuestion): PaidRead {
  return {
    service: 'cloudWatch',
    key: JSON.stringify(question),
    count: Object.keys(question.metrics).length,
  };
}

/** How a metric is looked at. */
export interface Look {
  readonly period: Seconds;
  /** How long after its end a period counts as whole: late points still change it until then. */
  readonly delay: Seconds;
  readonly maxAge: Seconds;
}

/** Periods asked for, in ages: what is older than `maxAge` is worth telling from nothing at all. */
const AGES_BACK = 2;

/** The whole periods to ask for, on the borders of periods as CloudWatch likes it. */
export function windowAt(now: Instant, { period, delay, maxAge }: Look) {
  const periodMs = period * 1000;
  const to = Math.floor((now - delay * 1000) / periodMs) * periodMs;
  const periods = Math.ceil((AGES_BACK * maxAge) / period) + 1;
  return { from: instant(to - periods * periodMs), to: instant(to) };
}

/** The shortest maxAge that a metric can always keep: it grows to this before the next period. */
export function shortestMaxAge({ period, delay }: Pick<Look, 'period' | 'delay'>): number {
  return period + delay;
}

/** The value of a period, told as of its end. */
export interface WholePeriod {
  readonly value: number;
  readonly endsAt: number;
}

/** The newest whole period of an answer, none where it has no point, or why there is no answer. */
export function newestPeriod(
  answer: MetricAnswer | undefined,
  window: { readonly to: Instant },
  period: Seconds,
): WholePeriod | undefined | Missing {
  if (answer?.status !== 'answered') {
    return missing(answer?.because ?? 'unavailable', answer?.detail ?? 'CloudWatch did not answer');
  }
  const endOf = ({ at }: MetricPoint) => at + period * 1000;
  const newest = answer.points.find((point) => endOf(point) <= window.to);
  return newest === undefined ? undefined : { value: newest.value, endsAt: endOf(newest) };
}

/** Whether it is a reason and not a period. */
export function isMissing(period: WholePeriod | undefined | Missing): period is Missing {
  return period !== undefined && 'status' in period;
}
