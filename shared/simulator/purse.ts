/** @module A budget in a simulation: its ledger in memory, kept by the application's own rules. */
import type { Interpreters } from '../core/lua.ts';
import type { Budget } from '../core/money/budget.ts';
import type { BudgetEvent } from '../core/money/ladder.ts';
import { emptyLedger, type Ledger, opened } from '../core/money/ledger.ts';
import { periodAt } from '../core/money/periods.ts';
import { isWorthWriting, type Spender, type SpenderDecision, spend } from '../core/spend.ts';
import type { Instant } from '../core/units.ts';

/** Money that several engines may share. */
export interface Purse {
  /** What the budget lets a target have now; the ledger is written before anybody acts. */
  decide(spender: Spender, now: Instant, interpreters?: Interpreters): SpenderDecision;
  /** The ledger as it is; undefined where nobody spent yet. */
  ledger(): Ledger | undefined;
  /** Everything that happened to the budget, oldest first. */
  readonly events: readonly BudgetEvent[];
}

/** The purse of a budget that never spent. */
export function purse(budget: Budget): Purse {
  const events: BudgetEvent[] = [];
  let ledger: Ledger | undefined;
  return {
    events,
    ledger: () => ledger,
    decide(spender, now, interpreters) {
      const latest = ledger ?? emptyLedger(budget.name, now);
      const before = latest.day < periodAt('daily', now).from ? opened(latest, now) : latest;
      const spending = spend(budget, before, [spender], now, interpreters);
      if (isWorthWriting(before, spending.ledger, now)) {
        const version = before.version + 1;
        ledger = { ...spending.ledger, version, writtenAt: now };
        events.push(...spending.events);
      }
      return spending.decided[0] ?? { error: new Error('it was not decided') };
    },
  };
}
