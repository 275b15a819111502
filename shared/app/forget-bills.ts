/** @module What AWS billed this month, forgotten: a ledger is our own count again. */
import { correctionOf } from '../core/money/bill.ts';
import type { Clock } from '../ports/clock.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import { changeLedger } from './change-ledger.ts';
import { ContentionError } from './operate.ts';

/**
 * Takes every bill of this month out of a budget's ledger: what was billed was of something else,
 * and what it corrected is undone. What AWS says from then on counts again. Answers the USD by
 * which the month was corrected; nothing is written where it was not. Throws where the ledger
 * cannot be read or written, and a ContentionError where others always wrote first.
 */
export async function forgetBills(
  budget: string,
  { ledgers, clock }: { readonly ledgers: LedgerStore; readonly clock: Clock },
): Promise<number> {
  const corrected = await changeLedger(
    ledgers,
    { budget, now: clock.now(), isDryRun: false },
    (ledger) => {
      const { bills, billedDays, ...counted } = ledger;
      return bills.length === 0 && billedDays === undefined
        ? { answer: 0 }
        : { answer: correctionOf(ledger), ledger: { ...counted, bills: [] } };
    },
  );
  if (corrected === undefined) {
    throw new ContentionError(`budget ${budget}`);
  }
  return corrected;
}
