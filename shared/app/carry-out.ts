/** @module What follows a decision: write it down, act, record what came of it. */
import type { Decision, Outcome } from '../core/decision.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { recordOutcome } from '../core/record-outcome.ts';
import type { State } from '../core/state.ts';
import type { ActivityStore } from '../ports/activity-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import { type StateStore, StoreUnavailableError } from '../ports/state-store.ts';
import type { Targets } from '../ports/targets.ts';

/** What acting needs from outside. */
export interface ActingPorts {
  readonly targets: Targets;
  readonly states: StateStore;
  readonly activities: ActivityStore;
  readonly journal: Journal;
  readonly clock: Clock;
}

/**
 * Writes the state, acts if this evaluation won the write, and records the outcome. A crash after
 * any step leaves an intent that the next evaluation settles.
 */
export async function carryOut(
  decision: Decision,
  plan: ScalingPlan,
  before: State,
  ports: ActingPorts,
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
  { activities }: ActingPorts,
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

function noteUnrecorded({ id }: ScalingPlan, error: Error, { journal }: ActingPorts): void {
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
  { targets, clock }: ActingPorts,
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
