import { describe, expect, test } from 'vitest';
import { onReconcile } from '../../functions/reconcile.ts';
import { RejectedEventError } from '../../shared/adapters/events/rejected-event.ts';
import { BillsFailedError, UnknownBudgetError } from '../../shared/app/reconcile-bills.ts';
import { composeBills } from '../../shared/composition.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { emptyLedger } from '../../shared/core/money/ledger.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { instant } from '../../shared/core/units.ts';
import { inMemoryApplication } from '../support/application.ts';
import { failing, fakeClients, type SomeCalls } from '../support/aws-fakes.ts';
import { billedPlans, spendingPlans } from '../support/spending-plans.ts';

const START = instant(Date.parse('2026-11-09T09:23:00Z'));
const SCHEDULED = {
  source: 'aws.events',
  'detail-type': 'Scheduled Event',
  time: '2026-11-09T09:23:00Z',
};

/** The function over fake clients, with what was asked, written and told. */
async function given(
  plans: readonly ScalingPlan[] = billedPlans(),
  calls: SomeCalls['costExplorer'] = {},
) {
  const { ports, journal } = inMemoryApplication(plans, { start: START });
  const asked: unknown[] = [];
  const written: Readonly<Record<string, unknown>>[] = [];
  const told: unknown[] = [];
  const clients = fakeClients({
    costExplorer: {
      dailyCosts: async (question) => {
        asked.push(question);
        return [{ date: '2026-11-03', amount: '612.40', currency: 'USD' }];
      },
      ...calls,
    },
    dynamoDb: {
      queryLast: async () => [
        { pk: 'budget#shop', sk: '2026-11-09', ...emptyLedger('shop', START) },
      ],
      put: async (_, item) => {
        written.push(item);
        return 'written';
      },
    },
    eventBridge: {
      putEvents: async (_, events) => {
        told.push(...events);
        return [];
      },
    },
  });
  const application = await composeBills({
    environment: { ...readEnvironment({}), accountId: '123456789012' },
    plans,
    journal,
    clock: ports.clock,
    clients,
  });
  return { application, asked, written, told };
}

describe('reconcile', () => {
  test('by the schedule writes what was billed into the ledger, and tells people', async () => {
    const { application, asked, written, told } = await given();

    const answer = await onReconcile(SCHEDULED, application);

    expect(answer).toMatchObject({ bills: [{ budget: 'shop', code: 'reconciled' }] });
    expect(asked).toMatchObject([
      { from: '2026-11-01', to: '2026-11-09', account: '123456789012' },
    ]);
    expect(written).toMatchObject([
      {
        pk: 'budget#shop',
        sk: '2026-11-09',
        billedDays: {
          '2026-11-03': { billed: 612.4, counted: 0, at: START, isFinal: true },
        },
      },
    ]);
    expect(told).toHaveLength(1);
  });

  test('by hand asks for the budgets that are named', async () => {
    const { application, asked } = await given();

    const { bills } = await onReconcile({ budgets: ['shop'] }, application);

    expect(bills).toHaveLength(1);
    expect(asked).toHaveLength(1);
  });

  test('asks nothing where no budget wants it, and calls no service', async () => {
    const { application, asked, written } = await given(spendingPlans());

    expect(await onReconcile(SCHEDULED, application)).toEqual({ bills: [] });
    expect([asked, written]).toEqual([[], []]);
  });

  test.each([
    { name: 'nothing', event: undefined },
    { name: 'no budget at all', event: { budgets: [] } },
    { name: 'something else', event: { budget: 'shop' } },
    { name: 'a notice of AWS Budgets', event: { Records: [{ Sns: { Message: '…' } }] } },
  ])('refuses $name', async ({ event }) => {
    const { application, asked } = await given();

    await expect(onReconcile(event, application)).rejects.toThrow(RejectedEventError);
    expect(asked).toEqual([]);
  });

  test('refuses a budget that asks for no bill', async () => {
    const { application, asked } = await given();

    const refused = onReconcile({ budgets: ['sea'] }, application);

    await expect(refused).rejects.toThrow(UnknownBudgetError);
    await expect(refused).rejects.toThrow(
      'No budget "sea" asks Cost Explorer. Those that do: shop.',
    );
    expect(asked).toEqual([]);
  });

  test('fails where it may not ask, and writes nothing', async () => {
    const { application, written } = await given(billedPlans(), {
      dailyCosts: failing('access-denied'),
    });

    await expect(onReconcile(SCHEDULED, application)).rejects.toThrow(BillsFailedError);
    expect(written).toEqual([]);
  });
});
