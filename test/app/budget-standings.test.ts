import { describe, expect, it } from 'vitest';
import { inMemoryLedgerStore } from '../../shared/adapters/stores/in-memory-ledger-store.ts';
import { budgetStandings, isCounted } from '../../shared/app/budget-standings.ts';
import { emptyLedger, observe } from '../../shared/core/money/ledger.ts';
import { scalingPlan } from '../support/application.ts';
import { budget } from '../support/budgets.ts';
import { at, START } from '../support/builders.ts';

const SHARED = budget({ limits: { daily: 1000, monthly: 20_000 } });
const plans = ['web', 'jobs'].map((id) => ({ ...scalingPlan({ id }), budget: SHARED }));

describe('the standings of budgets', () => {
  it('are none without a budget', async () => {
    expect(await budgetStandings([scalingPlan()], inMemoryLedgerStore(), START)).toEqual([]);
  });

  it('are told once, however many targets spend from one', async () => {
    const found = await budgetStandings(plans, inMemoryLedgerStore(), START);

    expect(found.map(({ budget: { name } }) => name)).toEqual(['shop']);
  });

  it('say whether anything was counted yet', async () => {
    const ledgers = inMemoryLedgerStore();
    const before = await budgetStandings(plans, ledgers, START);
    await ledgers.save(observe(emptyLedger('shop', START), { target: 'web', at: START, rate: 10 }));
    const after = await budgetStandings(plans, ledgers, at(3600));

    expect([before, after].map((found) => found.map(isCounted))).toEqual([[false], [true]]);
    expect(after[0]?.standing.spent).toMatchObject({ daily: 10, monthly: 10 });
  });

  it('begin a new day that nobody has written yet, and write nothing', async () => {
    const ledgers = inMemoryLedgerStore();
    await ledgers.save(observe(emptyLedger('shop', START), { target: 'web', at: START, rate: 10 }));
    const before = await ledgers.latest('shop');

    const [found] = await budgetStandings(plans, ledgers, at(86_400));

    // Began at 9 o'clock: 15 hours of the first day, and 9 of the second.
    expect(found?.standing.spent).toMatchObject({ daily: 90, monthly: 240 });
    expect(await ledgers.latest('shop')).toEqual(before);
  });
});
