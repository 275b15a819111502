import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { albMetricNames } from '../../../shared/adapters/alb-metrics.ts';
import type { CloudWatch } from '../../../shared/adapters/aws/cloudwatch.ts';
import type { MetricAnswer } from '../../../shared/adapters/aws/metric-batch.ts';
import { albTargetGroup } from '../../../shared/adapters/sources/alb-target-group.ts';
import { cloudwatchMetric } from '../../../shared/adapters/sources/cloudwatch-metric.ts';
import { seconds } from '../../../shared/core/units.ts';
import { fakeClients } from '../../support/aws-fakes.ts';
import { at, START } from '../../support/builders.ts';
import { countedCalls, EMPTY, metricsBy, series } from '../../support/metric-fakes.ts';

const WEB = {
  type: 'alb-target-group',
  loadBalancer: 'app/shop/50dc6c49',
  targetGroup: 'targetgroup/web/6d0ecf83',
};
const FAILED: MetricAnswer = { status: 'failed', because: 'throttled', detail: 'slow' };

const spec = (metric: string, given: object = {}) =>
  z.parse(albTargetGroup.schema, { ...WEB, metric, ...given });

function read(specs: readonly ReturnType<typeof spec>[], { readMetrics }: CloudWatch) {
  return albTargetGroup.read(specs, fakeClients({ cloudWatch: { readMetrics } }), { now: START });
}

