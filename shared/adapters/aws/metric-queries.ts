/** @module A question about metrics as the numbered queries of one GetMetricData call. */
import type { Instant } from '../../core/units.ts';

/** One statistic of one metric. */
export interface MetricStatistic {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** "Average", "Sum", "p95" … */
  readonly statistic: string;
  readonly periodSeconds: number;
}

/** What is asked: the points of one series that begin in [from, to). */
export interface MetricQuestion {
  /** By the names that the expression uses; without an expression there is one. */
  readonly metrics: Readonly<Record<string, MetricStatistic>>;
  /** Metric math over the metrics. */
  readonly expression?: { readonly text: string; readonly periodSeconds: number };
  readonly from: Instant;
  readonly to: Instant;
}

/** One query of a call. Its id is unique in the call. */
export type NumberedQuery = {
  readonly id: string;
  /** Only the answer is returned; what an expression is made of is not. */
  readonly isReturned: boolean;
} & (
  | { readonly metric: MetricStatistic }
  | { readonly expression: { readonly text: string; readonly periodSeconds: number } }
);

/** The queries of one question, and the id under which its answer comes. */
export interface NumberedQuestion {
  readonly queries: readonly NumberedQuery[];
  readonly answerId: string;
}

/** The queries of the question with this number in its call. */
export function queriesOf(
  { metrics, expression }: MetricQuestion,
  number: number,
): NumberedQuestion {
  const answerId = `q${number}`;
  const named = Object.entries(metrics);
  if (expression === undefined) {
    const queries = named.map(([, metric]) => ({ id: answerId, isReturned: true, metric }));
    return { queries: queries.slice(0, 1), answerId };
  }
  const ids = new Map(named.map(([name]) => [name, `${answerId}_${name}`]));
  return {
    queries: [
      ...named.map(([name, metric]) => ({
        id: ids.get(name) ?? name,
        isReturned: false,
        metric,
      })),
      {
        id: answerId,
        isReturned: true,
        expression: { ...expression, text: renamed(expression.text, ids) },
      },
    ],
    answerId,
  };
}

/** Quoted text is left alone: SEARCH('{AWS/EC2} errors') names no query. */
const QUOTED_OR_NAME = /"[^"]*"|'[^']*'|[A-Za-z_]\w*/g;

function renamed(expression: string, ids: ReadonlyMap<string, string>): string {
  return expression.replace(QUOTED_OR_NAME, (token) => ids.get(token) ?? token);
}
