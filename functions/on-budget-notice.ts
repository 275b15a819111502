/** @module AWS Budgets told what it counted: correct the ledger, and evaluate its targets, now. */
import { budgetNotices } from '../shared/adapters/events/budget-notice.ts';
import { reconcileBudgets } from '../shared/app/reconcile-budgets.ts';
import type { Application } from '../shared/composition.ts';
import { lambda } from '../shared/lambda.ts';

/** Notices by SNS, by EventBridge or by hand in; what became of each, and a count, out. */
export async function onBudgetNotice(event: unknown, { plans, ports, accountId }: Application) {
  const { answers, evaluations } = await reconcileBudgets(
    budgetNotices(event),
    { plans, account: accountId },
    ports,
  );
  return { notices: answers, evaluated: evaluations.length };
}

export const handler = lambda('on-budget-notice', onBudgetNotice);
