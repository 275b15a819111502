/** @module Any CloudWatch metric, or metric math over several. */
import * as z from 'zod/mini';
import { duration, formatDuration, positiveDuration } from '../../core/quantity.ts';
import { type Instant, instant, type Seconds, seconds } from '../../core/units.ts';
import type { MetricQuestion } from '../aws/metric-queries.ts';
import { isUnknown, pastPeriods, pastWindow, periodFactor, valuesOf } from '../metric-history.ts';
import {
  isMissing,
  newestPeriod,
  paidQuestion,
  shortestMaxAge,
  windowAt,
} from '../metric-reading.ts';
import { defineSource, maxAge, measured, missing } from '../source.ts';

/** CloudWatch keeps periods of these lengths below a minute, and whole minutes above. */
const SHORT_PERIODS: readonly number[] = [1, 5, 10, 20, 30];

const period = positiveDuration.check(
  z.refine(
    (length) => SHORT_PERIODS.includes(length) || length % 60 === 0,
    'a period of 1s, 5s, 10s, 20s, 30s or whole minutes',
  ),
);

const statistic = z
  .string()
  .check(
    z.regex(
      /^(SampleCount|Average|Sum|Minimum|Maximum|IQM|(p|tm|wm|tc|ts)\d{1,3}(\.\d+)?|(TM|WM|TC|TS|PR)\([^)]*\))$/,
      'one of Average, Sum, Minimum, Maximum, SampleCount, a percentile like p95, or a trimmed statistic',
    ),
  );

const filledText = z.string().check(z.minLength(1), z.maxLength(255));
const dimensions = z._default(z.record(filledText, filledText), {});

const innerMetric = z.strictObject({
  namespace: filledText,
  metric: filledText,
  statistic: z._default(statistic, 'Average'),
  dimensions,
});

/**
 * The newest period that is over since `delay`. Costs one metric per query of GetMetricData, inner
 * metrics included: 0.01 USD per 1,000. No data point is no value, never 0. A value below 0 is
 * missing too unless `signed` says that it can be true.
 */
