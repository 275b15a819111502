/** @module Many questions about metrics in as few GetMetricData calls as they fit into. */
import type { FaultCode } from '../../core/model.ts';
import { chunks } from '../chunks.ts';
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
/** Calls made in place of one that was refused, it included: enough to find 5 bad questions. */
const MOST_CALLS = 100;

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
      callsOf([...distinct]).map((group) => askTogether([group], MOST_CALLS, getMetrics)),
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
 * One question that CloudWatch finds invalid makes it refuse the whole call, so refused calls are
 * halved, round after round, until the bad questions stand alone or the calls are used up.
 */
async function askTogether(
  groups: readonly (readonly KeyedQuestion[])[],
  callsLeft: number,
  getMetrics: GetMetrics,
): Promise<readonly KeyedAnswer[]> {
  const outcomes = await Promise.all(groups.map((group) => askOnce(group, getMetrics)));
  const left = callsLeft - groups.length;
  const refused = outcomes.filter(({ isRefused, group }) => isRefused && group.length > 1);
  const retried = refused.slice(0, Math.floor(left / 2));
  const answers = outcomes.filter((outcome) => !retried.includes(outcome));
  return [
    ...answers.flatMap((outcome) => outcome.answers),
    ...(retried.length === 0
      ? []
      : await askTogether(
          retried.flatMap(({ group }) => chunks(group, Math.ceil(group.length / 2))),
          left,
          getMetrics,
        )),
  ];
}

interface CallOutcome {
  readonly group: readonly KeyedQuestion[];
  readonly answers: readonly KeyedAnswer[];
  /** CloudWatch refused the call because of some question in it. */
  readonly isRefused: boolean;
}

async function askOnce(
  group: readonly KeyedQuestion[],
  getMetrics: GetMetrics,
): Promise<CallOutcome> {
  const numbered = group.map(([, question], index) => queriesOf(question, index));
  try {
    const queries = numbered.flatMap((each) => each.queries);
    const byId = await getMetrics(queries, windowOf(group));
    const answers = group.map(([key], index) => [key, answerTo(numbered[index], byId)] as const);
    return { group, answers, isRefused: false };
  } catch (error) {
    const { code, detail } = faultOf(error);
    const failed = { status: 'failed', because: code, detail } as const;
    return {
      group,
      answers: group.map(([key]) => [key, failed] as const),
      isRefused: code === 'invalid',
    };
  }
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
