/** @module Three times a day, by EventBridge: hold the ledgers of budgets against AWS's bill. */
import { billedBudgets } from '../shared/adapters/events/reconcile-event.ts';
import { reconcileBills } from '../shared/app/reconcile-bills.ts';
import { type BillApplication, composeBills } from '../shared/composition.ts';
import { lambdasOver } from '../shared/lambda.ts';

/** A schedule's event or budgets in; what became of each bill out. */
export async function onReconcile(event: unknown, { plans, ports, accountId }: BillApplication) {
  const { budgets } = billedBudgets(event);
  return { bills: await reconcileBills({ plans, budgets, account: accountId }, ports) };
}

export const handler = lambdasOver(composeBills)('reconcile', onReconcile);
