/** @module The calls that comparing with the bill takes: three runs a day, a question for each. */

/** A target, as far as the bill of its budget is asked for. */
interface BilledTarget {
  /** The name of its budget. */
  readonly budget?: string | undefined;
  /** That budget asks Cost Explorer. */
  readonly isBilled?: boolean | undefined;
}

/** Calls for bills over some minutes. */
export interface BillCalls {
  /** Runs, whether or not anything is asked. */
  readonly runs: number;
  /**
   * Questions to Cost Explorer: one for each budget in each run, a month's days on one page. The
   * ledger that each reads and writes comes to less than a thousandth of its price.
   */
  readonly questions: number;
}

/** Runs in a day, by the schedule in serverless.yml. */
const RUNS_PER_DAY = 3;
const DAY_MINUTES = 1440;

/** The calls of so many minutes. A minute has a 480th of a run. */
export function billCalls(targets: readonly BilledTarget[], minutes: number): BillCalls {
  const runs = (minutes * RUNS_PER_DAY) / DAY_MINUTES;
  const billed = new Set(targets.flatMap(({ budget, isBilled }) => (isBilled ? [budget] : [])));
  return { runs, questions: runs * billed.size };
}
