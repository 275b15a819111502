/** @module The state after acting. */
import type { Decision, Outcome } from './decision.ts';
import { assertNever } from './family.ts';
import { FaultCode } from './model.ts';
import { changeAbandoned, changeApplied } from './settle.ts';
import type { State } from './state.ts';

/** Failures after which the change may have reached the target all the same. */
const UNCERTAIN: readonly string[] = [FaultCode.timeout, FaultCode.unavailable];

/**
 * What to remember once the outcome is known. `state` is the decision's `next` as stored. A change
 * that took effect starts cooldowns and rates; one that did not leaves none behind; where that is
 * not known the intent stays, and the next evaluation settles it by looking at the target.
 */
export function recordOutcome(state: State, decision: Decision, outcome: Outcome): State {
  switch (outcome.status) {
    case 'applied':
      return state.intent === undefined ? state : told(changeApplied(state, state.intent));
    case 'refused':
      return changeAbandoned(state);
    case 'failed':
      return UNCERTAIN.includes(outcome.code) ? state : changeAbandoned(state);
    case 'unchanged':
    case 'superseded':
      return decision.action === 'hold' ? state : changeAbandoned(state);
    default:
      return assertNever(outcome);
  }
}

/**
 * A target that has what was recommended is steady from then on: its next look has nothing to tell
 * that the activity of the change does not.
 */
function told(state: State): State {
  return state.reason === 'recommended' ? { ...state, reason: 'steady' } : state;
}
