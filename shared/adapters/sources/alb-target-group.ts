/** @module What an Application Load Balancer measures of one target group. */
import * as z from 'zod/mini';
import type { Missing, Reading } from '../../core/model.ts';
import { duration } from '../../core/quantity.ts';
import { type Instant, instant, seconds } from '../../core/units.ts';
import { type AlbMetricName, albMetricNames, albMetrics } from '../alb-metrics.ts';
import type { MetricAnswer } from '../aws/metric-batch.ts';
import type { MetricQuestion } from '../aws/metric-queries.ts';
import {
  isUnknown,
  type PastWindow,
  pastPeriods,
  pastWindow,
  periodFactor,
  valuesOf,
} from '../metric-history.ts';
import {
  isMissing,
  newestPeriod,
  paidQuestion,
  shortestMaxAge,
  type WholePeriod,
  windowAt,
} from '../metric-reading.ts';
import { defineSource, maxAge, measured, missing } from '../source.ts';

/** The load balancer reports every minute. */
const PERIOD = seconds(60);

const written = z
  .strictObject({
    type: z.literal('alb-target-group'),
    /** The load balancer: the tail of its ARN. */
    loadBalancer: z.string().check(z.regex(/^app\/[^/]+\/[^/]+$/, 'app/<name>/<id>')),
    /** The target group: the tail of its ARN. */
    targetGroup: z
      .string()
      .check(z.regex(/^targetgroup\/[^/]+\/[^/]+$/, 'targetgroup/<name>/<id>')),
    /** What to read, by its name in CloudWatch. */
    metric: z.enum(albMetricNames),
    /** The one that makes sense for the metric, unless told. */
    statistic: z.optional(z.string()),
    /** How long after its end a minute counts as whole. */
    delay: z.prefault(duration, '60s'),
    maxAge: maxAge('5m'),
  })
  .check(
    z.refine(
      ({ metric, statistic }) =>
        statistic === undefined || albMetrics[metric].statistics.test(statistic),
      {
        path: ['statistic'],
        error: 'a statistic that AWS keeps for this metric: counts have Sum, times Average or p95',
        params: { code: 'statistic-misuse', fix: 'leave statistic away: the right one is taken' },
      },
    ),
    z.refine(({ delay, maxAge }) => maxAge >= shortestMaxAge({ period: PERIOD, delay }), {
      path: ['maxAge'],
      error: 'a maxAge of at least delay + 60s: the newest whole minute is that old',
      params: { code: 'max-age-too-short', fix: 'write maxAge: 5m, or leave it away' },
    }),
  );

interface AlbSpec extends Omit<z.output<typeof written>, 'statistic'> {
  readonly statistic: string;
}

const schema = z.codec(written, z.custom<AlbSpec>(), {
  decode: (spec) => ({ ...spec, statistic: spec.statistic ?? albMetrics[spec.metric].statistic }),
  encode: (spec) => spec,
});

/**
 * The newest minute that is over since `delay`. A metric that AWS reports only when it is not zero
 * reads 0 only for a minute whose RequestCount is there; see the table of metrics.
 */
