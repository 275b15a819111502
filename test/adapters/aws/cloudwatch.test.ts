import { describe, expect, it } from 'vitest';
import { cloudWatch } from '../../../shared/adapters/aws/cloudwatch.ts';
import type { MetricQuestion } from '../../../shared/adapters/aws/metric-queries.ts';
import { at } from '../../support/builders.ts';
import { loopbackPerTest, wireError } from '../../support/loopback.ts';

const answering = loopbackPerTest();

const CPU: MetricQuestion = {
  metrics: {
    only: {
      namespace: 'AWS/EC2',
      metric: 'CPUUtilization',
      dimensions: { AutoScalingGroupName: 'web' },
      statistic: 'Average',
      periodSeconds: 60,
    },
  },
  from: at(-600),
  to: at(-60),
};

/** A result as the wire has it: times are seconds since 1970. */
function result(points: readonly (readonly [second: number, value: number])[], given: object = {}) {
  return {
    Id: 'q0',
    Label: 'CPUUtilization',
    StatusCode: 'Complete',
    Timestamps: points.map(([second]) => at(second) / 1000),
    Values: points.map(([, value]) => value),
    ...given,
  };
}

describe('cloudWatch', () => {
  it('asks for the window, newest first', async () => {
    const { access, calls } = await answering(() => ({ json: { MetricDataResults: [] } }));

    await cloudWatch(access).readMetrics([CPU]);

    expect(calls.map(({ operation, body }) => ({ operation, body }))).toEqual([
      {
        operation: 'GetMetricData',
        body: {
          MetricDataQueries: [
            {
              Id: 'q0',
              ReturnData: true,
              MetricStat: {
                Metric: {
                  Namespace: 'AWS/EC2',
                  MetricName: 'CPUUtilization',
                  Dimensions: [{ Name: 'AutoScalingGroupName', Value: 'web' }],
                },
                Period: 60,
                Stat: 'Average',
              },
            },
          ],
          StartTime: at(-600) / 1000,
          EndTime: at(-60) / 1000,
          ScanBy: 'TimestampDescending',
        },
      },
    ]);
  });

  it('asks metric math and its metrics in one call, and only for the result', async () => {
    const { access, calls } = await answering(() => ({ json: { MetricDataResults: [] } }));
    const { only } = CPU.metrics;
    const metrics = only === undefined ? {} : { errors: only, requests: only };

    await cloudWatch(access).readMetrics([
      { ...CPU, metrics, expression: { text: '100 * errors / requests', periodSeconds: 60 } },
    ]);

    expect(calls).toMatchObject([
      {
        body: {
          MetricDataQueries: [
            { Id: 'q0_errors', ReturnData: false },
            { Id: 'q0_requests', ReturnData: false },
            {
              Id: 'q0',
              ReturnData: true,
              Expression: '100 * q0_errors / q0_requests',
              Period: 60,
            },
          ],
        },
      },
    ]);
  });

  it('sorts the points, newest first', async () => {
    const { access } = await answering(() => ({
      json: {
        MetricDataResults: [
          result([
            [-240, 3],
            [-120, 1],
            [-180, 2],
          ]),
        ],
      },
    }));

    const [answer] = await cloudWatch(access).readMetrics([CPU]);

    expect(answer).toEqual({
      status: 'answered',
      points: [
        { at: at(-120), value: 1 },
        { at: at(-180), value: 2 },
        { at: at(-240), value: 3 },
      ],
    });
  });

  it('joins the pages of a query, and takes the status of the last', async () => {
    const { access, calls } = await answering((_, index) =>
      index === 0
        ? {
            json: {
              NextToken: 'more',
              MetricDataResults: [result([[-120, 1]], { StatusCode: 'PartialData' })],
            },
          }
        : { json: { MetricDataResults: [result([[-180, 2]])] } },
    );

    const [answer] = await cloudWatch(access).readMetrics([CPU]);

    expect(answer).toMatchObject({ status: 'answered', points: [{ value: 1 }, { value: 2 }] });
    expect(calls).toMatchObject([
      { body: { StartTime: at(-600) / 1000 } },
      { body: { NextToken: 'more' } },
    ]);
  });

  it('takes a query that is complete on its page, although others have more pages', async () => {
    const { access } = await answering((_, index) => ({
      json: {
        ...(index === 0 ? { NextToken: 'more' } : {}),
        MetricDataResults: index === 0 ? [result([[-120, 1]])] : [],
      },
    }));

    const [answer] = await cloudWatch(access).readMetrics([CPU]);

    expect(answer).toMatchObject({ status: 'answered', points: [{ value: 1 }] });
  });

  it('stops asking for pages that never complete', async () => {
    const { access, calls } = await answering(() => ({
      json: {
        NextToken: 'more',
        MetricDataResults: [result([[-120, 1]], { StatusCode: 'PartialData' })],
      },
    }));

    const [answer] = await cloudWatch(access).readMetrics([CPU]);

    expect(answer).toMatchObject({ status: 'failed', because: 'partial' });
    expect(calls).toHaveLength(10);
  });

  it.each([
    {
      name: 'no data point',
      results: [result([])],
      answer: { status: 'answered', points: [] },
    },
    {
      name: 'a forbidden metric',
      results: [
        result([], {
          StatusCode: 'Forbidden',
          Messages: [{ Code: 'Forbidden', Value: 'not yours' }],
        }),
      ],
      answer: {
        status: 'failed',
        because: 'access-denied',
        detail: 'CloudWatch forbids reading it: Forbidden not yours',
      },
    },
    {
      name: 'an internal error',
      results: [result([[-120, 1]], { StatusCode: 'InternalError' })],
      answer: { status: 'failed', because: 'unavailable' },
    },
    {
      name: 'partial data without another page',
      results: [result([[-120, 1]], { StatusCode: 'PartialData' })],
      answer: { status: 'failed', because: 'partial' },
    },
    {
      name: 'several series for one query',
      results: [result([[-120, 1]], { Label: 'i-1' }), result([[-120, 9]], { Label: 'i-2' })],
      answer: { status: 'failed', because: 'invalid' },
    },
    {
      name: 'nothing at all about the query',
      results: [],
      answer: { status: 'failed', because: 'unavailable' },
    },
  ])('tells $name', async ({ results, answer }) => {
    const { access } = await answering(() => ({ json: { MetricDataResults: results } }));

    expect(await cloudWatch(access).readMetrics([CPU])).toMatchObject([answer]);
  });

  it.each([
    { name: 'ThrottlingException', code: 'throttled' },
    { name: 'AccessDeniedException', code: 'access-denied' },
    { name: 'ValidationError', code: 'invalid' },
    { name: 'InternalServiceFault', status: 500, code: 'unavailable' },
  ])('tells $name as $code', async ({ name, status = 400, code }) => {
    const { access } = await answering(() => wireError(name, status));

    expect(await cloudWatch(access).readMetrics([CPU])).toMatchObject([
      { status: 'failed', because: code },
    ]);
  });

  it('gives up on a server that never answers', async () => {
    const { access } = await answering(() => ({ raw: () => {} }));

    expect(await cloudWatch(access).readMetrics([CPU])).toMatchObject([
      { status: 'failed', because: 'timeout' },
    ]);
  });
});
