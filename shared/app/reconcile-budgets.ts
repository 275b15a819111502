/** @module What a notice of AWS Budgets causes: a corrected ledger, and evaluations at once. */
import { type Figure, withFigure } from '../core/money/bill.ts';
import { type Budget, budgetsOf } from '../core/money/budget.ts';
import { type BudgetNotice, type IgnoredCode, readNotice } from '../core/money/budget-notice.ts';
import { spentWithin } from '../core/money/ledger.ts';
import type { ScalingPlan } from '../core/plan.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import { type Corrected, correctLedger, type Statement } from './correct-ledger.ts';
import { type EvaluationPorts, evaluateTargets } from './evaluate-targets.ts';
import type { Evaluation } from './evaluation.ts';
import { settleAll } from './settle-all.ts';

/** What reconciling needs: an evaluation follows. */
export interface ReconcilingPorts extends EvaluationPorts {
  readonly ledgers: LedgerStore;
}

/** What became of one notice. */
export interface NoticeAnswer {
  /** The budget of the plan, or that of AWS where the plan has none for it. */
  readonly budget: string;
  readonly code: Corrected['code'] | IgnoredCode;
  readonly because: string;
}

/** What became of all of them. */
export interface Reconciliation {
  readonly answers: readonly NoticeAnswer[];
  readonly evaluations: readonly Evaluation[];
}

/**
 * Holds each notice against the ledger of the budget that the plan maps it to, and then evaluates
 * the targets of those budgets, so that what the ledger now forbids ends at once. A notice that is
 * not certain changes nothing, and the log and the answer say why. Throws when a ledger cannot be
 * read or written: the notice is delivered again.
 */
export async function reconcileBudgets(
  notices: readonly BudgetNotice[],
  own: { readonly plans: readonly ScalingPlan[]; readonly account: string | undefined },
  ports: ReconcilingPorts,
): Promise<Reconciliation> {
  const budgets = budgetsOf(own.plans);
  const now = ports.clock.now();
  const answers = await settleAll(
    notices.map(async (notice): Promise<NoticeAnswer> => {
      const reading = readNotice(notice, { account: own.account, now });
      if (reading.status === 'ignored') {
        return ignored(notice, reading, ports);
      }
      const budget = budgets.find(({ awsBudget }) => awsBudget === notice.awsBudget);
      return budget === undefined
        ? ignored(notice, UNKNOWN_BUDGET, ports)
        : corrected(budget, notice, reading.figure, ports);
    }),
  );
  const certain = new Set(
    answers.flatMap(({ code, budget }) =>
      code === 'reconciled' || code === 'confirmed' ? [budget] : [],
    ),
  );
  const concerned = own.plans.filter(({ budget }) => budget && certain.has(budget.name));
  return { answers, evaluations: await evaluateTargets(concerned, ports) };
}

/** Holds the figure of a notice against the ledger. */
async function corrected(
  budget: Budget,
  { awsBudget }: BudgetNotice,
  figure: Figure,
  ports: ReconcilingPorts,
): Promise<NoticeAnswer> {
  const says = `The AWS budget "${awsBudget}" says that ${figure.billed.toFixed(2)} USD were spent this month`;
  const statement: Statement = {
    says,
    judge: (ledger, now) => withFigure(ledger, figure, spentWithin(ledger, figure, now)),
  };
  return { budget: budget.name, ...(await correctLedger(budget, statement, ports)) };
}

const UNKNOWN_BUDGET = {
  code: 'unknown-budget',
  because: 'no budget of the plan names it as its awsBudget',
} as const;

function ignored(
  notice: BudgetNotice,
  { code, because }: { readonly code: IgnoredCode; readonly because: string },
  { journal }: ReconcilingPorts,
): NoticeAnswer {
  journal.noted('warn', `a notice of AWS Budgets changes nothing: ${because}`, { code, notice });
  return { budget: notice.awsBudget, code, because };
}