describe('alb-target-group', () => {
  it.each([
    { metric: 'RequestCountPerTarget', statistic: 'Sum', unit: 'requests' },
    { metric: 'RequestCount', statistic: 'Sum', unit: 'requests' },
    { metric: 'TargetResponseTime', statistic: 'Average', unit: 'seconds' },
    { metric: 'HTTPCode_Target_5XX_Count', statistic: 'Sum', unit: 'responses' },
    { metric: 'UnHealthyHostCount', statistic: 'Average', unit: 'hosts' },
    { metric: 'TargetConnectionErrorCount', statistic: 'Sum', unit: 'connections' },
  ])('reads $metric by $statistic, in $unit, of the target group', async (told) => {
    const { metric, statistic, unit } = told;
    const metrics = metricsBy((name) => (name === metric ? series({ '-120': 7 }) : EMPTY));

    const answers = await read([spec(metric)], metrics);

    expect(answers).toEqual([{ status: 'measured', value: 7, unit, at: at(-60) }]);
    expect(metrics.asked[0]?.metrics).toEqual({
      only: {
        namespace: 'AWS/ApplicationELB',
        metric,
        statistic,
        dimensions: { LoadBalancer: WEB.loadBalancer, TargetGroup: WEB.targetGroup },
        periodSeconds: 60,
      },
    });
  });

  it.each(['HTTPCode_ELB_5XX_Count', 'ActiveConnectionCount', 'RejectedConnectionCount'])(
    'reads %s, with its RequestCount, of the load balancer as a whole',
    async (metric) => {
      const metrics = metricsBy(() => EMPTY);

      await read([spec(metric)], metrics);

      expect(
        metrics.asked.map(({ metrics: { only } }) => [only?.metric, only?.dimensions]),
      ).toEqual([
        [metric, { LoadBalancer: WEB.loadBalancer }],
        ['RequestCount', { LoadBalancer: WEB.loadBalancer }],
      ]);
    },
  );

  it('takes another statistic where the plan says so, but counts requests by Sum', async () => {
    const metrics = metricsBy(() => EMPTY);

    await read([spec('TargetResponseTime', { statistic: 'p95' })], metrics);

    expect(metrics.asked.map(({ metrics: { only } }) => [only?.metric, only?.statistic])).toEqual([
      ['TargetResponseTime', 'p95'],
      ['RequestCount', 'Sum'],
    ]);
  });

  it.each([
    {
      name: 'a value',
      own: series({ '-120': 4 }),
      requests: series({ '-120': 90 }),
      value: 4,
      end: -60,
    },
    {
      name: 'no errors among requests',
      own: EMPTY,
      requests: series({ '-120': 90 }),
      value: 0,
      end: -60,
    },
    {
      name: 'no errors among no requests',
      own: EMPTY,
      requests: series({ '-120': 0 }),
      value: 0,
      end: -60,
    },
    {
      name: 'errors a minute ago, none among newer requests',
      own: series({ '-180': 4 }),
      requests: series({ '-120': 90, '-180': 80 }),
      value: 0,
      end: -60,
    },
    {
      name: 'errors, and requests that are not there yet',
      own: series({ '-120': 4 }),
      requests: series({ '-180': 80 }),
      value: 4,
      end: -60,
    },
    {
      name: 'errors without requests',
      own: series({ '-120': 4 }),
      requests: EMPTY,
      value: 4,
      end: -60,
    },
    {
      name: 'errors while RequestCount fails',
      own: series({ '-120': 4 }),
      requests: FAILED,
      value: 4,
      end: -60,
    },
  ])('reads $value of HTTPCode_Target_5XX_Count where there is $name', async (told) => {
    const metrics = metricsBy((name) => (name === 'RequestCount' ? told.requests : told.own));

    expect(await read([spec('HTTPCode_Target_5XX_Count')], metrics)).toEqual([
      { status: 'measured', value: told.value, unit: 'responses', at: at(told.end) },
    ]);
  });

  it.each([
    { name: 'neither errors nor requests', own: EMPTY, requests: EMPTY, because: 'empty' },
    {
      name: 'no errors while RequestCount fails',
      own: EMPTY,
      requests: FAILED,
      because: 'throttled',
    },
    {
      name: 'a failure among requests',
      own: FAILED,
      requests: series({ '-120': 90 }),
      because: 'throttled',
    },
    {
      name: 'requests of a minute that is not over',
      own: EMPTY,
      requests: series({ '-60': 9 }),
      because: 'empty',
    },
  ])(
    'has no HTTPCode_Target_5XX_Count where there is $name',
    async ({ own, requests, because }) => {
      const metrics = metricsBy((name) => (name === 'RequestCount' ? requests : own));

      expect(await read([spec('HTTPCode_Target_5XX_Count')], metrics)).toMatchObject([
        { status: 'missing', because },
      ]);
    },
  );

  it.each([
    { name: 'no requests', own: EMPTY, requests: series({ '-120': 0 }), answer: { value: 0 } },
    {
      name: 'requests that nothing answered',
      own: EMPTY,
      requests: series({ '-120': 90 }),
      answer: { status: 'missing', because: 'empty' },
    },
    {
      name: 'requests that nothing answered, after some that were',
      own: series({ '-180': 0.25 }),
      requests: series({ '-120': 90, '-180': 80 }),
      answer: { value: 0.25, at: at(-120) },
    },
    { name: 'nothing known', own: EMPTY, requests: EMPTY, answer: { because: 'empty' } },
  ])('takes TargetResponseTime for what it is where there is $name', async (told) => {
    const metrics = metricsBy((name) => (name === 'RequestCount' ? told.requests : told.own));

    expect(await read([spec('TargetResponseTime')], metrics)).toMatchObject([told.answer]);
  });

  it.each(['RequestCount', 'RequestCountPerTarget', 'HealthyHostCount', 'UnHealthyHostCount'])(
    'makes no zero of a %s that is absent, and asks for nothing else',
    async (metric) => {
      const metrics = metricsBy(() => EMPTY);

      expect(await read([spec(metric)], metrics)).toMatchObject([{ because: 'empty' }]);
      expect(metrics.asked).toHaveLength(1);
    },
  );

  it('answers each of many metrics with its own', async () => {
    const names: readonly string[] = albMetricNames;
    const metrics = metricsBy((name) => series({ '-120': names.indexOf(name) }));

    const answers = await read(
      albMetricNames.map((name) => spec(name)),
      metrics,
    );

    expect(answers.map((answer) => (answer.status === 'measured' ? answer.value : answer))).toEqual(
      albMetricNames.map((_, index) => index),
    );
  });

  it('shares one call with the metrics that another source asks for, and RequestCount among its own', async () => {
    const { calls, readMetrics } = countedCalls();
    const clients = fakeClients({ cloudWatch: { readMetrics } });
    const cpu = z.parse(cloudwatchMetric.schema, {
      type: 'cloudwatch-metric',
      namespace: 'AWS/EC2',
      metric: 'CPUUtilization',
    });

    await Promise.all([
      albTargetGroup.read(
        [spec('HTTPCode_Target_5XX_Count'), spec('TargetResponseTime'), spec('RequestCount')],
        clients,
        { now: START },
      ),
      cloudwatchMetric.read([cpu], clients, { now: START }),
    ]);

    expect(calls.map(([queries]) => queries.length)).toEqual([4]);
  });

  it.each([
    { metric: 'RequestCountPerTarget', statistic: 'Average' },
    { metric: 'HTTPCode_Target_5XX_Count', statistic: 'Average' },
    { metric: 'HealthyHostCount', statistic: 'Sum' },
    { metric: 'TargetResponseTime', statistic: 'Sum' },
    { metric: 'Latency', statistic: 'Average' },
  ])('refuses $metric by $statistic', (given) => {
    expect(z.safeParse(albTargetGroup.schema, { ...WEB, ...given }).success).toBe(false);
  });

  it.each([
    {
      name: 'an ARN as load balancer',
      given: { loadBalancer: 'arn:aws:elasticloadbalancing:x:1:loadbalancer/app/a/b' },
    },
    { name: 'a network load balancer', given: { loadBalancer: 'net/shop/1' } },
    { name: 'a bare target group', given: { targetGroup: 'web' } },
    { name: 'a maxAge that no value could keep', given: { maxAge: '1m' } },
  ])('refuses $name', ({ given }) => {
    const written = { ...WEB, metric: 'RequestCount', ...given };

    expect(z.safeParse(albTargetGroup.schema, written).error?.issues).toHaveLength(1);
  });

  it('writes the statistic out that it takes by default', () => {
    expect(z.encode(albTargetGroup.schema, spec('TargetResponseTime'))).toMatchObject({
      statistic: 'Average',
      delay: '1m',
      maxAge: '5m',
    });
  });
});

