import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsCallError } from '../../../shared/adapters/aws/call.ts';
import {
  type GetMetrics,
  type MetricAnswer,
  type MetricWindow,
  metricBatch,
} from '../../../shared/adapters/aws/metric-batch.ts';
import type { MetricQuestion, NumberedQuery } from '../../../shared/adapters/aws/metric-queries.ts';
import { at } from '../../support/builders.ts';

interface Call {
  readonly queries: readonly NumberedQuery[];
  readonly window: MetricWindow;
}

/** Answers each query with one point whose value is the number in the metric's name. */
function counting(): { readonly getMetrics: GetMetrics; readonly calls: readonly Call[] } {
  const calls: Call[] = [];
  return {
    calls,
    getMetrics: async (queries, window) => {
      calls.push({ queries, window });
      return new Map(
        queries.map((query): [string, MetricAnswer] => [
          query.id,
          {
            status: 'answered',
            points: [
              { at: window.from, value: 'metric' in query ? Number(query.metric.metric) : -1 },
            ],
          },
        ]),
      );
    },
  };
}

function question(metric: number | string, given: Partial<MetricQuestion> = {}): MetricQuestion {
  return { metrics: { only: statistic(metric) }, from: at(-600), to: at(-60), ...given };
}

function statistic(metric: number | string) {
  return {
    namespace: 'Shop',
    metric: String(metric),
    dimensions: {},
    statistic: 'Sum',
    periodSeconds: 60,
  };
}

function math(text: string, ...names: readonly string[]): MetricQuestion {
  return question('', {
    metrics: Object.fromEntries(names.map((name) => [name, statistic(name)])),
    expression: { text, periodSeconds: 60 },
  });
}

const questions = (count: number) => Array.from({ length: count }, (_, index) => question(index));
const valuesOf = (answers: readonly MetricAnswer[]) =>
  answers.map((answer) =>
    answer.status === 'answered' ? answer.points[0]?.value : answer.because,
  );

