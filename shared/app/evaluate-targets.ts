/** @module One evaluation of a batch of targets: measure, decide, carry out. */
import pLimit from 'p-limit';
import type { Missing, Reading, Snapshot, TargetStatus } from '../core/model.ts';
import type { Notice } from '../core/notice.ts';
import type { ScalingPlan } from '../core/plan.ts';
import type { Instant } from '../core/units.ts';
import type { Sources } from '../ports/sources.ts';
import { type ActingPorts, type CarriedOut, carryOut } from './carry-out.ts';
import { type DecidingPorts, decideBatch, type Found, NOT_DECIDED } from './decide-batch.ts';
import type { Evaluation } from './evaluation.ts';
import { type ForecastReadingPorts, loadForecasts } from './load-forecasts.ts';
import { type LoadedState, loadStates } from './load-states.ts';
import { type TellingPorts, tellPeople } from './tell-people.ts';

/** What an evaluation needs from outside. */
export interface EvaluationPorts
  extends ActingPorts,
    DecidingPorts,
    TellingPorts,
    ForecastReadingPorts {
  readonly sources: Sources;
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
 * is done. Throws an UnevaluatedTargetsError where single targets failed, once all others are done.
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
  const looked = plans.map((plan, index) => lookedAt(plan, states[index], snapshots[index]));
  const found = looked.flatMap((each) => ('error' in each ? [] : [each]));
  const { isDryRun } = options;
  const { decided, notices: ofBudgets } = await decideBatch(found, ports, { now, isDryRun });
  const answers = new Map(found.map((each, index) => [each, decided[index]]));
  const oneOf = pLimit(ACTIONS_AT_ONCE);
  const notices: Notice[] = [...ofBudgets];
  const settled = await Promise.allSettled(
    looked.map((each) =>
      oneOf(async () => {
        if ('error' in each) {
          throw each.error;
        }
        const answer = answers.get(each) ?? NOT_DECIDED;
        if ('error' in answer) {
          throw answer.error;
        }
        const { decision, snapshot } = answer;
        const { plan, state } = each;
        const { outcome, notices: told } = isDryRun
          ? NOT_CARRIED_OUT
          : await carryOut(decision, plan, state, ports);
        notices.push(...told);
        const evaluation: Evaluation = { decision, outcome, isDryRun };
        ports.journal.evaluated(evaluation, { snapshot, state });
        return evaluation;
      }),
    ),
  );
  await tellPeople(notices, ports);
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
  { sources, targets, states, forecasts, journal }: EvaluationPorts,
  now: Instant,
): Promise<{ readonly states: readonly LoadedState[]; readonly snapshots: readonly Snapshot[] }> {
  const specs = plans.flatMap((plan) => Object.values(plan.sources));
  const loading = loadStates(plans, states);
  const [loaded, readings, statuses, foretold] = await Promise.all([
    loading,
    sources.read(specs, now),
    loading.then(() => targets.describe(plans.map(({ target }) => target))),
    loadForecasts(plans, { forecasts, journal }),
  ]);
  let position = 0;
  const snapshots = plans.map((plan, index) => {
    const named: Record<string, Reading | Missing> = {};
    for (const name of Object.keys(plan.sources)) {
      const reading = readings[position];
      position += 1;
      named[name] = reading ?? NO_ANSWER;
    }
    return {
      readings: named,
      target: statuses[index] ?? NO_STATUS,
      forecasts: foretold[index],
    };
  });
  return { states: loaded, snapshots };
}

/** A target with all that a decision needs, or why it has not. */
function lookedAt(
  plan: ScalingPlan,
  loaded: LoadedState | undefined,
  snapshot: Snapshot | undefined,
): Found | { readonly error: unknown } {
  if (loaded === undefined || snapshot === undefined) {
    return { error: new Error('it was not looked at') };
  }
  return 'error' in loaded ? loaded : { plan, state: loaded.state, snapshot };
}

const NOT_CARRIED_OUT: CarriedOut = { outcome: { status: 'unchanged' }, notices: [] };
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