export const cloudwatchMetric = defineSource({
  type: 'cloudwatch-metric',
  schema: z
    .strictObject({
      type: z.literal('cloudwatch-metric'),
      /** The metric's namespace, like AWS/EC2. */
      namespace: z.optional(filledText),
      /** The metric's name. */
      metric: z.optional(filledText),
      /** How the values of a period become one: Average, Sum, Maximum, p95 … */
      statistic: z._default(statistic, 'Average'),
      /** The metric's dimensions, by name. All of them, or CloudWatch finds nothing. */
      dimensions,
      /** Metric math over `metrics`, in place of `namespace` and `metric`. */
      expression: z.optional(
        z.string().check(
          z.minLength(1),
          z.maxLength(2048),
          z.refine((text) => !/\bMETRICS\s*\(/.test(text), {
            error: 'METRICS() takes in what other targets ask in the same call',
            params: { code: 'invalid-value', fix: 'name the metrics, like e1 + e2' },
          }),
        ),
      ),
      /** What the expression names. */
      metrics: z._default(
        z.record(
          z.string().check(z.regex(/^[a-z]\w{0,200}$/, 'a name like "errors", as metric math has')),
          innerMetric,
        ),
        {},
      ),
      /** The length of time that one value is for. */
      period: z.prefault(period, '60s'),
      /** How long after its end a period counts as whole. */
      delay: z.prefault(duration, '60s'),
      /** What the value counts, for people: "percent", "seconds", "orders". */
      unit: z._default(z.string(), 'units'),
      /** Whether a value below 0 can be true; otherwise it is missing. */
      signed: z._default(z.boolean(), false),
      maxAge: maxAge('5m'),
    })
    .check(
      z.refine(
        ({ namespace, metric, expression, metrics }) =>
          expression === undefined
            ? namespace !== undefined && metric !== undefined && Object.keys(metrics).length === 0
            : namespace === undefined && metric === undefined,
        {
          error: 'either a namespace and a metric, or an expression with its metrics',
          params: { code: 'invalid-value', fix: 'write namespace and metric, or take them away' },
        },
      ),
      z.refine((spec) => spec.maxAge >= shortestMaxAge(spec), {
        path: ['maxAge'],
        error: 'a maxAge of at least period + delay: the newest whole period is that old',
        params: {
          code: 'max-age-too-short',
          fix: 'write a maxAge of three times period + delay',
        },
      }),
    ),
  services: ['cloudWatch'],
  permissions: ['cloudwatch:GetMetricData'],
  paidReads: (spec) => [paidQuestion(questionOf(spec, windowAt(instant(0), spec)))],
  isSigned: ({ signed }) => signed,
  measures: ({ namespace, metric, statistic, dimensions, metrics, period, unit, expression }) => ({
    expression,
    metrics:
      namespace !== undefined && metric !== undefined
        ? [{ namespace, metric, statistic, dimensions, path: [] }]
        : Object.entries(metrics).map(([name, each]) => ({ ...each, path: ['metrics', name] })),
    isDerived: namespace === undefined,
    period,
    unit,
  }),

  async read(specs, { cloudWatch }, { now }) {
    const answers = await cloudWatch.readMetrics(
      specs.map((spec) => questionOf(spec, windowAt(now, spec))),
    );
    return specs.map((spec, index) => {
      const newest = newestPeriod(answers[index], windowAt(now, spec), spec.period);
      if (newest === undefined) {
        const { from, to } = windowAt(now, spec);
        return missing(
          'empty',
          `${nameOf(spec)} has no data point in ${formatDuration((to - from) / 1000)}`,
        );
      }
      return isMissing(newest) ? newest : measured(newest.value, spec.unit, newest.endsAt);
    });
  },

  history: {
    services: ['cloudWatch'],
    permissions: ['cloudwatch:GetMetricData'],

    whole(spec) {
      const { namespace = '', metric = '', statistic } = spec;
      const isTotal = /^(Sum|SampleCount)$/.test(statistic) && spec.expression === undefined;
      return isTotal ? { ...spec, metric: WHOLE[namespace]?.[metric] ?? metric } : undefined;
    },

    async read(spec, { cloudWatch }, span) {
      const { period: own, delay, statistic, unit } = spec;
      const window = pastWindow(span, spec);
      if (isUnknown(window)) {
        return window;
      }
      const { period } = window;
      if (spec.expression !== undefined && period !== own) {
        return missing(
          'invalid',
          `${nameOf(spec)} is kept in periods of ${formatDuration(period)} only, ` +
            'and what an expression comes to over those, nobody knows',
        );
      }
      const [answer] = await cloudWatch.readMetrics([questionOf({ ...spec, period }, window)]);
      const periods = pastPeriods(answer, window);
      if (isUnknown(periods)) {
        return periods;
      }
      const values = valuesOf(periods, periodFactor(statistic, { own, period }));
      return { status: 'kept', unit, period, delay, values };
    },
  },
});

/** Metrics per unit, by namespace, and those beside them that count the same for all units. */
const WHOLE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS/ApplicationELB': { RequestCountPerTarget: 'RequestCount' },
  'AWS/SageMaker': { InvocationsPerInstance: 'Invocations' },
};

interface MetricSpec {
  readonly namespace?: string | undefined;
  readonly metric?: string | undefined;
  readonly statistic: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly expression?: string | undefined;
  readonly metrics: Readonly<
    Record<string, Omit<MetricQuestion['metrics'][string], 'periodSeconds'>>
  >;
  readonly period: Seconds;
  readonly delay: Seconds;
  readonly maxAge: Seconds;
}

function questionOf(
  spec: MetricSpec,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): MetricQuestion {
  const { namespace = '', metric = '', statistic, dimensions, expression, metrics, period } = spec;
  const periodSeconds = seconds(period);
  if (expression === undefined) {
    const only = { namespace, metric, statistic, dimensions, periodSeconds };
    return { metrics: { only }, from, to };
  }
  const named = Object.entries(metrics).map(
    ([name, inner]) => [name, { ...inner, periodSeconds }] as const,
  );
  return {
    metrics: Object.fromEntries(named),
    expression: { text: expression, periodSeconds },
    from,
    to,
  };
}

function nameOf({ namespace, metric, expression }: MetricSpec): string {
  return expression ?? `${namespace} ${metric}`;
}
