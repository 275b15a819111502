import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { familyHistories } from '../../shared/adapters/family-histories.ts';
import { sources } from '../../shared/adapters/sources/index.ts';
import { loadMeasureOf } from '../../shared/simulator/binding.ts';
import { fakeClients } from '../support/aws-fakes.ts';

const ALB = {
  type: 'alb-target-group',
  loadBalancer: 'app/shop/50dc6c49',
  targetGroup: 'targetgroup/web/6d0ecf83',
};
const METRIC = { type: 'cloudwatch-metric', dimensions: { Shard: '1' }, period: '10s' };
const counted = (namespace: string, metric: string, statistic = 'Sum') => ({
  ...METRIC,
  ...{ namespace, metric, statistic },
});

/** Sources, and the metric that counts the same load for all units together. */
const CASES = [
  { written: { ...ALB, metric: 'RequestCountPerTarget' }, whole: 'RequestCount' },
  { written: { ...ALB, metric: 'RequestCount' }, whole: 'RequestCount' },
  { written: { ...ALB, metric: 'TargetResponseTime' }, whole: undefined },
  { written: counted('AWS/ApplicationELB', 'RequestCountPerTarget'), whole: 'RequestCount' },
  { written: counted('AWS/ApplicationELB', 'RequestCount'), whole: 'RequestCount' },
  { written: counted('AWS/SageMaker', 'InvocationsPerInstance'), whole: 'Invocations' },
  { written: counted('AWS/SageMaker', 'Invocations'), whole: 'Invocations' },
  { written: counted('AWS/ApiGateway', 'Count'), whole: 'Count' },
  { written: counted('AWS/SQS', 'NumberOfMessagesSent'), whole: 'NumberOfMessagesSent' },
  { written: counted('AWS/EC2', 'CPUUtilization', 'Average'), whole: undefined },
  {
    written: counted('AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Maximum'),
    whole: undefined,
  },
  { written: { type: 'sqs-queue', queueUrl: 'https://sqs/1/jobs' }, whole: undefined },
];

/** Sources that no simulated world measures. */
const UNSIMULATED = [
  { written: { ...ALB, metric: 'HTTPCode_Target_2XX_Count' }, whole: 'HTTPCode_Target_2XX_Count' },
  { written: { ...ALB, metric: 'HealthyHostCount' }, whole: undefined },
  { written: counted('Shop', 'Orders', 'SampleCount'), whole: 'Orders' },
  { written: counted('Shop', 'Carts', 'Average'), whole: undefined },
  {
    written: {
      ...{ type: 'cloudwatch-metric', statistic: 'Sum', expression: 'a / b' },
      metrics: {
        a: { namespace: 'Shop', metric: 'A' },
        b: { namespace: 'Shop', metric: 'B' },
      },
    },
    whole: undefined,
  },
];

const { wholeOf } = familyHistories({ clients: fakeClients() });
const parsed = (written: object) => z.parse(sources.schema, written);

describe('the load of all units together', () => {
  it.each([...CASES, ...UNSIMULATED])('$written is counted by $whole', ({ written, whole }) => {
    const spec = parsed(written);

    const found = wholeOf(spec);

    expect(found).toEqual(whole === undefined ? undefined : { ...spec, metric: whole });
  });

  it.each(CASES)('$written is a load in a simulated world, or is none in both', ({ written }) => {
    const spec = parsed(written);
    const whole = wholeOf(spec);

    expect(whole === undefined).toBe(loadMeasureOf(spec) === undefined);
    expect(whole === undefined ? undefined : loadMeasureOf(whole)).toBe(loadMeasureOf(spec));
  });
});
