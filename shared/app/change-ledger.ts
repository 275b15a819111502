/** @module A ledger read, changed and written, or all of that again where others were faster. */
import type { Ledger } from '../core/money/ledger.ts';
import type { Instant } from '../core/units.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import { openLedger } from './open-ledger.ts';

/** What is made of a ledger: an answer, and what must be written for it to hold. */
export interface LedgerChange<Answer> {
  readonly answer: Answer;
  /** Without it, nothing is written. */
  readonly ledger?: Ledger;
}

/**
 * How often a change is made anew because others wrote the ledger first. 200 batches at once, four
 * times what the queue lets through, take 9 at most where they give way to each other.
 */
const MOST_TRIES = 20;

/**
 * The answer of a change that was made of the ledger as it is now: nobody wrote in between. Who is
 * not first gives way for a moment and begins anew. Undefined where others always wrote first.
 * Throws where the store does.
 */
export async function changeLedger<Answer>(
  store: LedgerStore,
  given: { readonly budget: string; readonly now: Instant; readonly isDryRun: boolean },
  change: (before: Ledger) => LedgerChange<Answer>,
): Promise<Answer | undefined> {
  for (let conflicts = 0; conflicts < MOST_TRIES; conflicts += 1) {
    if (conflicts > 0) {
      // biome-ignore lint/performance/noAwaitInLoops: each try reads what others wrote before it.
      await store.giveWay(conflicts);
    }
    const before = await openLedger(store, given);
    if (before !== undefined) {
      const { answer, ledger } = change(before);
      if (ledger === undefined || (await store.save(ledger)).status === 'saved') {
        return answer;
      }
    }
  }
  return undefined;
}
