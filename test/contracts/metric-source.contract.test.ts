import { expect, it } from 'vitest';
import {
  type GetMetrics,
  type MetricAnswer,
  metricBatch,
} from '../../shared/adapters/aws/metric-batch.ts';
import type { MetricStatistic } from '../../shared/adapters/aws/metric-queries.ts';
import { sources } from '../../shared/adapters/sources/index.ts';
import type { FaultCode } from '../../shared/core/model.ts';
import { awsFault, failing, fakeClients } from '../support/aws-fakes.ts';
import { at, START } from '../support/builders.ts';
import {
  metricSourceContract,
  type SourceBench,
  type SourceTrial,
} from './metric-source-contract.ts';

/** How each source is tried on fakes, by type. */
const trials: Readonly<Record<string, SourceTrial>> = {
  'alb-target-group': metricTrial({
    spec: (index) => ({
      type: 'alb-target-group',
      loadBalancer: 'app/shop/1',
      targetGroup: `targetgroup/web/${index}`,
      metric: 'RequestCountPerTarget',
    }),
    indexOf: ({ dimensions }) => Number(dimensions['TargetGroup']?.split('/').at(-1)),
  }),

  'cloudwatch-metric': metricTrial({
    spec: (index) => ({ type: 'cloudwatch-metric', namespace: 'Shop', metric: `orders-${index}` }),
    indexOf: ({ metric }) => Number(metric.split('-').at(-1)),
  }),

  'sqs-queue': {
    measuring: async (values) => {
      let calls = 0;
      return {
        specs: values.map((_, index) => queueSpec(index)),
        clients: fakeClients({
          sqs: {
            countMessages: async (queueUrl) => {
              calls += 1;
              const visible = values[Number(queueUrl.split('-').at(-1))] ?? Number.NaN;
              return { visible, inFlight: 0, delayed: 0 };
            },
          },
        }),
        calls: () => calls,
        now: START,
      };
    },
    absent: async () => queueFailing('not-found'),
    failing: async (failure) => queueFailing(failure),
    past: async (minutes, failure) =>
      pastBench(queueSpec(0), failure, ({ metric }) =>
        metric === 'ApproximateNumberOfMessagesVisible' ? minutes : minutes.map(() => 0),
      ),
  },
};

/** One spec whose metrics have these values, minute after minute, the last one over at -60 s. */
function pastBench(
  spec: object,
  failure: FaultCode | Error | undefined,
  minutesOf: (metric: MetricStatistic) => readonly (number | undefined)[],
): SourceBench {
  const readMetrics = metricBatch(async (queries) => {
    if (failure !== undefined) {
      throw failure instanceof Error ? failure : awsFault(failure);
    }
    return new Map(
      queries.map((query): [string, MetricAnswer] => {
        const minutes = 'metric' in query ? minutesOf(query.metric) : [];
        const points = minutes
          .map((value, index) => ({ at: at(-60 * (minutes.length + 1 - index)), value }))
          .flatMap(({ at: begin, value }) => (value === undefined ? [] : [{ at: begin, value }]));
        return [query.id, { status: 'answered', points: points.toReversed() }];
      }),
    );
  });
  return { specs: [spec], clients: fakeClients({ cloudWatch: { readMetrics } }), now: START };
}

function queueSpec(index: number) {
  return {
    type: 'sqs-queue',
    queueUrl: `https://sqs.us-east-1.amazonaws.com/123456789012/queue-${index}`,
  };
}

function queueFailing(failure: FaultCode | Error): SourceBench {
  return {
    specs: [queueSpec(0), queueSpec(1)],
    clients: fakeClients({ sqs: { countMessages: failing(failure) } }),
    now: START,
  };
}

/** A source on CloudWatch; `indexOf` tells the number of the spec that asks for a metric. */
function metricTrial({
  spec,
  indexOf,
}: {
  readonly spec: (index: number) => object;
  readonly indexOf: (metric: MetricStatistic) => number;
}): SourceTrial {
  const bench = (specs: readonly object[], getMetrics: GetMetrics): SourceBench => {
    let calls = 0;
    const readMetrics = metricBatch((queries, window) => {
      calls += 1;
      return getMetrics(queries, window);
    });
    return {
      specs,
      clients: fakeClients({ cloudWatch: { readMetrics } }),
      calls: () => calls,
      now: START,
    };
  };
  return {
    measuring: async (values) =>
      bench(
        values.map((_, index) => spec(index)),
        async (queries) =>
          new Map(
            queries.map((query): [string, MetricAnswer] => {
              const value = 'metric' in query ? values[indexOf(query.metric)] : undefined;
              const points = value === undefined ? [] : [{ at: at(-120), value }];
              return [query.id, { status: 'answered', points }];
            }),
          ),
      ),
    absent: async () =>
      bench(
        [spec(0)],
        async (queries) =>
          new Map(queries.map(({ id }) => [id, { status: 'answered', points: [] }])),
      ),
    failing: async (failure) =>
      bench([spec(0), spec(1)], () =>
        Promise.reject(failure instanceof Error ? failure : awsFault(failure)),
      ),
    past: async (minutes, failure) => pastBench(spec(0), failure, () => minutes),
  };
}

it('every source is tried, and nothing else', () => {
  expect(Object.keys(trials)).toEqual(sources.members.map(({ type }) => type));
});

for (const source of sources.members) {
  const trial = trials[source.type];
  if (trial !== undefined) {
    metricSourceContract(source, trial);
  }
}
