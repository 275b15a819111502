import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { CloudWatch } from '../../../shared/adapters/aws/cloudwatch.ts';
import type { MetricAnswer } from '../../../shared/adapters/aws/metric-batch.ts';
import { cloudwatchMetric } from '../../../shared/adapters/sources/cloudwatch-metric.ts';
import { seconds } from '../../../shared/core/units.ts';
import { fakeClients } from '../../support/aws-fakes.ts';
import { at, START } from '../../support/builders.ts';
import { countedCalls, EMPTY, metricsBy, series } from '../../support/metric-fakes.ts';

const CPU = { type: 'cloudwatch-metric', namespace: 'AWS/EC2', metric: 'CPUUtilization' };
const MATH = {
  type: 'cloudwatch-metric',
  expression: '100 * errors / requests',
  metrics: {
    errors: { namespace: 'Shop', metric: 'Errors', statistic: 'Sum' },
    requests: {
      namespace: 'Shop',
      metric: 'Requests',
      statistic: 'Sum',
      dimensions: { Tier: 'web' },
    },
  },
};

const spec = (written: object = CPU) => z.parse(cloudwatchMetric.schema, written);
const messagesOf = (written: object) =>
  z.safeParse(cloudwatchMetric.schema, written).error?.issues.map(({ message }) => message);

function read(specs: readonly ReturnType<typeof spec>[], { readMetrics }: CloudWatch) {
  return cloudwatchMetric.read(specs, fakeClients({ cloudWatch: { readMetrics } }), { now: START });
}

describe('cloudwatch-metric', () => {
  it('reads the newest whole period, as of its end', async () => {
    const metrics = metricsBy(() => series({ '-60': 99, '-120': 63, '-180': 40 }));

    expect(await read([spec({ ...CPU, unit: 'percent' })], metrics)).toEqual([
      { status: 'measured', value: 63, unit: 'percent', at: at(-60) },
    ]);
  });

  it('asks for the metric as the plan says', async () => {
    const metrics = metricsBy(() => EMPTY);
    const settings = {
      statistic: 'p95',
      dimensions: { AutoScalingGroupName: 'web' },
      period: '5m',
      maxAge: '10m',
    };

    await read([spec({ ...CPU, ...settings })], metrics);

    expect(metrics.asked).toEqual([
      {
        metrics: {
          only: {
            namespace: 'AWS/EC2',
            metric: 'CPUUtilization',
            statistic: 'p95',
            dimensions: { AutoScalingGroupName: 'web' },
            periodSeconds: 300,
          },
        },
        from: at(-1800),
        to: at(-300),
      },
    ]);
  });

  it('asks metric math with the metrics it names', async () => {
    const metrics = metricsBy((asked) =>
      asked === MATH.expression ? series({ '-120': 2.5 }) : EMPTY,
    );

    const answers = await read([spec(MATH)], metrics);

    expect(answers).toMatchObject([{ status: 'measured', value: 2.5 }]);
    expect(metrics.asked).toMatchObject([
      {
        expression: { text: '100 * errors / requests', periodSeconds: 60 },
        metrics: {
          errors: { metric: 'Errors', statistic: 'Sum', dimensions: {}, periodSeconds: 60 },
          requests: { metric: 'Requests', dimensions: { Tier: 'web' }, periodSeconds: 60 },
        },
      },
    ]);
  });

  it.each([
    { count: 100, calls: 1 },
    { count: 501, calls: 2 },
  ])('reads $count metrics in $calls calls', async ({ count, calls }) => {
    const counted = countedCalls();
    const specs = Array.from({ length: count }, (_, index) =>
      spec({ ...CPU, metric: `cpu-${index}` }),
    );

    const answers = await read(specs, counted);

    expect(answers.every(({ status }) => status === 'measured')).toBe(true);
    expect(counted.calls).toHaveLength(calls);
  });

  it.each([
    { name: 'no data point', answer: EMPTY, because: 'empty' },
    {
      name: 'only a point of a period that is not over',
      answer: series({ '-60': 5 }),
      because: 'empty',
    },
    { name: 'not a number', answer: series({ '-120': Number.NaN }), because: 'not-a-number' },
    {
      name: 'a part of the data',
      answer: { status: 'failed', because: 'partial', detail: 'half' } as const,
      because: 'partial',
    },
    {
      name: 'that it is forbidden',
      answer: { status: 'failed', because: 'access-denied', detail: 'no' } as const,
      because: 'access-denied',
    },
  ])('has no value where CloudWatch answers $name', async ({ answer, because }) => {
    expect(
      await read(
        [spec()],
        metricsBy(() => answer),
      ),
    ).toMatchObject([{ status: 'missing', because }]);
  });

  it('says what is empty, and for how long', async () => {
    const answers = await read(
      [spec(), spec(MATH)],
      metricsBy(() => EMPTY),
    );

    expect(answers).toMatchObject([
      { detail: 'AWS/EC2 CPUUtilization has no data point in 11m' },
      { detail: '100 * errors / requests has no data point in 11m' },
    ]);
  });

  it('tells a value that is too old as such: its age is for the reader of all sources', async () => {
    expect(
      await read(
        [spec()],
        metricsBy(() => series({ '-600': 5 })),
      ),
    ).toMatchObject([{ status: 'measured', at: at(-540) }]);
  });

  it.each([
    { signed: true, isSigned: true },
    { signed: false, isSigned: false },
    { signed: undefined, isSigned: false },
  ])('can be negative: $isSigned, where the plan says $signed', ({ signed, isSigned }) => {
    expect(cloudwatchMetric.isSigned?.(spec({ ...CPU, signed }))).toBe(isSigned);
  });

  it.each([
    'Average',
    'Sum',
    'Minimum',
    'Maximum',
    'SampleCount',
    'IQM',
    'p50',
    'p99.9',
    'tm90',
    'TM(10%:90%)',
    'PR(:300)',
  ])('takes the statistic %s', (statistic) => {
    expect(spec({ ...CPU, statistic })).toMatchObject({ statistic });
  });

  it.each(['average', 'p', 'percentile95', '95', ''])('refuses the statistic "%s"', (statistic) => {
    expect(messagesOf({ ...CPU, statistic })).toHaveLength(1);
  });

  it.each([
    { period: '1s', isValid: true },
    { period: '30s', isValid: true },
    { period: '60s', isValid: true },
    { period: '3m', isValid: true },
    { period: '15s', isValid: false },
    { period: '90s', isValid: false },
    { period: '0s', isValid: false },
  ])('takes a period of $period: $isValid', ({ period, isValid }) => {
    expect(messagesOf({ ...CPU, period }) === undefined).toBe(isValid);
  });

  const EITHER = 'either a namespace and a metric, or an expression with its metrics';
  it.each([
    { name: 'nothing to read', written: { type: 'cloudwatch-metric' }, message: EITHER },
    { name: 'no metric', written: { ...CPU, metric: undefined }, message: EITHER },
    { name: 'a metric and an expression', written: { ...MATH, ...CPU }, message: EITHER },
    {
      name: 'metrics without an expression',
      written: { ...CPU, metrics: MATH.metrics },
      message: EITHER,
    },
    {
      name: 'METRICS()',
      written: { ...MATH, expression: 'SUM(METRICS())' },
      message: 'METRICS() takes in what other targets ask in the same call',
    },
    {
      name: 'a name that metric math does not have',
      written: { ...MATH, metrics: { Errors: MATH.metrics.errors } },
      message: expect.any(String),
    },
    {
      name: 'a maxAge that no value could keep',
      written: { ...CPU, period: '5m' },
      message: 'a maxAge of at least period + delay: the newest whole period is that old',
    },
  ])('refuses $name', ({ written, message }) => {
    expect(messagesOf(written)).toEqual([message]);
  });
});

