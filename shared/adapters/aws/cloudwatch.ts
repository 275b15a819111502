/** @module Amazon CloudWatch: what we call of it. */
import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandOutput,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { type AwsAccess, call, clientSettings } from './call.ts';
import {
  type MetricAnswer,
  type MetricPoint,
  type MetricWindow,
  metricBatch,
} from './metric-batch.ts';
import type { MetricQuestion, NumberedQuery } from './metric-queries.ts';

export interface CloudWatch {
  /** One answer per question, in order. A failed call is an answer too. */
  readMetrics(questions: readonly MetricQuestion[]): Promise<readonly MetricAnswer[]>;
}

/** A page holds up to 100,800 points; a call is planned to need one. */
const MOST_PAGES = 10;

/** A client for CloudWatch. */
export function cloudWatch(access?: AwsAccess): CloudWatch {
  const client = new CloudWatchClient(clientSettings(access));

  async function pagesFrom(
    queries: MetricDataQuery[],
    window: MetricWindow,
    nextToken: string | undefined,
    pagesLeft: number,
  ): Promise<readonly GetMetricDataCommandOutput[]> {
    const page = await call('GetMetricData', () =>
      client.send(
        new GetMetricDataCommand({
          MetricDataQueries: queries,
          StartTime: new Date(window.from),
          EndTime: new Date(window.to),
          ScanBy: 'TimestampDescending',
          ...(nextToken === undefined ? {} : { NextToken: nextToken }),
        }),
      ),
    );
    return page.NextToken === undefined || pagesLeft <= 1
      ? [page]
      : [page, ...(await pagesFrom(queries, window, page.NextToken, pagesLeft - 1))];
  }

  return {
    readMetrics: metricBatch(async (queries, window) => {
      const pages = await pagesFrom(queries.map(asQuery), window, undefined, MOST_PAGES);
      return answersOf(pages.map((page) => page.MetricDataResults ?? []));
    }),
  };
}

function asQuery(query: NumberedQuery): MetricDataQuery {
  const common = { Id: query.id, ReturnData: query.isReturned };
  return 'expression' in query
    ? { ...common, Expression: query.expression.text, Period: query.expression.periodSeconds }
    : {
        ...common,
        MetricStat: {
          Metric: {
            Namespace: query.metric.namespace,
            MetricName: query.metric.metric,
            Dimensions: Object.entries(query.metric.dimensions).map(([Name, Value]) => ({
              Name,
              Value,
            })),
          },
          Period: query.metric.periodSeconds,
          Stat: query.metric.statistic,
        },
      };
}

/** One answer per id: its results on all pages together, the last status being the final one. */
function answersOf(
  pages: readonly (readonly MetricDataResult[])[],
): ReadonlyMap<string, MetricAnswer> {
  const byId = new Map<string, MetricDataResult[]>();
  const several = new Set<string>();
  for (const page of pages) {
    const seen = new Set<string>();
    for (const result of page) {
      const id = result.Id ?? '';
      if (seen.has(id)) {
        several.add(id);
      }
      seen.add(id);
      byId.set(id, [...(byId.get(id) ?? []), result]);
    }
  }
  return new Map(
    [...byId].map(([id, results]) => [
      id,
      several.has(id) ? SEVERAL_SERIES : (failureOf(results) ?? answered(results)),
    ]),
  );
}

const SEVERAL_SERIES: MetricAnswer = {
  status: 'failed',
  because: 'invalid',
  detail: 'the expression answers several series; make one of them with SUM, AVG or MAX',
};

function failureOf(results: readonly MetricDataResult[]): MetricAnswer | undefined {
  const statuses = results.map(({ StatusCode: status }) => status);
  const messages = results
    .flatMap(({ Messages: told = [] }) => told)
    .map(({ Code, Value }) => `: ${Code ?? ''} ${Value ?? ''}`)
    .join('');
  if (statuses.includes('Forbidden')) {
    return failed('access-denied', `CloudWatch forbids reading it${messages}`);
  }
  if (statuses.includes('InternalError')) {
    return failed('unavailable', `CloudWatch failed internally${messages}`);
  }
  return statuses.at(-1) === 'PartialData'
    ? failed('partial', `CloudWatch answered a part of the data${messages}`)
    : undefined;
}

function failed(because: 'access-denied' | 'unavailable' | 'partial', detail: string) {
  return { status: 'failed', because, detail } as const;
}

function answered(results: readonly MetricDataResult[]): MetricAnswer {
  const points = results.flatMap(({ Timestamps: times = [], Values: values = [] }) =>
    times.flatMap((time, index): readonly MetricPoint[] => {
      const value = values[index];
      return value === undefined ? [] : [{ at: time.getTime(), value }];
    }),
  );
  return { status: 'answered', points: points.sort((one, other) => other.at - one.at) };
}