describe('metricBatch', () => {
  it('makes no call for no question', async () => {
    const { getMetrics, calls } = counting();

    expect(await metricBatch(getMetrics)([])).toEqual([]);
    expect(calls).toEqual([]);
  });

  it.each([
    { count: 1, sizes: [1] },
    { count: 500, sizes: [500] },
    { count: 501, sizes: [500, 1] },
    { count: 1001, sizes: [500, 500, 1] },
  ])('asks $count queries in calls of $sizes, and answers in order', async ({ count, sizes }) => {
    const { getMetrics, calls } = counting();

    const answers = await metricBatch(getMetrics)(questions(count));

    expect(calls.map(({ queries }) => queries.length)).toEqual(sizes);
    expect(valuesOf(answers)).toEqual(questions(count).map((_, index) => index));
  });

  it('asks equal questions once, and answers each', async () => {
    const { getMetrics, calls } = counting();

    const answers = await metricBatch(getMetrics)([question(7), question(8), question(7)]);

    expect(valuesOf(answers)).toEqual([7, 8, 7]);
    expect(calls.flatMap(({ queries }) => queries)).toHaveLength(2);
  });

  it('shares one call between all who ask in the same turn', async () => {
    const { getMetrics, calls } = counting();
    const readMetrics = metricBatch(getMetrics);

    const [one, other] = await Promise.all([
      readMetrics([question(1)]),
      readMetrics([question(2)]),
    ]);
    const later = await readMetrics([question(3)]);

    expect([one, other, later].map(valuesOf)).toEqual([[1], [2], [3]]);
    expect(calls.map(({ queries }) => queries.length)).toEqual([2, 1]);
  });

  it('keeps an expression and its metrics in one call', async () => {
    const { getMetrics, calls } = counting();

    await metricBatch(getMetrics)([...questions(499), math('a / b', 'a', 'b')]);

    expect(calls.map(({ queries }) => queries.length)).toEqual([499, 3]);
  });

  it.each([
    { text: 'errors / requests', becomes: 'q0_errors / q0_requests' },
    { text: 'SUM([errors, requests])', becomes: 'SUM([q0_errors, q0_requests])' },
    {
      text: 'IF(requests > 0, errors/requests, 0)',
      becomes: 'IF(q0_requests > 0, q0_errors/q0_requests, 0)',
    },
    { text: 'errors2 + my_errors + errors', becomes: 'errors2 + my_errors + q0_errors' },
    {
      text: `SEARCH('{AWS/EC2} errors', "requests") + errors`,
      becomes: `SEARCH('{AWS/EC2} errors', "requests") + q0_errors`,
    },
  ])(
    'names the metrics of "$text" apart from those of other targets',
    async ({ text, becomes }) => {
      const { getMetrics, calls } = counting();

      await metricBatch(getMetrics)([math(text, 'errors', 'requests')]);

      const [query] = calls[0]?.queries.slice(-1) ?? [];
      expect(query).toMatchObject({ id: 'q0', isReturned: true, expression: { text: becomes } });
    },
  );

  it('gives every query of a call an id of its own, as CloudWatch wants them', async () => {
    const { getMetrics, calls } = counting();

    await metricBatch(getMetrics)([math('a', 'a'), math('a + 1', 'a'), question(1), question(2)]);

    const ids = calls.flatMap(({ queries }) => queries.map(({ id }) => id));
    expect(new Set(ids).size).toBe(6);
    expect(ids.every((id) => /^[a-z][a-zA-Z0-9_]*$/.test(id))).toBe(true);
  });

  it('asks one Metrics Insights query per call', async () => {
    const { getMetrics, calls } = counting();

    await metricBatch(getMetrics)([
      math('SELECT AVG(a) FROM b'),
      question(1),
      math('SELECT MAX(a) FROM b'),
    ]);

    expect(calls.map(({ queries }) => queries.length)).toEqual([2, 1]);
  });

  it('looks back as far as the farthest question of the call', async () => {
    const { getMetrics, calls } = counting();

    await metricBatch(getMetrics)([
      question(1),
      question(2, { from: at(-3600) }),
      question(3, { to: at(-30) }),
    ]);

    expect(calls.map(({ window }) => window)).toEqual([{ from: at(-3600), to: at(-30) }]);
  });

  it('splits a call whose answer would hold more points than CloudWatch gives at once', async () => {
    const { getMetrics, calls } = counting();
    const day = questions(100).map((each) => ({ ...each, from: at(-86_460) }));

    const answers = await metricBatch(getMetrics)(day);

    expect(calls.map(({ queries }) => queries.length)).toEqual([70, 30]);
    expect(valuesOf(answers)).toEqual(day.map((_, index) => index));
  });

  it('fails the questions of a failed call only', async () => {
    const { getMetrics } = counting();
    let calls = 0;
    const flaky: GetMetrics = (queries, window) => {
      calls += 1;
      return calls === 1 ? Promise.reject(failure('throttled')) : getMetrics(queries, window);
    };

    const answers = await metricBatch(flaky)(questions(501));

    expect(valuesOf(answers.slice(0, 500))).toEqual(Array.from({ length: 500 }, () => 'throttled'));
    expect(valuesOf(answers.slice(500))).toEqual([500]);
    expect(calls).toBe(2);
  });

  it('finds the questions that make CloudWatch refuse the call, and answers the others', () =>
    fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(499), { minLength: 1, maxLength: 5 }), async (bad) => {
        const { getMetrics, calls } = counting();
        const refusing: GetMetrics = (queries, window) =>
          queries.some((query) => 'metric' in query && bad.includes(Number(query.metric.metric)))
            ? Promise.reject(failure('invalid'))
            : getMetrics(queries, window);

        const answers = await metricBatch(refusing)(questions(500));

        expect(valuesOf(answers)).toEqual(
          questions(500).map((_, index) => (bad.includes(index) ? 'invalid' : index)),
        );
        expect(calls.length).toBeLessThan(100);
      }),
      { numRuns: 20 },
    ));

  it('gives up finding them after 100 calls', async () => {
    let calls = 0;
    const refusing: GetMetrics = () => {
      calls += 1;
      return Promise.reject(failure('invalid'));
    };

    const answers = await metricBatch(refusing)(questions(500));

    expect(new Set(valuesOf(answers))).toEqual(new Set(['invalid']));
    expect(calls).toBeLessThanOrEqual(100);
  });

  it('throws a bug on to everybody who asked, and works again afterwards', async () => {
    const { getMetrics } = counting();
    const bug = new TypeError('x is not a function');
    let calls = 0;
    const readMetrics = metricBatch((queries, window) => {
      calls += 1;
      return calls === 1 ? Promise.reject(bug) : getMetrics(queries, window);
    });

    const results = await Promise.allSettled([
      readMetrics([question(1)]),
      readMetrics([question(2)]),
    ]);

    expect(results).toEqual([
      { status: 'rejected', reason: bug },
      { status: 'rejected', reason: bug },
    ]);
    expect(valuesOf(await readMetrics([question(3)]))).toEqual([3]);
  });
});

function failure(code: 'throttled' | 'invalid'): AwsCallError {
  return new AwsCallError('GetMetricData', { code, serviceCode: code }, new Error('no'));
}