describe('the past of cloudwatch-metric', () => {
  function recall(given: object, { days, answer }: { days: number; answer: MetricAnswer }) {
    const metrics = metricsBy(() => answer);
    const { readMetrics } = metrics;
    const settings = z.parse(cloudwatchMetric.schema, { type: 'cloudwatch-metric', ...given });
    const past = cloudwatchMetric.history?.read(
      settings,
      fakeClients({ cloudWatch: { readMetrics } }),
      { from: at(-days * 86_400), to: START, period: seconds(60), now: START },
    );
    return { past, asked: metrics.asked };
  }

  const RATIO = {
    expression: 'errors / requests',
    metrics: {
      errors: { namespace: 'Shop', metric: 'errors', statistic: 'Sum' },
      requests: { namespace: 'Shop', metric: 'requests', statistic: 'Sum' },
    },
  };

  it.each([
    { statistic: 'Sum', value: 20 },
    { statistic: 'Average', value: 100 },
  ])('tells $statistic of five minutes as what one would say', async ({ statistic, value }) => {
    const orders = { namespace: 'Shop', metric: 'orders', statistic };

    const { past } = recall(orders, { days: 20, answer: series({ '-600': 100 }) });

    expect(await past).toMatchObject({ period: 300, values: [{ at: at(-300), value }] });
  });

  it('recalls an expression over its own periods, and no longer ones', async () => {
    const answer = series({ '-120': 0.5 });

    const recent = recall(RATIO, { days: 1, answer });
    const old = recall(RATIO, { days: 20, answer });

    expect(await recent.past).toMatchObject({ values: [{ at: at(-60), value: 0.5 }] });
    expect(recent.asked[0]?.expression).toEqual({ text: 'errors / requests', periodSeconds: 60 });
    expect(await old.past).toMatchObject({ status: 'missing', because: 'invalid' });
    expect(old.asked).toEqual([]);
  });
});
