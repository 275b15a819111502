import type { Ledger } from '../core/money/ledger.ts';

/** Where ledgers are kept: one of each budget and day. Writes are conditional on the version. */
export interface LedgerStore {
  /**
   * The ledger of the latest day of this budget; undefined where it never spent. Throws a
   * StoreUnavailableError when the store cannot be reached.
   */
  latest(budget: string): Promise<Ledger | undefined>;
  /**
   * Writes a ledger as version + 1, on condition that the stored version of its day is still
   * `ledger.version`. Throws a StoreUnavailableError when the store cannot be reached.
   */
  save(ledger: Ledger): Promise<LedgerSaved>;
  /**
   * Waits before a ledger is read again, after so many conflicts in a row (1 or more), so that
   * those who met do not meet again.
   */
  giveWay(conflicts: number): Promise<void>;
}

export type LedgerSaved =
  | { readonly status: 'saved'; readonly ledger: Ledger }
  /** Somebody else wrote first. */
  | { readonly status: 'conflict' };
