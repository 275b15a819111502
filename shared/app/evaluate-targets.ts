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
import type { StateStore } from '../ports/state-store.ts';
import type { Targets } from '../ports/targets.ts';
import type { Evaluation } from './evaluation.ts';

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

/**
 * Evaluates a batch: one read of all states, one call per source type and target type, then every
 * target by itself. What goes wrong with one target is its own: it holds, the others go on.
 * Throws only when the states cannot be read: then nothing is known, and nothing is done.
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
  const [states, snapshots] = await Promise.all([
    ports.states.load(plans.map(({ id }) => id)),
    measure(plans, ports, now),
  ]);
  const oneOf = pLimit(ACTIONS_AT_ONCE);
  return Promise.all(
    plans.map((plan, index) => {
      const snapshot = snapshots[index];
      const state = states[index];
      if (snapshot === undefined || state === undefined) {
        throw new Error(`The store or a source answered for fewer targets than asked: ${plan.id}`);
      }
      const decision = decide(snapshot, plan, state, now);
      return oneOf(async () => {
        const outcome = options.isDryRun
          ? ({ status: 'unchanged' } as const)
          : await carryOut(decision, plan, state, ports);
        const evaluation: Evaluation = { decision, outcome, isDryRun: options.isDryRun };
        ports.journal.evaluated(evaluation);
        return evaluation;
      });
    }),
  );
}

/** Reads every source of the batch and describes every target, each in as few calls as it takes. */
async function measure(
  plans: readonly ScalingPlan[],
  { sources, targets }: EvaluationPorts,
  now: Instant,
): Promise<readonly Snapshot[]> {
  const specs = plans.flatMap((plan) => Object.values(plan.sources));
  const [readings, statuses] = await Promise.all([
    sources.read(specs, now),
    targets.describe(plans.map(({ target }) => target)),
  ]);
  let position = 0;
  return plans.map((plan, index) => {
    const named: Record<string, Reading | Missing> = {};
    for (const name of Object.keys(plan.sources)) {
      const reading = readings[position];
      position += 1;
      named[name] = reading ?? NO_ANSWER;
    }
    return { readings: named, target: statuses[index] ?? NO_STATUS };
  });
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
  const { states, activities, journal } = ports;
  if (decision.next === before) {
    return { status: 'unchanged' };
  }
  try {
    const saved = await states.save(plan.id, decision.next);
    if (saved.status === 'conflict') {
      return { status: 'superseded' };
    }
    const isReasonNew = decision.next.reason !== before.reason;
    const outcome = await act(decision, plan, saved.state, ports);
    if (decision.action !== 'hold' || isReasonNew || decision.foreignChange !== null) {
      const { next: _, ...told } = decision;
      await activities.append({
        target: plan.id,
        at: decision.at,
        id: saved.state.intent?.operation ?? `${plan.id}@${saved.state.version}`,
        decision: told,
        outcome,
      });
    }
    if (saved.state.intent !== undefined) {
      // Losing this write is harmless: the next evaluation finds the intent and settles it.
      await states.save(plan.id, recordOutcome(saved.state, decision, outcome));
    }
    return outcome;
  } catch (error) {
    journal.noted('error', `${plan.id}: the evaluation could not be recorded`, {
      target: plan.id,
      error: error instanceof Error ? error.message : String(error),
    });
    return {
      status: 'failed',
      code: 'store-unavailable',
      because: error instanceof Error ? error.message : String(error),
    };
  }
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
