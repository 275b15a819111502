/** @module The states of a batch, where one that cannot be read is its own target's affair. */
import type { ScalingPlan } from '../core/plan.ts';
import type { State } from '../core/state.ts';
import { type StateStore, StoreUnavailableError } from '../ports/state-store.ts';

/** A state, or why this one could not be read. */
export type LoadedState = { readonly state: State } | { readonly error: unknown };

/**
 * The states of these targets in one call. Where the store answers and some item cannot be read,
 * each is asked for by itself. Throws a StoreUnavailableError: then nothing is known of any.
 */
export async function loadStates(
  plans: readonly ScalingPlan[],
  states: StateStore,
): Promise<readonly LoadedState[]> {
  try {
    const loaded = await states.load(plans.map(({ id }) => id));
    return plans.map((_, index) => answered(loaded[index]));
  } catch (error) {
    if (error instanceof StoreUnavailableError) {
      throw error;
    }
    return plans.length === 1
      ? [{ error }]
      : (await Promise.all(plans.map((plan) => loadStates([plan], states)))).flat();
  }
}

function answered(state: State | undefined): LoadedState {
  return state === undefined
    ? { error: new Error('the store answered for fewer targets than asked') }
    : { state };
}
