/** @module What budgets have spent and have left, live. */
import { styleText } from 'node:util';
import type { Budget, Period } from '../../shared/core/money/budget.ts';
import { type Standing, standingOf } from '../../shared/core/money/levels.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import type { Instant } from '../../shared/core/units.ts';
import type { LedgerStore } from '../../shared/ports/ledger-store.ts';

/** A budget as its ledger has it. */
export interface LiveBudget {
  readonly budget: Budget;
  readonly standing: Standing;
  /** The named targets are at their minimum. */
  readonly isShed: boolean;
}

/** Every budget that a target of these plans spends from, as it stands now. */
export async function liveBudgets(
  plans: readonly ScalingPlan[],
  ledgers: LedgerStore,
  now: Instant,
): Promise<readonly LiveBudget[]> {
  const budgets = new Set(plans.flatMap(({ budget }) => (budget === undefined ? [] : [budget])));
  const live = await Promise.all(
    [...budgets].map(async (budget): Promise<readonly LiveBudget[]> => {
      const ledger = await ledgers.latest(budget.name);
      return ledger === undefined
        ? []
        : [
            {
              budget,
              standing: standingOf(budget, ledger, now),
              isShed: ledger.ladder.shed !== undefined,
            },
          ];
    }),
  );
  return live.flat();
}

/**
 * One line: "budget shop  3.40 USD/h · hour 3.40 of 4.00 · day 12.10 of 60.00 USD". An hour is told
 * as the ladder sees it: what runs counts as if for all of it.
 */
export function budgetLine(live: LiveBudget): string {
  const { budget, standing } = live;
  const parts = standing.levels.map(
    ({ period, used, limit }) =>
      `${SHORT[period]} ${(used * limit).toFixed(2)} of ${limit.toFixed(2)}`,
  );
  const state = stateOf(live);
  return (
    `budget ${budget.name}  ${standing.rate.toFixed(2)} USD/h · ${parts.join(' · ')} USD` +
    (state === undefined ? '' : ` · ${state}`)
  );
}

/** The same in a colour that says how near the limit is. */
export function colouredBudgetLine(live: LiveBudget): string {
  const used = Math.max(...live.standing.levels.map((level) => level.used));
  const isFull = stateOf(live) !== undefined;
  return styleText(isFull ? 'red' : used >= NEAR ? 'yellow' : 'dim', budgetLine(live));
}

/** A budget in numbers, for those who read JSON. */
export function budgetSummary({ budget, standing, isShed }: LiveBudget) {
  return {
    budget: budget.name,
    ratePerHour: standing.rate,
    isShed,
    limits: standing.levels.map(({ period, limit, spent, projected }) => ({
      period,
      limit,
      spent,
      projected,
    })),
  };
}

const SHORT: Readonly<Record<Period, string>> = { hourly: 'hour', daily: 'day', monthly: 'month' };
const NEAR = 0.8;

function stateOf({ standing, isShed }: LiveBudget): string | undefined {
  if (isShed) {
    return 'shed';
  }
  return standing.levels.some(({ isFull }) => isFull) ? 'full: no growth' : undefined;
}
