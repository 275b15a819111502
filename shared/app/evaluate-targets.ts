/** @module One evaluation of a batch of targets: measure, decide, write, act, record. */
import pLimit from 'p-limit';
import { decide } from '../core/decide.ts';
import type { Decision, Outcome } from '../core/decision.ts';
import type { Missing, Reading, Snapshot, TargetStatus } from '../core/model.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { recordOutcome } from '../core/record-outcome.ts';
import type { State } from '../core/state.ts';
import type { Instant } from '../core/units.ts';
import type { ActivityStore } from '../ports/activity-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Sources } from '../ports/sources.ts';
import { type StateStore, StoreUnavailableError } from '../ports/state-store.ts';
import type { Targets } from '../ports/targets.ts';
import type { Evaluation } from './evaluation.ts';
import { type LoadedState, loadStates } from './load-states.ts';

/** What an evaluation needs from outside. */
export interface EvaluationPorts {
  readonly sources: Sources;
  readonly targets: Targets;
  readonly states: StateStore;
  readonly activities: ActivityStore;
  readonly journal: Journal;
  readonly clock: Clock;
}

/** Targets acted on at once: AWS's control APIs share one small bucket per account and region. */
const ACTIONS_AT_ONCE = 10;

/** Some targets could not be evaluated, because of a bug or a state that cannot be read. */
export class UnevaluatedTargetsError extends Error {
  override readonly name = 'UnevaluatedTargetsError';
  readonly targets: readonly string[];

  constructor(failures: readonly { readonly target: string; readonly error: unknown }[]) {
    super(
      failures
        .map(({ target, error }) => `${target} could not be evaluated: ${messageOf(error)}`)
        .join('\n'),
      { cause: failures[0]?.error },
    );
    this.targets = failures.map(({ target }) => target);
  }
}

/**
 * Evaluates a batch: one read of all states, one call per source type and target type, then every
 * target by itself. What goes wrong with one target is its own: it holds, the others go on.
 * Throws a StoreUnavailableError when the states cannot be read: then nothing is known, and nothing
 * is done. Throws an UnevaluatedTargetsError where single targets failed, after all others are done.
 */
