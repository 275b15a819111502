import { expect, test } from 'vitest';
import { calmCadenceOf } from '../../shared/config/calm-cadence.ts';
import type { SourceSpec } from '../../shared/core/plan.ts';
import { seconds } from '../../shared/core/units.ts';

const METRIC: SourceSpec = {
  type: 'cloudwatch-metric',
  maxAge: seconds(300),
  ...{
    namespace: 'Shop',
    metric: 'Load',
    dimensions: {},
    statistic: 'Average',
    period: 60,
    delay: 0,
  },
};
const QUEUE: SourceSpec = {
  type: 'sqs-queue',
  maxAge: seconds(60),
  ...{ queueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs' },
};

const GUARDED = { evaluateEvery: seconds(60), wakeOn: ['high'], sources: { load: METRIC } };

test.each([
  { name: 'an alarm wakes it, and looks are paid to CloudWatch', given: {}, every: 300 },
  { name: 'the plan says so', given: { calmEvery: seconds(120), wakeOn: [] }, every: 120 },
  { name: 'no alarm would wake it', given: { wakeOn: [] }, every: undefined },
  { name: 'it reads a queue', given: { sources: { load: METRIC, jobs: QUEUE } }, every: undefined },
  { name: 'it has a budget', given: { budget: 'shop' }, every: undefined },
  {
    name: 'it is looked at rarely anyway',
    given: { evaluateEvery: seconds(300) },
    every: undefined,
  },
  {
    name: 'five minutes hold one look as it is',
    given: { evaluateEvery: seconds(180) },
    every: undefined,
  },
])('a calm target is looked at every $every s where $name', ({ given, every }) => {
  expect(calmCadenceOf({ ...GUARDED, ...given })).toBe(every);
});
