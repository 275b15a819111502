import { describe, expect, test } from 'vitest';
import { emptyLedger, type Ledger, observe } from '../../shared/core/money/ledger.ts';
import { inMemoryApplication, scalingPlan } from '../support/application.ts';
import { budget } from '../support/budgets.ts';
import { at, START } from '../support/builders.ts';
import { terminal } from '../support/terminal.ts';

/** Two targets of a budget that has spent for an hour, and one without. */
async function spending(billed: Partial<Ledger> = {}) {
  const shared = budget();
  const application = inMemoryApplication([
    { ...scalingPlan({ id: 'web' }), budget: shared },
    { ...scalingPlan({ id: 'jobs' }), budget: shared },
    scalingPlan({ id: 'free' }),
  ]);
  const counted = observe(emptyLedger('shop', START), { target: 'web', at: START, rate: 40 });
  await application.ports.ledgers.save({ ...counted, ...billed });
  application.pass(1800);
  return terminal({ application });
}

describe('tidegate budgets', () => {
  test('shows what each has spent, and where it leads', async () => {
    const { tidegate, printed } = await spending();

    expect(await tidegate('budgets')).toBe(0);

    expect(printed.join('\n')).toContain('budget shop: 40.00 USD an hour now');
    expect(printed.join('\n')).toContain('hour  20.00       40.00  100.00  40.0 %  hard');
  });

  test('--json gives numbers', async () => {
    const { tidegate, json } = await spending();

    expect(await tidegate('budgets', 'shop', '--json')).toBe(0);

    expect(json()).toMatchObject([{ budget: 'shop', ratePerHour: 40, limits: [{ spent: 20 }] }]);
  });

  test('says which budgets there are, where one is unknown', async () => {
    const { tidegate, complained } = await spending();

    expect(await tidegate('budgets', 'shopp')).toBe(2);

    expect(complained.join('\n')).toContain(
      'No target spends from a budget "shopp". There is: shop.',
    );
  });

  test('--forget-bills takes out what AWS billed, of the budgets that are named', async () => {
    const { tidegate, complained, printed } = await spending({
      bills: [{ from: START, to: at(86_400), billed: 32.5, counted: 20, at: START }],
    });

    expect(await tidegate('budgets', '--forget-bills')).toBe(2);
    expect(await tidegate('budgets', 'shop', '--forget-bills')).toBe(0);
    expect(await tidegate('budgets', 'shop', '--forget-bills')).toBe(0);

    expect(complained).toEqual([
      'Name the budgets whose bills are to be forgotten.',
      'budget shop: what AWS billed this month is forgotten; ' +
        'it had corrected the month by 12.50 USD',
      'budget shop: no bill of AWS corrects this month',
    ]);
    expect(printed.join('\n')).not.toContain('AWS billed');
  });

  test('says that a plan has none', async () => {
    const { tidegate, printed } = terminal({ application: inMemoryApplication([scalingPlan()]) });

    expect(await tidegate('budgets')).toBe(0);

    expect(printed).toEqual(['No target of the plan spends from a budget.']);
  });
});
