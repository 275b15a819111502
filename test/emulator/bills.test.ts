import { describe, expect, it } from 'vitest';
import { onReconcile } from '../../functions/reconcile.ts';
import { loadClients } from '../../shared/adapters/aws/clients.ts';
import { billServices } from '../../shared/adapters/needed-services.ts';
import { dynamoDbLedgerStore } from '../../shared/adapters/stores/dynamodb-ledger-store.ts';
import { composeBills } from '../../shared/composition.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { emptyLedger, spentAt } from '../../shared/core/money/ledger.ts';
import { instant } from '../../shared/core/units.ts';
import { inMemoryApplication } from '../support/application.ts';
import { billedPlans } from '../support/spending-plans.ts';
import { accessTo, given } from './support/given.ts';
import { emptyTable } from './support/table.ts';

const NOW = instant(Date.parse('2026-11-09T09:23:00Z'));
const SCHEDULED = {
  source: 'aws.events',
  'detail-type': 'Scheduled Event',
  time: '2026-11-09T09:23:00Z',
};

/** Has moto answer the next question that it has not heard before so: it meters no costs itself. */
async function bill(amounts: Readonly<Record<string, string>>): Promise<void> {
  const results = Object.entries(amounts).map(([date, amount]) => ({
    TimePeriod: { Start: date, End: date },
    Total: { UnblendedCost: { Amount: amount, Unit: 'USD' } },
    Groups: [],
    Estimated: true,
  }));
  const answer = await fetch(`${given.moto}/moto-api/static/ce/cost-and-usage-results`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ results: [{ ResultsByTime: results }] }),
  });
  expect(answer.status).toBe(201);
}

/** The function on moto, with an empty ledger of today; notices stay here. */
async function reconciling(clock: { now: () => typeof NOW }) {
  const plans = billedPlans().map(({ notify: _, ...plan }) => plan);
  const { dynamoDb, table } = await emptyTable(accessTo(given.moto));
  const ledgers = dynamoDbLedgerStore({ dynamoDb, table });
  await ledgers.save(emptyLedger('shop', NOW));
  const application = await composeBills({
    environment: readEnvironment({ TIDEGATE_TABLE: table, TIDEGATE_ACCOUNT_ID: '123456789012' }),
    plans,
    journal: inMemoryApplication(plans).journal,
    clock,
    clients: await loadClients(billServices(plans), accessTo(given.moto)),
  });
  const month = async () => {
    const ledger = await ledgers.latest('shop');
    return ledger === undefined ? Number.NaN : spentAt(ledger, clock.now()).monthly;
  };
  return { application, month };
}

describe('on moto', () => {
  it('what Cost Explorer says is in the ledger, once', async () => {
    const { application, month } = await reconciling({ now: () => NOW });
    await bill({ '2026-11-01': '12.3400000001', '2026-11-02': '0', '2026-11-08': '7.66' });

    const first = await onReconcile(SCHEDULED, application);
    const again = await onReconcile({ budgets: ['shop'] }, application);

    expect(first).toMatchObject({ bills: [{ budget: 'shop', code: 'reconciled' }] });
    expect(again).toMatchObject({ bills: [{ budget: 'shop', code: 'confirmed' }] });
    expect(await month()).toBeCloseTo(20, 6);
  });

  it('no days at all are no cost of 0: nothing changes', async () => {
    const later = instant(NOW + 86_400_000);
    const { application, month } = await reconciling({ now: () => later });

    const answer = await onReconcile(SCHEDULED, application);

    expect(answer).toMatchObject({ bills: [{ budget: 'shop', code: 'confirmed' }] });
    expect(await month()).toBe(0);
  });
});
