import { describe, expect, test } from 'vitest';
import { emptyLedger, observe } from '../../shared/core/money/ledger.ts';
import { inMemoryApplication, scalingPlan } from '../support/application.ts';
import { budget } from '../support/budgets.ts';
import { START } from '../support/builders.ts';
import { terminal } from '../support/terminal.ts';

/** Two targets of a budget that has spent for an hour, and one without. */
async function spending() {
  const shared = budget();
  const application = inMemoryApplication([
    { ...scalingPlan({ id: 'web' }), budget: shared },
    { ...scalingPlan({ id: 'jobs' }), budget: shared },
    scalingPlan({ id: 'free' }),
  ]);
  await application.ports.ledgers.save(
    observe(emptyLedger('shop', START), { target: 'web', at: START, rate: 40 }),
  );
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

  test('says that a plan has none', async () => {
    const { tidegate, printed } = terminal({ application: inMemoryApplication([scalingPlan()]) });

    expect(await tidegate('budgets')).toBe(0);

    expect(printed).toEqual(['No target of the plan spends from a budget.']);
  });
});
