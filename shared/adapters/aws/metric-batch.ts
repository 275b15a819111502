/** @module Many questions about metrics in as few GetMetricData calls as they fit into. */
import type { FaultCode } from '../../core/model.ts';
import { faultOf } from './call.ts';
import {
  type MetricQuestion,
  type NumberedQuery,
  type NumberedQuestion,
  queriesOf,
} from './metric-queries.ts';

/** A value of a period that began `at`, in milliseconds since 1970. */
export interface MetricPoint {
  readonly at: number;
  readonly value: number;
}

/** The points of a series, newest first, or why there are none. */
export type MetricAnswer =
  | { readonly status: 'answered'; readonly points: readonly MetricPoint[] }
  | {
      readonly status: 'failed';
      readonly because: FaultCode | 'partial';
      readonly detail: string;
    };

/** The window of one call, in milliseconds since 1970; the end is exclusive. */
export interface MetricWindow {
  readonly from: number;
  readonly to: number;
}

/** One GetMetricData call with all its pages: an answer by query id. Throws an AwsCallError. */
export type GetMetrics = (
  queries: readonly NumberedQuery[],
  window: MetricWindow,
) => Promise<ReadonlyMap<string, MetricAnswer>>;

/** Queries in one call, inner metrics of expressions included: CloudWatch allows 500. */
const QUERIES_PER_CALL = 500;
/** Data points in one call's answer: CloudWatch allows 100,800. More come as further pages. */
const POINTS_PER_CALL = 100_800;
/** Calls spent on finding the questions that make CloudWatch refuse a whole call. */
const MOST_CALLS_FOR_INVALID = 40;

/**
 * Answers every question, in order; never throws for a failed call. Equal questions are asked (and
 * paid for) once. Whoever asks in the same turn of the event loop shares the calls.
 */
export function metricBatch(
  getMetrics: GetMetrics,
): (questions: readonly MetricQuestion[]) => Promise<readonly MetricAnswer[]> {
  let waiting: Promise<ReadonlyMap<string, MetricAnswer>> | undefined;
  let asked = new Map<string, MetricQuestion>();

  async function answerAll(): Promise<ReadonlyMap<string, MetricAnswer>> {
    await Promise.resolve();
    const distinct = asked;
    asked = new Map();
    waiting = undefined;
    const answers = await Promise.all(
      callsOf([...distinct.entries()]).map((questions) => askTogether(questions, getMetrics)),
    );
    return new Map(answers.flat());
  }

  return async (questions) => {
    if (questions.length === 0) {
      return [];
    }
    const keys = questions.map((question) => JSON.stringify(question));
    for (const [index, question] of questions.entries()) {
      asked.set(keys[index] ?? '', question);
    }
    waiting ??= answerAll();
    const answers = await waiting;
    return keys.map((key) => answers.get(key) ?? NO_ANSWER);
  };
}

const NO_ANSWER: MetricAnswer = {
  status: 'failed',
  because: 'unavailable',
  detail: 'CloudWatch did not answer this query',
};

type KeyedQuestion = readonly [key: string, question: MetricQuestion];
type KeyedAnswer = readonly [key: string, answer: MetricAnswer];

/** Questions that fit into one call together; the longest look back comes first. */
function callsOf(questions: readonly KeyedQuestion[]): readonly (readonly KeyedQuestion[])[] {
  const calls: KeyedQuestion[][] = [];
  let left = { queries: 0, points: 0, insights: 0 };
  for (const keyed of questions.toSorted(([, one], [, other]) => one.from - other.from)) {
    const [, question] = keyed;
    const size = sizeOf(question, calls.at(-1)?.[0]?.[1].from ?? question.from);
    const isFull =
      size.queries > left.queries || size.points > left.points || size.insights > left.insights;
    if (isFull || calls.length === 0) {
      calls.push([]);
      left = { queries: QUERIES_PER_CALL, points: POINTS_PER_CALL, insights: 1 };
    }
    calls.at(-1)?.push(keyed);
    left = {
      queries: left.queries - size.queries,
      points: left.points - size.points,
      insights: left.insights - size.insights,
    };
  }
  return calls;
}

/** What a question takes of a call that looks back to `from`. */
function sizeOf({ metrics, expression, to }: MetricQuestion, from: number) {
  const named = Object.values(metrics);
  const returned = expression ?? named[0];
  return {
    queries: named.length + (expression === undefined ? 0 : 1),
    points: (to - from) / 1000 / (returned?.periodSeconds ?? 60),
    /** CloudWatch takes one Metrics Insights query per call. */
    insights: /^\s*SELECT\b/i.test(expression?.text ?? '') ? 1 : 0,
  };
}

/**
 * One question that CloudWatch finds invalid makes it refuse the whole call, so a refused call is
 * halved until the bad questions stand alone.
 */
function askTogether(
  all: readonly KeyedQuestion[],
  getMetrics: GetMetrics,
): Promise<readonly KeyedAnswer[]> {
  let callsLeft = MOST_CALLS_FOR_INVALID;

  async function ask(questions: readonly KeyedQuestion[]): Promise<readonly KeyedAnswer[]> {
    callsLeft -= 1;
    const numbered = questions.map(([, question], index) => queriesOf(question, index));
    try {
      const answers = await getMetrics(
        numbered.flatMap(({ queries }) => queries),
        windowOf(questions),
      );
      return questions.map(([key], index) => [key, answerTo(numbered[index], answers)] as const);
    } catch (error) {
      const { code, detail } = faultOf(error);
      if (code !== 'invalid' || questions.length === 1 || callsLeft < 2) {
        return questions.map(
          ([key]) => [key, { status: 'failed', because: code, detail }] as const,
        );
      }
      const middle = Math.ceil(questions.length / 2);
      const first = await ask(questions.slice(0, middle));
      return [...first, ...(await ask(questions.slice(middle)))];
    }
  }

  return ask(all);
}

function answerTo(
  question: NumberedQuestion | undefined,
  answers: ReadonlyMap<string, MetricAnswer>,
): MetricAnswer {
  return answers.get(question?.answerId ?? '') ?? NO_ANSWER;
}

function windowOf(questions: readonly KeyedQuestion[]): MetricWindow {
  return {
    from: Math.min(...questions.map(([, { from }]) => from)),
    to: Math.max(...questions.map(([, { to }]) => to)),
  };
}
