/** @module Evaluations in a row: what is decided takes effect, what is remembered comes back. */
import { decide } from '../../shared/core/decide.ts';
import type { Decision, Outcome } from '../../shared/core/decision.ts';
import type { Snapshot } from '../../shared/core/model.ts';
import type { TargetPlan } from '../../shared/core/plan.ts';
import { recordOutcome } from '../../shared/core/record-outcome.ts';
import { initialState, type State } from '../../shared/core/state.ts';
import type { Instant } from '../../shared/core/units.ts';
import { forecastsOf } from './any-forecast.ts';
import { at, snapshot, target } from './builders.ts';
import { interpreters } from './interpreters.ts';

/** One moment: the readings by name, and where the test needs it, the target and the outcome. */
export interface Moment {
  /** Seconds after the start; a minute after the moment before, unless told. */
  readonly seconds?: number;
  readonly readings?: Parameters<typeof snapshot>[1];
  /** The target as it describes itself, from the capacity that was last applied. */
  readonly target?: (units: number) => Snapshot['target'];
  readonly outcome?: Outcome;
}

/** What one evaluation saw, decided and left. */
export interface Evaluated {
  readonly now: Instant;
  readonly snapshot: Snapshot;
  readonly before: State;
  readonly decision: Decision;
  /** The state as stored after the outcome was recorded. */
  readonly after: State;
  /** The capacity after acting. */
  readonly units: number;
}

/** Evaluates moment after moment, as the application does, with a store that counts versions. */
export function run(
  plan: TargetPlan,
  moments: readonly Moment[],
  from: { readonly units: number; readonly state?: State },
): readonly Evaluated[] {
  const evaluated: Evaluated[] = [];
  let state = from.state ?? initialState;
  let units = from.units;
  let seconds = -60;
  for (const moment of moments) {
    seconds = moment.seconds ?? seconds + 60;
    const now = at(seconds);
    const described = moment.target?.(units) ?? target(units);
    if (described.status === 'described') {
      units = described.capacity;
    }
    const seen: Snapshot = {
      readings: snapshot(0, moment.readings).readings,
      target: described,
      forecasts: forecastsOf(plan, now),
    };
    const before = state;
    const decision = decide(seen, plan, before, now, interpreters);
    state = stored(before, decision.next);
    const outcome = moment.outcome ?? outcomeOf(plan, decision);
    if (outcome.status === 'applied' && decision.to !== null) {
      units = decision.to;
    }
    if (state.intent !== undefined) {
      state = stored(state, recordOutcome(state, decision, outcome));
    }
    evaluated.push({ now, snapshot: seen, before, decision, after: state, units });
  }
  return evaluated;
}

function outcomeOf(plan: TargetPlan, decision: Decision): Outcome {
  return decision.action === 'hold' || plan.mode !== 'live'
    ? { status: 'unchanged' }
    : { status: 'applied' };
}

/** A conditional write: the version grows when something changed. */
function stored(before: State, next: State): State {
  return next === before ? before : { ...next, version: before.version + 1 };
}
