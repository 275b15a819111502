/** @module A recording from its text, with every problem and its line. */
import * as z from 'zod/mini';
import { jsonText } from '../../shared/adapters/events/json-text.ts';
import { readPlan } from '../../shared/config/read-plan.ts';
import type { Snapshot } from '../../shared/core/model.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import type { Instant } from '../../shared/core/units.ts';
import { type EvaluationLine, lineSchemas, type ObservationLine } from './recording-format.ts';

/** One look at a target. */
export interface Moment {
  /** Where it stands in the file, from 1. */
  readonly line: number;
  readonly at: Instant;
  readonly plan: ScalingPlan;
  readonly snapshot: Snapshot;
  /** What the engine knew, said and did; nothing where the moment was put together afterwards. */
  readonly recorded?: Pick<EvaluationLine, 'state' | 'decision' | 'outcome'>;
}

/** All that was recorded of one target, in order of time. */
export interface RecordedTarget {
  readonly id: string;
  /** The plan that was in force last. */
  readonly plan: ScalingPlan;
  /** One or more. */
  readonly moments: readonly Moment[];
}

/** One thing wrong with a recording. */
export interface RecordingProblem {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export type ParsedRecording =
  | { readonly status: 'parsed'; readonly targets: readonly RecordedTarget[] }
  | { readonly status: 'invalid'; readonly problems: readonly RecordingProblem[] };

/** Beyond these, more lines say nothing new. */
const MOST_PROBLEMS = 20;

/** Reads a recording. Moments come in order of time, whatever the order of the lines. */
export function parseRecording(text: string): ParsedRecording {
  const problems: RecordingProblem[] = [];
  const moments = new Map<string, Moment[]>();
  let plans: ReadonlyMap<string, ScalingPlan> | undefined;
  let line = 0;
  for (const row of text.split('\n')) {
    line += 1;
    if (row.trim() === '') {
      continue;
    }
    const said = lineOf(row, plans, line);
    if ('problems' in said) {
      problems.push(...said.problems.map((message) => ({ line, message })));
    } else if ('plans' in said) {
      plans = said.plans;
    } else {
      const known = moments.get(said.target) ?? [];
      known.push(said.moment);
      moments.set(said.target, known);
    }
    if (problems.length >= MOST_PROBLEMS) {
      break;
    }
  }
  if (problems.length === 0 && moments.size === 0) {
    problems.push({ line: Math.max(1, line), message: 'the recording holds no evaluation' });
  }
  return problems.length > 0
    ? { status: 'invalid', problems: problems.slice(0, MOST_PROBLEMS) }
    : { status: 'parsed', targets: [...moments].flatMap(targetOf) };
}

type Said =
  | { readonly problems: readonly string[] }
  | { readonly plans: ReadonlyMap<string, ScalingPlan> }
  | { readonly target: string; readonly moment: Moment };

const kindOfLine = z.looseObject({ kind: z.string() });

function lineOf(
  row: string,
  plans: ReadonlyMap<string, ScalingPlan> | undefined,
  line: number,
): Said {
  const value = z.parse(jsonText, row);
  if (value === undefined) {
    return { problems: ['is not JSON: was the line cut off?'] };
  }
  const kind = z.safeParse(kindOfLine, value);
  if (kind.success && kind.data.kind === 'plans') {
    return plansOf(kind.data['document']);
  }
  if (isLine('evaluation', value)) {
    const { state, decision, outcome } = value;
    return decision.target === value.target && decision.at === value.at
      ? momentOf(value, { plans, line }, { state, decision, outcome })
      : { problems: ['the decision is of another target or time than the line'] };
  }
  if (isLine('observation', value)) {
    return momentOf(value, { plans, line });
  }
  const named = kind.success ? kind.data.kind : undefined;
  return named === 'evaluation' || named === 'observation'
    ? { problems: problemsOf(named, value) }
    : { problems: ['the kind of a line is "plans", "evaluation" or "observation"'] };
}

function plansOf(document: unknown): Said {
  const result = readPlan(document);
  return result.status === 'valid'
    ? { plans: new Map(result.plans.map((plan) => [plan.id, plan])) }
    : {
        problems: result.problems
          .filter(({ severity }) => severity === 'error')
          .map(({ path, message }) => `document.${path.join('.')}: ${message}`),
      };
}

function momentOf(
  { target, at, snapshot }: Omit<ObservationLine, 'kind'>,
  { plans, line }: { readonly plans: ReadonlyMap<string, ScalingPlan> | undefined; line: number },
  recorded?: Moment['recorded'],
): Said {
  const plan = plans?.get(target);
  if (plan === undefined) {
    return {
      problems: [
        plans === undefined
          ? 'the plan must stand above what it decided'
          : `the plan above has no target "${target}"`,
      ],
    };
  }
  const moment = { line, at, plan, snapshot, ...(recorded === undefined ? {} : { recorded }) };
  return { target, moment };
}

interface Lines {
  readonly evaluation: EvaluationLine;
  readonly observation: ObservationLine;
}

/** What is right is taken as it stands: a copy by the schema would change the order of members. */
function isLine<Kind extends keyof Lines>(kind: Kind, value: unknown): value is Lines[Kind] {
  return problemsOf(kind, value).length === 0;
}

function problemsOf(kind: keyof Lines, value: unknown): readonly string[] {
  try {
    const parsed = z.safeParse(lineSchemas[kind], value);
    return parsed.success
      ? []
      : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  } catch (error) {
    // Some values are refused by throwing: a capacity of -1.
    return [error instanceof Error ? error.message : String(error)];
  }
}

function targetOf([id, moments]: readonly [string, readonly Moment[]]): readonly RecordedTarget[] {
  const inOrder = moments.toSorted((one, other) => one.at - other.at);
  const plan = inOrder.at(-1)?.plan;
  return plan === undefined ? [] : [{ id, plan, moments: inOrder }];
}
