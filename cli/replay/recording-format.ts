/**
 * @module The form of a recording: JSON, one value a line, told apart by `kind`.
 *
 * - `plans`, with `document`: the plan in the words of a plan file, every default written out. It
 *   stands above the evaluations that it decided, and comes again where it changed.
 * - `evaluation`, with `target`, `at`, `snapshot`, `state`, `decision`, `outcome`, `isDryRun`:
 *   everything that decide() was given, what it answered, and what came of that. Members stand in
 *   the order in which the engine had them, because a replay compares byte by byte.
 * - `observation`, with `target`, `at`, `snapshot`: what an evaluation would have seen, taken from
 *   history. Nobody decided anything on it.
 *
 * Times are milliseconds since 1970. Files may be put together, one after the other.
 */
import * as z from 'zod/mini';
import type { RecordedEvaluation } from '../../shared/app/record-evaluations.ts';
import { resolvedDocument } from '../../shared/config/plan-schema.ts';
import type { Decision, Outcome } from '../../shared/core/decision.ts';
import { loadForecast } from '../../shared/core/forecast/load-forecast.ts';
import { FaultCode, MissingCode, type Snapshot } from '../../shared/core/model.ts';
import { PERIODS } from '../../shared/core/money/budget.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { type State, stateSchema } from '../../shared/core/state.ts';
import type { Instant } from '../../shared/core/units.ts';

/** What would have been seen at a time. */
export interface ObservationLine {
  readonly kind: 'observation';
  readonly target: string;
  readonly at: Instant;
  readonly snapshot: Snapshot;
}

/** What was seen, decided and done. */
export interface EvaluationLine {
  readonly kind: 'evaluation';
  readonly target: string;
  readonly at: Instant;
  readonly snapshot: Snapshot;
  readonly state: State;
  readonly decision: Decision;
  readonly outcome: Outcome;
  readonly isDryRun: boolean;
}

/** The line that begins a recording. */
export function plansLine(plans: readonly ScalingPlan[]): string {
  return JSON.stringify({ kind: 'plans', document: resolvedDocument(plans) });
}

/** An evaluation as a line. */
export function evaluationLine({
  decision,
  outcome,
  isDryRun,
  given: { snapshot, state },
}: RecordedEvaluation): string {
  const { target, at } = decision;
  return JSON.stringify({
    kind: 'evaluation',
    ...{ target, at, snapshot, state, decision, outcome, isDryRun },
  } satisfies EvaluationLine);
}

/** An observation as a line. */
export function observationLine(observation: Omit<ObservationLine, 'kind'>): string {
  return JSON.stringify({ kind: 'observation', ...observation } satisfies ObservationLine);
}

const count = z.int().check(z.minimum(0));

const snapshot = z.object({
  readings: z.record(
    z.string(),
    z.discriminatedUnion('status', [
      z.object({
        status: z.literal('measured'),
        value: z.number(),
        unit: z.string(),
        at: z.number(),
        parts: z.optional(z.record(z.string(), z.number())),
        reporting: z.optional(z.number()),
      }),
      z.object({
        status: z.literal('missing'),
        because: z.enum(Object.values(MissingCode)),
        detail: z.string(),
      }),
    ]),
  ),
  target: z.discriminatedUnion('status', [
    z.object({
      status: z.literal('described'),
      capacity: count,
      inService: count,
      pending: count,
      bounds: z.optional(z.object({ min: count, max: count })),
      hold: z.optional(
        z.object({
          code: z.enum(['suspended', 'refreshing', 'deploying', 'deleting', 'updating']),
          blocks: z.enum(['both', 'scale-in', 'scale-out']),
          because: z.string(),
        }),
      ),
    }),
    z.object({
      status: z.literal('unavailable'),
      because: z.enum(Object.values(FaultCode)),
      detail: z.string(),
    }),
  ]),
  allowance: z.optional(
    z.discriminatedUnion('status', [
      z.object({
        status: z.literal('known'),
        budget: z.string(),
        most: z.optional(count),
        cap: z.optional(
          z.object({
            period: z.enum(PERIODS),
            isHard: z.boolean(),
            limit: z.number(),
            spent: z.number(),
            until: z.number(),
          }),
        ),
        hardMost: z.optional(count),
        rate: z.number(),
        mostRate: z.optional(z.number()),
        shed: z.optional(z.string()),
      }),
      z.object({
        status: z.literal('unknown'),
        budget: z.string(),
        isHard: z.boolean(),
        detail: z.string(),
      }),
    ]),
  ),
  forecasts: z.optional(z.record(z.string(), loadForecast)),
});

/** The members of a decision that readers rely on; the rest is shown and compared as it is. */
const decision = z.looseObject({
  target: z.string(),
  at: z.number(),
  action: z.enum(['scale-out', 'scale-in', 'hold']),
  from: z.nullable(z.number()),
  to: z.nullable(z.number()),
  reason: z.string(),
  because: z.string(),
  readings: z.record(z.string(), z.looseObject({})),
  recommendations: z.array(z.looseObject({ policy: z.string(), status: z.string() })),
  steps: z.array(z.looseObject({ by: z.string() })),
  next: z.looseObject({}),
});

const seen = { target: z.string(), at: z.number(), snapshot };

/** The schema of each kind of line but `plans`, whose document has a schema of its own. */
export const lineSchemas = {
  observation: z.object({ kind: z.literal('observation'), ...seen }),
  evaluation: z.object({
    kind: z.literal('evaluation'),
    ...seen,
    state: stateSchema,
    decision,
    outcome: z.looseObject({
      status: z.enum(['applied', 'unchanged', 'refused', 'failed', 'superseded']),
    }),
    isDryRun: z.boolean(),
  }),
} as const;
