/** @module What AWS said, written into a budget's ledger: once, however it came, and told. */
import type { BillVerdict } from '../core/money/bill.ts';
import { type Budget, CENT } from '../core/money/budget.ts';
import { correctionTelling } from '../core/money/budget-tellings.ts';
import type { Ledger } from '../core/money/ledger.ts';
import type { Instant } from '../core/units.ts';
import type { Clock } from '../ports/clock.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import { changeLedger } from './change-ledger.ts';
import { ContentionError } from './operate.ts';
import { type TellingPorts, tellPeople } from './tell-people.ts';

/** What correcting a ledger needs from outside. */
export interface CorrectingPorts extends TellingPorts {
  readonly ledgers: LedgerStore;
  readonly clock: Clock;
}

/** What AWS said of a budget. */
export interface Statement {
  /** Who said what, as the beginning of a sentence: "The AWS budget "shop" says that …". */
  readonly says: string;
  /** What becomes of it in a ledger as it is now. */
  judge(ledger: Ledger, now: Instant): BillVerdict;
}

/** What came of a statement. */
export interface Corrected {
  /**
   * `reconciled` corrected the ledger; `confirmed` found nothing to correct; `doubted` said nothing
   * that can be right.
   */
  readonly code: 'reconciled' | 'confirmed' | 'doubted';
  readonly because: string;
}

/**
 * Holds a statement against the ledger of a budget, writes what it corrects, and tells people.
 * Throws where the ledger cannot be read or written: whoever brought the statement tries again.
 */
export async function correctLedger(
  budget: Budget,
  statement: Statement,
  ports: CorrectingPorts,
): Promise<Corrected> {
  const { name } = budget;
  const now = ports.clock.now();
  const verdict = await changeLedger<BillVerdict>(
    ports.ledgers,
    { budget: name, now, isDryRun: false },
    (ledger) => {
      const answer = statement.judge(ledger, now);
      return answer.status === 'ignored'
        ? { answer }
        : { answer, ledger: { ...ledger, ...answer.billed } };
    },
  );
  if (verdict === undefined) {
    throw new ContentionError(`budget ${name}`);
  }
  const doubt = doubted(budget, verdict, ports);
  if (verdict.status === 'ignored') {
    return doubt ?? { code: 'confirmed', because: verdict.because };
  }
  const usd = verdict.correction;
  if (Math.abs(usd) < CENT) {
    return doubt ?? { code: 'confirmed', because: `it changes nothing: ${statement.says}` };
  }
  const telling = correctionTelling(budget, { says: statement.says, usd }, now);
  await tellPeople([telling], ports);
  return { code: 'reconciled', because: telling.what };
}

function doubted(
  { name: budget }: Budget,
  { doubt }: BillVerdict,
  { journal }: CorrectingPorts,
): Corrected | undefined {
  if (doubt === undefined) {
    return undefined;
  }
  const because = `${doubt}: is the tag right, and was it active on those days?`;
  journal.noted('warn', `the bill of budget "${budget}" is not believed: ${because}`, { budget });
  return { code: 'doubted', because };
}
