/** @module Ledgers held against AWS's own bill, day by day, a few times a day. */

import { withBilledDays } from '../core/money/bill.ts';
import { type BillFilter, billFilterOf } from '../core/money/bill-filter.ts';
import { type DayFigure, daysOver } from '../core/money/billed-days.ts';
import { type Budget, budgetsOf } from '../core/money/budget.ts';
import { spentWithin } from '../core/money/ledger.ts';
import { periodAt, type Span } from '../core/money/periods.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { DAY_MS, dateText } from '../core/schedule/calendar.ts';
import { type Instant, instant } from '../core/units.ts';
import type { BillAnswer, Bills } from '../ports/bills.ts';
import { StoreUnavailableError } from '../ports/state-store.ts';
import {
  type Corrected,
  type CorrectingPorts,
  correctLedger,
  type Statement,
} from './correct-ledger.ts';
import { ContentionError } from './operate.ts';
import { settleAll } from './settle-all.ts';

/** What holding ledgers against the bill needs from outside. */
export interface BillPorts extends CorrectingPorts {
  readonly bills: Bills;
}

/** What became of one budget's bill. */
export interface BillOutcome {
  readonly budget: string;
  readonly code:
    | Corrected['code']
    /** No day of this month is over: nothing was asked. */
    | 'too-early'
    /** The ledger could not be read or written. */
    | 'store-unavailable'
    | Extract<BillAnswer, { status: 'unavailable' }>['because'];
  readonly because: string;
}

/** Some bills could not be compared: their ledgers count on by themselves. */
export class BillsFailedError extends Error {
  override readonly name = 'BillsFailedError';
  readonly budgets: readonly string[];

  constructor(failures: readonly BillOutcome[]) {
    super(
      failures
        .map(({ budget, code, because }) => `${budget} has no bill (${code}): ${because}`)
        .join('\n'),
    );
    this.budgets = failures.map(({ budget }) => budget);
  }
}

/** A budget that wants AWS's bill. */
interface BilledBudget {
  readonly budget: Budget;
  readonly filter: BillFilter;
}

/** The plan has no such budget, or none that asks Cost Explorer. */
export class UnknownBudgetError extends Error {
  override readonly name = 'UnknownBudgetError';
  readonly budget: string;

  constructor(budget: string, known: readonly string[]) {
    const names = known.length === 0 ? 'none' : known.join(', ');
    super(`No budget "${budget}" asks Cost Explorer. Those that do: ${names}.`);
    this.budget = budget;
  }
}

/**
 * Asks once for the bill of every budget that wants it, and holds each day of this month that is
 * over against the budget's ledger. Nothing is evaluated: the next look at each target reads the
 * ledger as it is then. Asked again, or for others at the same time, it corrects nothing twice.
 *
 * Throws an UnknownBudgetError before anything is asked. Throws a BillsFailedError where a bill or
 * a ledger could not be had, once all others are done.
 */
export async function reconcileBills(
  wanted: {
    readonly plans: readonly ScalingPlan[];
    /** The names of budgets; without them, all that want it. */
    readonly budgets?: readonly string[] | undefined;
    readonly account: string | undefined;
  },
  ports: BillPorts,
): Promise<readonly BillOutcome[]> {
  const budgets = chosenBudgets(wanted.plans, wanted.budgets);
  const outcomes = await settleAll(budgets.map((each) => reconciled(each, wanted.account, ports)));
  const failures = outcomes.filter(({ code }) => !EXPECTED.has(code));
  if (failures.length > 0) {
    throw new BillsFailedError(failures);
  }
  return outcomes;
}

/** What nobody need act on, or was told as it happened. */
const EXPECTED: ReadonlySet<BillOutcome['code']> = new Set([
  'reconciled',
  'confirmed',
  'doubted',
  'too-early',
]);

function chosenBudgets(
  plans: readonly ScalingPlan[],
  names: readonly string[] | undefined,
): readonly BilledBudget[] {
  const billed = new Map(
    budgetsOf(plans).flatMap((budget) => {
      const filter = billFilterOf(budget);
      return filter === undefined ? [] : [[budget.name, { budget, filter }] as const];
    }),
  );
  return [...new Set(names ?? billed.keys())].map((name) => {
    const budget = billed.get(name);
    if (budget === undefined) {
      throw new UnknownBudgetError(name, [...billed.keys()]);
    }
    return budget;
  });
}

async function reconciled(
  { budget, filter }: BilledBudget,
  account: string | undefined,
  ports: BillPorts,
): Promise<BillOutcome> {
  const { name } = budget;
  const at = ports.clock.now();
  const days = daysOver(at);
  if (days === undefined) {
    return { budget: name, code: 'too-early', because: 'no day of this month is over' };
  }
  const answer = await ports.bills.daily({ filter, days, account });
  if (answer.status === 'unavailable') {
    return { budget: name, code: answer.because, because: answer.detail };
  }
  try {
    const corrected = await correctLedger(budget, statementOf(answer.days, days, at), ports);
    return { budget: name, ...corrected };
  } catch (error) {
    if (error instanceof StoreUnavailableError || error instanceof ContentionError) {
      return { budget: name, code: 'store-unavailable', because: error.message };
    }
    throw error;
  }
}

function statementOf(figures: readonly DayFigure[], days: Span, at: Instant): Statement {
  const usd = figures.reduce((sum, { billed }) => sum + billed, 0);
  const lacking = (days.to - days.from) / DAY_MS - figures.length;
  const [first, last] = [dateText(days.from), dateText(instant(days.to - DAY_MS))];
  return {
    says:
      `Cost Explorer says that ${usd.toFixed(2)} USD were billed from ${first} to ${last}` +
      (lacking > 0 ? `, and nothing of ${lacking} of these days` : ''),
    judge: (ledger, now) =>
      withBilledDays(ledger, figures, {
        at,
        month: periodAt('monthly', ledger.day),
        countedOn: (day) => spentWithin(ledger, day, now),
      }),
  };
}