describe('the past of alb-target-group', () => {
  const REQUESTS = series({ '-300': 90, '-240': 0, '-180': 80 });

  function recall(metric: string, own: MetricAnswer, requests: MetricAnswer = REQUESTS, days = 0) {
    const metrics = metricsBy((name) => (name === metric ? own : requests));
    const { readMetrics } = metrics;
    const from = at(-600 - days * 86_400);
    return albTargetGroup.history?.read(
      spec(metric),
      fakeClients({ cloudWatch: { readMetrics } }),
      { from, to: START, period: seconds(60), now: START },
    );
  }

  it.each([
    { metric: 'HTTPCode_Target_5XX_Count', values: [4, 0, 0], name: '0 errors among requests' },
    { metric: 'TargetResponseTime', values: [4, 0], name: 'a time of 0 only in idle minutes' },
    { metric: 'HealthyHostCount', values: [4], name: 'nothing where absence says nothing' },
  ])('has $name', async ({ metric, values }) => {
    const past = await recall(metric, series({ '-300': 4 }));

    expect(past?.status === 'kept' ? past.values.map(({ value }) => value) : past).toEqual(values);
  });

  it('is missing where nobody can tell 0 from nothing', async () => {
    const past = await recall('HTTPCode_Target_5XX_Count', series({ '-300': 4 }), FAILED);

    expect(past).toMatchObject({ status: 'missing', because: 'throttled' });
  });

  it('counts requests of five minutes as those of one, where only five are kept', async () => {
    const own = series({ '-600': 500 });

    expect(await recall('RequestCountPerTarget', own, EMPTY, 20)).toMatchObject({
      period: 300,
      values: [{ at: at(-300), value: 100 }],
    });
  });
});
