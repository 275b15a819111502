/** @module Where a budget stands: as text, and as numbers. */
import { type BudgetStanding, isCounted } from '../../shared/app/budget-standings.ts';
import { correctionOf } from '../../shared/core/money/bill.ts';
import { CENT, type Period } from '../../shared/core/money/budget.ts';
import { committedRate } from '../../shared/core/money/ledger.ts';
import type { Level } from '../../shared/core/money/levels.ts';
import { fixed } from '../report/figures.ts';
import { table } from '../table.ts';
import { minute, percent, usd } from './amounts.ts';

/** Why the hour's share is not that of what was spent. */
const HOUR = 'Used of the hour: what runs now, as if it ran for all of it.';

/** What is spent, where it leads, who spends it, and what holds because of it. */
export function budgetLines(found: BudgetStanding): readonly string[] {
  const { budget, ledger, standing } = found;
  if (!isCounted(found)) {
    return [`budget ${budget.name}: nothing was counted yet; it begins with the first evaluation`];
  }
  const members = membersOf(found);
  return [
    `budget ${budget.name}: ${usd(standing.rate)} USD an hour now`,
    '',
    table(
      ['', 'spent', 'by its end', 'limit', 'used', ''],
      standing.levels.map(levelRow),
      [1, 2, 3, 4],
    ),
    ...(standing.levels.some(({ period }) => period === 'hourly') ? [HOUR] : []),
    '',
    table(
      ['target', 'USD/h', 'wants', 'priority'],
      members.map(({ target, rate, wanted, priority }) => [
        target,
        usd(rate),
        wanted === null ? '' : usd(wanted),
        String(priority),
      ]),
      [1, 2, 3],
    ),
    ...told(
      'frozen',
      ledger.ladder.frozen,
      'not one more unit is paid for, until there is room for ten minutes',
    ),
    ...told(
      'shed',
      ledger.ladder.shed,
      `${budget.emergency?.shed.join(', ') ?? 'what was named'} at the minimum, until less is used`,
    ),
    ...correction(found),
  ];
}

/** The same in numbers, for those who read JSON. */
export function budgetSummary(found: BudgetStanding) {
  const { budget, ledger, standing } = found;
  return {
    budget: budget.name,
    ratePerHour: standing.rate,
    isShed: ledger.ladder.shed !== undefined,
    isFrozen: ledger.ladder.frozen !== undefined,
    limits: standing.levels.map(({ period, isHard, limit, spent, projected, used }) => ({
      period,
      isHard,
      limit,
      spent,
      projected,
      used,
    })),
    targets: membersOf(found),
    corrected: correctionOf(ledger),
  };
}

const NAMES: Readonly<Record<Period, string>> = { hourly: 'hour', daily: 'day', monthly: 'month' };

function levelRow({ period, spent, projected, limit, used, isHard, isFull }: Level) {
  return [
    NAMES[period],
    fixed(spent, 2),
    fixed(projected, 2),
    fixed(limit, 2),
    percent(100 * used),
    `${isHard ? 'hard' : 'soft'}${isFull ? ', full: no growth' : ''}`,
  ];
}

/** Who spends from it, the most important first. */
function membersOf({ budget, ledger }: BudgetStanding) {
  return budget.members
    .toSorted((one, other) => one.priority - other.priority)
    .map(({ id, priority }) => ({
      target: id,
      priority,
      /** USD per hour. */
      rate: committedRate(ledger, id),
      /** USD per hour that it asks for and is refused. */
      wanted: ledger.targets[id]?.wanted ?? null,
    }));
}

function told(
  state: string,
  rung: { readonly since: number; readonly period: Period } | undefined,
  meaning: string,
): readonly string[] {
  return rung === undefined
    ? []
    : ['', `${state} since ${minute(rung.since)} UTC by the ${NAMES[rung.period]}: ${meaning}`];
}

/** What AWS billed beside our own count. */
function correction({ ledger }: BudgetStanding): readonly string[] {
  const more = correctionOf(ledger);
  return Math.abs(more) < CENT
    ? []
    : [
        '',
        `AWS billed ${usd(Math.abs(more))} USD ${more > 0 ? 'more' : 'less'} this month than was ` +
          'counted, which is in these figures',
      ];
}
