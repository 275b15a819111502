/** @module Ledgers in memory: the twin of the DynamoDB store for tests and the local mode. */
import type { Ledger } from '../../core/money/ledger.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';

/** Ledgers that are gone with the process. */
export function inMemoryLedgerStore(): LedgerStore {
  const byBudget = new Map<string, Map<number, Ledger>>();
  const daysOf = (budget: string) => byBudget.get(budget) ?? new Map<number, Ledger>();
  return {
    async latest(budget) {
      const days = daysOf(budget);
      return days.get(Math.max(...days.keys()));
    },

    async save(ledger) {
      const days = daysOf(ledger.budget);
      if ((days.get(ledger.day)?.version ?? 0) !== ledger.version) {
        return { status: 'conflict' };
      }
      const saved = { ...ledger, version: ledger.version + 1 };
      byBudget.set(ledger.budget, days.set(ledger.day, saved));
      return { status: 'saved', ledger: saved };
    },

    // Nothing lies between reading and writing here but what the reader does.
    async giveWay() {},
  };
}
