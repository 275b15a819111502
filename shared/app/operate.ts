/** @module What operators do by hand: look, evaluate, pause, resume, override. */
import type { Decision } from '../core/decision.ts';
import { explain } from '../core/explain.ts';
import type { Override } from '../core/limits/override.ts';
import type { ScalingPlan } from '../core/plan.ts';
import type { State } from '../core/state.ts';
import { type Capacity, type Instant, later, type Seconds } from '../core/units.ts';
import type { Activity } from '../ports/activity-store.ts';
import type { StateStore } from '../ports/state-store.ts';
import { type EvaluationPorts, evaluateTargets } from './evaluate-targets.ts';
import type { Evaluation } from './evaluation.ts';
import { settleAll } from './settle-all.ts';

/** Which targets an operation is for; without ids, all. */
interface Selection {
  readonly targets?: readonly string[] | undefined;
}

/** One operation, as the console, the CLI and automation send it. */
export type Operation =
  | ({ readonly operation: 'evaluate'; readonly dryRun: boolean } & Selection)
  | ({ readonly operation: 'explain' } & Selection)
  | ({ readonly operation: 'status'; readonly activities: number } & Selection)
  | ({
      readonly operation: 'pause';
      readonly direction: 'both' | 'scale-in' | 'scale-out';
      readonly for: Seconds;
      readonly note: string;
    } & Selection)
  | ({ readonly operation: 'resume' } & Selection)
  | ({
      readonly operation: 'override';
      readonly capacity: Capacity;
      readonly for: Seconds;
      readonly note: string;
    } & Selection);

/** What one target answers to an operation. */
export type OperationResult =
  | {
      readonly target: string;
      readonly evaluation: Evaluation;
      readonly sentences: readonly string[];
    }
  | {
      readonly target: string;
      readonly status: TargetReport;
      readonly sentences: readonly string[];
    }
  | { readonly target: string; readonly override: Override | null };

/** A target as `status` shows it. */
export interface TargetReport {
  readonly decision: Omit<Decision, 'next'>;
  readonly override: Override | null;
  /** Since when it is calm, and looked at less often. */
  readonly calmSince: Instant | null;
  readonly activities: readonly Activity[];
}

/** The operation names a target that the plan does not have. */
export class UnknownTargetError extends Error {
  override readonly name = 'UnknownTargetError';
  readonly targets: readonly string[];

  constructor(targets: readonly string[], known: readonly string[]) {
    super(
      `The plan has no target ${targets.map((id) => `"${id}"`).join(', ')}. ` +
        `It has: ${known.join(', ')}.`,
    );
    this.targets = targets;
  }
}

/** The state was written by others each time we tried. */
export class ContentionError extends Error {
  override readonly name = 'ContentionError';

  constructor(target: string) {
    super(
      `The state of "${target}" kept changing while it was written. Nothing was done; try again.`,
    );
  }
}

/** Carries out an operation on the targets it names. */
export async function operate(
  operation: Operation,
  plans: readonly ScalingPlan[],
  ports: EvaluationPorts,
): Promise<readonly OperationResult[]> {
  const selected = selectedPlans(operation, plans);
  switch (operation.operation) {
    case 'evaluate':
    case 'explain': {
      const isDryRun = operation.operation === 'explain' || operation.dryRun;
      const evaluations = await evaluateTargets(selected, ports, { isDryRun });
      return evaluations.map((evaluation) => ({
        target: evaluation.decision.target,
        evaluation,
        sentences: explain(evaluation.decision),
      }));
    }
    case 'status':
      return status(selected, ports, operation.activities);
    case 'resume':
      return override(selected, ports, () => undefined);
    case 'pause':
      return override(selected, ports, (now) => ({
        kind: operation.direction === 'both' ? 'pause' : `pause-${operation.direction}`,
        until: later(now, operation.for),
        note: operation.note,
      }));
    case 'override':
      return override(selected, ports, (now) => ({
        kind: 'capacity',
        capacity: operation.capacity,
        until: later(now, operation.for),
        note: operation.note,
      }));
  }
}

/** The plans of the targets that are named, or all. Throws an UnknownTargetError. */
export function selectedPlans(
  { targets }: Selection,
  plans: readonly ScalingPlan[],
): readonly ScalingPlan[] {
  if (targets === undefined) {
    return plans;
  }
  const known = plans.map(({ id }) => id);
  const unknown = targets.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new UnknownTargetError(unknown, known);
  }
  return plans.filter(({ id }) => targets.includes(id));
}

async function status(
  plans: readonly ScalingPlan[],
  ports: EvaluationPorts,
  most: number,
): Promise<readonly OperationResult[]> {
  const [evaluations, states] = await Promise.all([
    evaluateTargets(plans, ports, { isDryRun: true }),
    ports.states.load(plans.map(({ id }) => id)),
  ]);
  const now = ports.clock.now();
  return Promise.all(
    evaluations.map(async ({ decision }, index) => {
      const { next, ...told } = decision;
      return {
        target: decision.target,
        status: {
          decision: told,
          override: overrideIn(states[index], now),
          calmSince: next.calmSince ?? null,
          activities: most === 0 ? [] : await ports.activities.recent(decision.target, most),
        },
        sentences: explain(decision),
      };
    }),
  );
}

/** Writing an override races with evaluations; each try reads anew. */
const MOST_TRIES = 5;

async function override(
  plans: readonly ScalingPlan[],
  { states, clock }: EvaluationPorts,
  said: (now: Instant) => Override | undefined,
): Promise<readonly OperationResult[]> {
  const now = clock.now();
  return settleAll(
    plans.map(async ({ id }) => {
      await writeOverride(id, states, said(now), MOST_TRIES);
      return { target: id, override: said(now) ?? null };
    }),
  );
}

async function writeOverride(
  target: string,
  states: StateStore,
  said: Override | undefined,
  triesLeft: number,
): Promise<void> {
  const [state] = await states.load([target]);
  if (state === undefined) {
    throw new Error(`The store did not answer for "${target}".`);
  }
  const { override: present, ...others } = state.limits;
  if (present === undefined && said === undefined) {
    return;
  }
  const saved = await states.save(target, {
    ...state,
    limits: said === undefined ? others : { ...others, override: said },
  });
  if (saved.status === 'conflict') {
    if (triesLeft <= 1) {
      throw new ContentionError(target);
    }
    await writeOverride(target, states, said, triesLeft - 1);
  }
}

function overrideIn(state: State | undefined, now: Instant): Override | null {
  const said = state?.limits.override;
  return said !== undefined && said.until > now ? said : null;
}
