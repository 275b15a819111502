import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { budgetLine, colouredBudgetLine, liveBudgets } from '../../../cli/start/budgets.ts';
import { inMemoryLedgerStore } from '../../../shared/adapters/stores/in-memory-ledger-store.ts';
import { emptyLedger, type Ledger, observe } from '../../../shared/core/money/ledger.ts';
import { scalingPlan } from '../../support/application.ts';
import { budget } from '../../support/budgets.ts';
import { at, START } from '../../support/builders.ts';

const SHARED = budget({ limits: { hourly: 100, daily: 1000 } });

/** The budget after half an hour at a rate. */
async function live(rate: number, given: Partial<Ledger> = {}) {
  const ledgers = inMemoryLedgerStore();
  const ledger = observe(emptyLedger('shop', START), { target: 'web', at: START, rate });
  await ledgers.save({ ...ledger, ...given });
  const [found] = await liveBudgets([{ ...scalingPlan(), budget: SHARED }], ledgers, at(1800));
  if (found === undefined) {
    throw new Error('the budget is live');
  }
  return found;
}

describe('the line of a budget', () => {
  it('says what is spent, of what', async () => {
    expect(budgetLine(await live(40))).toBe(
      'budget shop  40.00 USD/h · hour 40.00 of 100.00 · day 20.00 of 1000.00 USD',
    );
  });

  it.each([
    { name: 'is full', rate: 99.5, given: {}, state: 'full: no growth' },
    {
      name: 'is shed',
      rate: 160,
      given: { ladder: { shed: { since: START, period: 'hourly' } } } as const,
      state: 'shed',
    },
  ])('says that it $name', async ({ rate, given, state }) => {
    expect(budgetLine(await live(rate, given))).toMatch(new RegExp(`USD · ${state}$`));
  });

  it('is the same in colour', async () => {
    const found = await live(90);

    expect(stripVTControlCharacters(colouredBudgetLine(found))).toBe(budgetLine(found));
  });
});

describe('live budgets', () => {
  it('are none without a budget, or before anybody spent', async () => {
    const ledgers = inMemoryLedgerStore();

    expect(await liveBudgets([scalingPlan()], ledgers, START)).toEqual([]);
    expect(await liveBudgets([{ ...scalingPlan(), budget: SHARED }], ledgers, START)).toEqual([]);
  });

  it('are told once, however many targets spend from one', async () => {
    const ledgers = inMemoryLedgerStore();
    await ledgers.save(emptyLedger('shop', START));
    const plans = ['web', 'jobs'].map((id) => ({ ...scalingPlan({ id }), budget: SHARED }));

    expect(await liveBudgets(plans, ledgers, START)).toHaveLength(1);
  });
});
