/** @module The state after acting. */
import type { Decision, Outcome } from './decision.ts';
import { assertNever } from './family.ts';
import { changeAbandoned, changeApplied } from './settle.ts';
import type { State } from './state.ts';

/**
 * What to remember once the outcome is known. `state` is the decision's `next` as stored. A change
 * that took effect starts cooldowns and rates; one that did not leaves none behind.
 */
export function recordOutcome(state: State, decision: Decision, outcome: Outcome): State {
  switch (outcome.status) {
    case 'applied':
      return state.intent === undefined ? state : changeApplied(state, state.intent);
    case 'refused':
    case 'failed':
      return changeAbandoned(state);
    case 'unchanged':
    case 'superseded':
      return decision.action === 'hold' ? state : changeAbandoned(state);
    default:
      return assertNever(outcome);
  }
}
