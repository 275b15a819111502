/** @module Where the budgets of plans stand, from their ledgers. */
import { type Budget, budgetsOf } from '../core/money/budget.ts';
import type { Ledger } from '../core/money/ledger.ts';
import { type Standing, standingOf } from '../core/money/levels.ts';
import type { ScalingPlan } from '../core/plan.ts';
import type { Instant } from '../core/units.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import { openLedger } from './open-ledger.ts';

/** A budget with its ledger, and what follows from it. */
export interface BudgetStanding {
  readonly budget: Budget;
  /** That of today; empty where nothing was counted yet. */
  readonly ledger: Ledger;
  readonly standing: Standing;
}

/** Every budget that a target of these plans spends from, by its name; nothing is written. */
export async function budgetStandings(
  plans: readonly ScalingPlan[],
  ledgers: LedgerStore,
  now: Instant,
): Promise<readonly BudgetStanding[]> {
  const found = await Promise.all(
    budgetsOf(plans).map(async (budget): Promise<readonly BudgetStanding[]> => {
      const ledger = await openLedger(ledgers, { budget: budget.name, now, isDryRun: true });
      return ledger === undefined
        ? []
        : [{ budget, ledger, standing: standingOf(budget, ledger, now) }];
    }),
  );
  return found.flat().toSorted((one, other) => (one.budget.name < other.budget.name ? -1 : 1));
}

/** Whether anything was ever counted for it this month. */
export function isCounted({ ledger }: Pick<BudgetStanding, 'ledger'>): boolean {
  const { version, targets, days } = ledger;
  return version > 0 || [targets, days].some((each) => Object.keys(each).length > 0);
}
