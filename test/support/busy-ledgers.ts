/** @module Ledgers that others write first. */
import type { LedgerStore } from '../../shared/ports/ledger-store.ts';

/** The ledgers of a store, whose first writes meet a conflict. */
export function busyLedgers(
  store: LedgerStore,
  { conflicts }: { readonly conflicts: number },
): LedgerStore {
  let left = conflicts;
  return {
    ...store,
    async save(ledger) {
      left -= 1;
      return left >= 0 ? { status: 'conflict' } : store.save(ledger);
    },
  };
}
