/** @module States in memory: the twin of the DynamoDB store for tests and the local mode. */
import { initialState, type State } from '../../core/state.ts';
import type { StateStore } from '../../ports/state-store.ts';

/** States that are gone with the process. */
export function inMemoryStateStore(): StateStore {
  const states = new Map<string, State>();
  const stateOf = (target: string) => states.get(target) ?? initialState;
  return {
    load: async (targets) => targets.map(stateOf),

    async save(target, state) {
      if (stateOf(target).version !== state.version) {
        return { status: 'conflict' };
      }
      const saved = { ...state, version: state.version + 1 };
      states.set(target, saved);
      return { status: 'saved', state: saved };
    },
  };
}
