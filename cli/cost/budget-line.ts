/** @module What a budget has spent of its limits, in a line. */
import { styleText } from 'node:util';
import type { BudgetStanding } from '../../shared/app/budget-standings.ts';
import type { Period } from '../../shared/core/money/budget.ts';
import { fixed } from '../report/figures.ts';

/**
 * One line: "budget shop  3.40 USD/h · hour 3.40 of 4.00 · day 12.10 of 60.00 USD". An hour is told
 * as the ladder sees it: what runs counts as if for all of it.
 */
export function budgetLine(live: BudgetStanding): string {
  const { budget, standing } = live;
  const parts = standing.levels.map(
    ({ period, used, limit }) => `${SHORT[period]} ${fixed(used * limit, 2)} of ${fixed(limit, 2)}`,
  );
  const state = stateOf(live);
  return (
    `budget ${budget.name}  ${fixed(standing.rate, 2)} USD/h · ${parts.join(' · ')} USD` +
    (state === undefined ? '' : ` · ${state}`)
  );
}

/**
 * The same in a colour that says how near the limit is, on as many lines as a terminal of so many
 * columns takes; the second and later ones begin with their dot.
 */
export function colouredBudgetLines(live: BudgetStanding, columns: number): readonly string[] {
  const used = Math.max(...live.standing.levels.map((level) => level.used));
  const isFull = stateOf(live) !== undefined;
  const colour = isFull ? 'red' : used >= NEAR ? 'yellow' : 'dim';
  return folded(budgetLine(live), columns).map((line) => styleText(colour, line));
}

/** A text on lines of so many columns, broken before a dot. */
function folded(text: string, columns: number): readonly string[] {
  const [first = '', ...others] = text.split(' · ');
  const lines = [first];
  for (const part of others) {
    const last = lines.at(-1) ?? '';
    const longer = `${last} · ${part}`;
    if (longer.length <= columns) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(`  · ${part}`);
    }
  }
  return lines;
}

const SHORT: Readonly<Record<Period, string>> = { hourly: 'hour', daily: 'day', monthly: 'month' };
const NEAR = 0.8;

function stateOf({ standing, ledger }: BudgetStanding): string | undefined {
  if (ledger.ladder.shed !== undefined) {
    return 'shed';
  }
  return standing.levels.some(({ isFull }) => isFull) ? 'full: no growth' : undefined;
}