export async function evaluateTargets(
  plans: readonly ScalingPlan[],
  ports: EvaluationPorts,
  options: { readonly isDryRun: boolean } = { isDryRun: false },
): Promise<readonly Evaluation[]> {
  if (plans.length === 0) {
    return [];
  }
  const now = ports.clock.now();
  const { states, snapshots } = await look(plans, ports, now);
  const oneOf = pLimit(ACTIONS_AT_ONCE);
  const settled = await Promise.allSettled(
    plans.map((plan, index) =>
      oneOf(async () => {
        const loaded = states[index];
        const snapshot = snapshots[index];
        if (loaded === undefined || snapshot === undefined) {
          throw new Error('it was not looked at');
        }
        if ('error' in loaded) {
          throw loaded.error;
        }
        const decision = decide(snapshot, plan, loaded.state, now);
        const outcome = options.isDryRun
          ? ({ status: 'unchanged' } as const)
          : await carryOut(decision, plan, loaded.state, ports);
        const evaluation: Evaluation = { decision, outcome, isDryRun: options.isDryRun };
        ports.journal.evaluated(evaluation);
        return evaluation;
      }),
    ),
  );
  const failures = settled.flatMap((each, index) =>
    each.status === 'rejected' ? [{ target: plans[index]?.id ?? '', error: each.reason }] : [],
  );
  if (failures.length > 0) {
    throw new UnevaluatedTargetsError(failures);
  }
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

/**
 * Loads every state, reads every source and describes every target, each in as few calls as it
 * takes. Targets are described after their states are loaded: whoever changes one in between has
 * changed its state too, and the conditional write then fails. The other way round, an old
 * description beside a new state would look like a change by somebody else.
 */
async function look(
  plans: readonly ScalingPlan[],
  { sources, targets, states }: EvaluationPorts,
  now: Instant,
): Promise<{ readonly states: readonly LoadedState[]; readonly snapshots: readonly Snapshot[] }> {
  const specs = plans.flatMap((plan) => Object.values(plan.sources));
  const loading = loadStates(plans, states);
  const [loaded, readings, statuses] = await Promise.all([
    loading,
    sources.read(specs, now),
    loading.then(() => targets.describe(plans.map(({ target }) => target))),
  ]);
  let position = 0;
  const snapshots = plans.map((plan, index) => {
    const named: Record<string, Reading | Missing> = {};
    for (const name of Object.keys(plan.sources)) {
      const reading = readings[position];
      position += 1;
      named[name] = reading ?? NO_ANSWER;
    }
    return { readings: named, target: statuses[index] ?? NO_STATUS };
  });
  return { states: loaded, snapshots };
}

const NO_ANSWER: Missing = {
  status: 'missing',
  because: 'unavailable',
  detail: 'the source gave no answer',
};
const NO_STATUS: TargetStatus = {
  status: 'unavailable',
  because: 'unavailable',
  detail: 'the target type gave no answer',
};

/**
 * Writes the state, acts if this evaluation won the write, and records the outcome. A crash after
 * any step leaves an intent that the next evaluation settles.
 */
async function carryOut(
  decision: Decision,
  plan: ScalingPlan,
  before: State,
  ports: EvaluationPorts,
): Promise<Outcome> {
  if (decision.next === before) {
    return { status: 'unchanged' };
  }
  const saved = await ports.states.save(plan.id, decision.next).catch(storeFailure);
  if (saved instanceof StoreUnavailableError) {
    noteUnrecorded(plan, saved, ports);
    return { status: 'failed', code: 'store-unavailable', because: saved.message };
  }
  if (saved.status === 'conflict') {
    return { status: 'superseded' };
  }
  const outcome = await act(decision, plan, saved.state, ports);
  const isReasonNew = decision.next.reason !== before.reason;
  const isTold = decision.action !== 'hold' || isReasonNew || decision.foreignChange !== null;
  const recorded = recordOutcome(saved.state, decision, outcome);
  // Losing a write here is harmless: the next evaluation finds the intent and settles it.
  const failures = await Promise.all([
    isTold ? tell(decision, outcome, saved.state, ports).catch(storeFailure) : undefined,
    recorded === saved.state ? undefined : ports.states.save(plan.id, recorded).catch(storeFailure),
  ]);
  for (const failure of failures) {
    if (failure instanceof StoreUnavailableError) {
      noteUnrecorded(plan, failure, ports);
    }
  }
  return outcome;
}

/** Records the activity. */
async function tell(
  { next: _, ...decision }: Decision,
  outcome: Outcome,
  saved: State,
  { activities }: EvaluationPorts,
): Promise<void> {
  const { target, at } = decision;
  const id = saved.intent?.operation ?? `${target}@${saved.version}`;
  await activities.append({ target, at, id, decision, outcome });
}

/** A store that does not answer is expected, and any other error is a bug. */
function storeFailure(error: unknown): StoreUnavailableError {
  if (error instanceof StoreUnavailableError) {
    return error;
  }
  throw error;
}

function noteUnrecorded({ id }: ScalingPlan, error: Error, { journal }: EvaluationPorts): void {
  journal.noted('error', `${id}: the evaluation could not be recorded`, {
    target: id,
    error: error.message,
  });
}

/** Acts on a written intent, while it is young enough that nobody else would. */
async function act(
  decision: Decision,
  plan: ScalingPlan,
  { intent }: State,
  { targets, clock }: EvaluationPorts,
): Promise<Outcome> {
  if (intent === undefined || decision.action === 'hold') {
    return { status: 'unchanged' };
  }
  if (clock.now() >= intent.deadline) {
    return {
      status: 'failed',
      code: 'timeout',
      because: 'the intent was too old to act on by the time it was written',
    };
  }
  return targets.apply(plan.target, { from: intent.from, to: intent.to });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
