/** @module What a budget has spent of its limits, in a line. */
import { styleText } from 'node:util';
import type { BudgetStanding } from '../../shared/app/budget-standings.ts';
import type { Period } from '../../shared/core/money/budget.ts';

/**
 * One line: "budget shop  3.40 USD/h · hour 3.40 of 4.00 · day 12.10 of 60.00 USD". An hour is told
 * as the ladder sees it: what runs counts as if for all of it.
 */
export function budgetLine(live: BudgetStanding): string {
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
export function colouredBudgetLine(live: BudgetStanding): string {
  const used = Math.max(...live.standing.levels.map((level) => level.used));
  const isFull = stateOf(live) !== undefined;
  return styleText(isFull ? 'red' : used >= NEAR ? 'yellow' : 'dim', budgetLine(live));
}

const SHORT: Readonly<Record<Period, string>> = { hourly: 'hour', daily: 'day', monthly: 'month' };
const NEAR = 0.8;

function stateOf({ standing, ledger }: BudgetStanding): string | undefined {
  if (ledger.ladder.shed !== undefined) {
    return 'shed';
  }
  return standing.levels.some(({ isFull }) => isFull) ? 'full: no growth' : undefined;
}