export const albTargetGroup = defineSource({
  type: 'alb-target-group',
  schema,
  services: ['cloudWatch'],
  permissions: ['cloudwatch:GetMetricData'],
  measures: ({ metric, statistic, loadBalancer, targetGroup }) => ({
    metrics: [
      {
        namespace: 'AWS/ApplicationELB',
        metric,
        statistic,
        dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroup },
        path: [],
      },
    ],
    period: PERIOD,
    unit: albMetrics[metric].unit,
  }),
  paidReads: (spec) =>
    questionsOf(spec, { ...windowAt(instant(0), lookOf(spec)), period: PERIOD }).map(paidQuestion),

  async read(specs, { cloudWatch }, { now }) {
    const questions = specs.flatMap((spec) =>
      questionsOf(spec, { ...windowAt(now, lookOf(spec)), period: PERIOD }),
    );
    const answers = [...(await cloudWatch.readMetrics(questions))];
    return specs.map((spec) => {
      const answer = answers.shift();
      const requests = albMetrics[spec.metric].absent === 'unknown' ? undefined : answers.shift();
      return readingOf(spec, { answer, requests, to: windowAt(now, lookOf(spec)).to });
    });
  },

  history: {
    services: ['cloudWatch'],
    permissions: ['cloudwatch:GetMetricData'],

    whole(spec): AlbSpec | undefined {
      if (spec.metric === 'RequestCountPerTarget') {
        return { ...spec, metric: 'RequestCount' };
      }
      return spec.statistic === 'Sum' ? spec : undefined;
    },

    async read(spec, { cloudWatch }, span) {
      const { unit, absent } = albMetrics[spec.metric];
      const { delay } = spec;
      const window = pastWindow(span, lookOf(spec));
      if (isUnknown(window)) {
        return window;
      }
      const [answer, requests] = await cloudWatch.readMetrics(questionsOf(spec, window));
      const own = pastPeriods(answer, window);
      if (isUnknown(own)) {
        return own;
      }
      const counted =
        absent === 'unknown' ? new Map<number, number>() : pastPeriods(requests, window);
      if (isUnknown(counted)) {
        return counted;
      }
      const zeros = [...counted]
        .filter(([end, count]) => !own.has(end) && (absent === 'zero-with-requests' || count === 0))
        .map(([end]) => [end, 0] as const);
      const { period } = window;
      const factor = periodFactor(spec.statistic, { own: PERIOD, period });
      const values = valuesOf(new Map([...own, ...zeros]), factor);
      return { status: 'kept', unit, period, delay, values };
    },
  },
});

function lookOf({ delay, maxAge }: AlbSpec) {
  return { period: PERIOD, delay, maxAge };
}

/** The metric, and RequestCount where absence can mean 0. */
function questionsOf(spec: AlbSpec, window: PastWindow): readonly MetricQuestion[] {
  return [
    questionOf(spec, spec.metric, window),
    ...(albMetrics[spec.metric].absent === 'unknown'
      ? []
      : [questionOf(spec, 'RequestCount', window)]),
  ];
}

function questionOf(
  spec: AlbSpec,
  name: AlbMetricName,
  { from, to, period }: PastWindow,
): MetricQuestion {
  const isOfTargetGroup = albMetrics[spec.metric].of === 'target-group';
  return {
    metrics: {
      only: {
        namespace: 'AWS/ApplicationELB',
        metric: name,
        dimensions: {
          LoadBalancer: spec.loadBalancer,
          ...(isOfTargetGroup ? { TargetGroup: spec.targetGroup } : {}),
        },
        statistic: name === spec.metric ? spec.statistic : albMetrics[name].statistic,
        periodSeconds: period,
      },
    },
    from,
    to,
  };
}

interface AlbAnswers {
  readonly answer: MetricAnswer | undefined;
  /** RequestCount, where absence can mean 0. */
  readonly requests: MetricAnswer | undefined;
  readonly to: Instant;
}

function readingOf(spec: AlbSpec, { answer, requests, to }: AlbAnswers): Reading | Missing {
  const { unit, absent } = albMetrics[spec.metric];
  const own = newestPeriod(answer, { to }, PERIOD);
  if (isMissing(own)) {
    return own;
  }
  const told = (period: WholePeriod) => measured(period.value, unit, period.endsAt);
  if (absent === 'unknown') {
    return own === undefined ? nothing(spec) : told(own);
  }
  const counted = newestPeriod(requests, { to }, PERIOD);
  if (isMissing(counted)) {
    return own === undefined ? counted : told(own);
  }
  const isNewer = counted !== undefined && counted.endsAt > (own?.endsAt ?? 0);
  if (isNewer && (absent === 'zero-with-requests' || counted.value === 0)) {
    return measured(0, unit, counted.endsAt);
  }
  return own === undefined ? nothing(spec) : told(own);
}

function nothing({ metric, targetGroup, loadBalancer }: AlbSpec): Missing {
  return missing('empty', `${metric} of ${loadBalancer} ${targetGroup} has no recent data point`);
}
