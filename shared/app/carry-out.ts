/** @module What follows a decision: write it down, act, record what came of it. */
import type { Decision, Outcome } from '../core/decision.ts';
import type { Notice } from '../core/notice.ts';
import type { NoticeMemory } from '../core/notices/memory.ts';
import { tellingsOf } from '../core/notices/tell.ts';
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

/** What came of a decision, and what people are to be told of it. */
export interface CarriedOut {
  readonly outcome: Outcome;
  /** Only what this evaluation was first to write down: nobody else tells it. */
  readonly notices: readonly Notice[];
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
): Promise<CarriedOut> {
  const isHold = decision.action === 'hold';
  const held = isHold ? tellingsOf(decision, UNCHANGED, plan, before.notices) : NOTHING_TOLD;
  const next = isHold ? withNotices(decision.next, held.memory) : decision.next;
  if (next === before) {
    return { outcome: UNCHANGED, notices: [] };
  }
  const saved = await ports.states.save(plan.id, next).catch(storeFailure);
  if (saved instanceof StoreUnavailableError) {
    noteUnrecorded(plan, saved, ports);
    const because = saved.message;
    return { outcome: { status: 'failed', code: 'store-unavailable', because }, notices: [] };
  }
  if (saved.status === 'conflict') {
    return { outcome: { status: 'superseded' }, notices: [] };
  }
  const { state } = saved;
  const outcome = await act(decision, plan, state, ports);
  const acted = isHold ? held : tellingsOf(decision, outcome, plan, state.notices);
  const isReasonNew = decision.next.reason !== before.reason;
  const isTold = !isHold || isReasonNew || decision.foreignChange !== null;
  const recorded = withNotices(recordOutcome(state, decision, outcome), acted.memory);
  // Losing a write here is harmless: the next evaluation finds the intent and settles it.
  const [untold, written] = await Promise.all([
    isTold ? tell(decision, outcome, state, ports).catch(storeFailure) : undefined,
    recorded === state
      ? ({ status: 'saved' } as const)
      : ports.states.save(plan.id, recorded).catch(storeFailure),
  ]);
  for (const failure of [untold, written]) {
    if (failure instanceof StoreUnavailableError) {
      noteUnrecorded(plan, failure, ports);
    }
  }
  const isWritten = !(written instanceof StoreUnavailableError) && written.status === 'saved';
  return { outcome, notices: isWritten ? acted.notices : [] };
}

const UNCHANGED = { status: 'unchanged' } as const satisfies Outcome;
const NOTHING_TOLD = { notices: [], memory: undefined };

/** The state with what people were told; the very state where that is nothing new. */
function withNotices(state: State, memory: NoticeMemory | undefined): State {
  if (state.notices === memory) {
    return state;
  }
  const { notices: _, ...others } = state;
  return memory === undefined ? others : { ...others, notices: memory };
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
