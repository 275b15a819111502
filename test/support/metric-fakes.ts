/** @module CloudWatch as a fake: values by the name of a metric. */
import {
  type GetMetrics,
  type MetricAnswer,
  metricBatch,
} from '../../shared/adapters/aws/metric-batch.ts';
import type { MetricQuestion, MetricStatistic } from '../../shared/adapters/aws/metric-queries.ts';
import { at } from './builders.ts';

/** Values by the second after the start at which their period begins. */
export function series(points: Readonly<Record<string, number>>): MetricAnswer {
  return {
    status: 'answered',
    points: Object.entries(points)
      .map(([second, value]) => ({ at: at(Number(second)), value }))
      .sort((one, other) => other.at - one.at),
  };
}

/** No data point. */
export const EMPTY: MetricAnswer = { status: 'answered', points: [] };

/** Answers by the metric asked for, or by the text of the expression; notes what was asked. */
export function metricsBy(answerTo: (asked: string, metric?: MetricStatistic) => MetricAnswer) {
  const asked: MetricQuestion[] = [];
  return {
    asked,
    readMetrics: async (questions: readonly MetricQuestion[]) => {
      asked.push(...questions);
      return questions.map(({ metrics, expression }) => {
        const [metric] = Object.values(metrics);
        return answerTo(expression?.text ?? metric?.metric ?? '', metric);
      });
    },
  };
}

/** The calls that would be made of CloudWatch, each answered with one point per query. */
export function countedCalls() {
  const calls: Parameters<GetMetrics>[] = [];
  return {
    calls,
    readMetrics: metricBatch(async (...call) => {
      calls.push(call);
      return new Map(call[0].map(({ id }) => [id, series({ '-120': 1 })]));
    }),
  };
}
