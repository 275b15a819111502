/** @module How the contract of a store begins and ends. */
import { afterAll, beforeAll } from 'vitest';

/** A store to try, and how it is cleared away. What other runs left may be in it. */
export interface StoreUnderTest<Store> {
  readonly store: Store;
  stop(): Promise<void>;
}

/** A store for all tests of a suite: started before the first, cleared away after the last. */
export function startedStore<Store>(start: () => Promise<StoreUnderTest<Store>>): () => Store {
  let started: StoreUnderTest<Store> | undefined;
  beforeAll(async () => {
    started = await start();
  });
  afterAll(() => started?.stop());
  return () => {
    if (started === undefined) {
      throw new Error('The store is not started before the tests begin.');
    }
    return started.store;
  };
}
