import type { State } from '../core/state.ts';

/** Where states are kept. Every write is conditional on the version that was read. */
export interface StateStore {
  /** The states of these targets, in order; `initialState` for one never seen. */
  load(targets: readonly string[]): Promise<readonly State[]>;
  /**
   * Writes a state as version + 1, on condition that the stored version is still `state.version`.
   * Throws a StoreUnavailableError when the store cannot be reached.
   */
  save(target: string, state: State): Promise<SaveResult>;
}

export type SaveResult =
  | { readonly status: 'saved'; readonly state: State }
  /** Somebody else wrote first. */
  | { readonly status: 'conflict' };

/** The store did not answer, or refused. Nothing is acted on without it. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';

  constructor(operation: string, cause: unknown) {
    super(
      `The state store did not answer to ${operation}: ` +
        `${cause instanceof Error ? cause.message : String(cause)}. Nothing was changed.`,
      { cause },
    );
  }
}
