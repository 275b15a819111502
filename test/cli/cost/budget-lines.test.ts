import { describe, expect, it } from 'vitest';
import { budgetLines, budgetSummary } from '../../../cli/cost/budget-lines.ts';
import { emptyLedger } from '../../../shared/core/money/ledger.ts';
import { budget, standing } from '../../support/budgets.ts';
import { at, START } from '../../support/builders.ts';

describe('the lines of a budget', () => {
  it('say what is spent, where it leads, and who spends it', () => {
    expect(budgetLines(standing(40))).toEqual([
      'budget shop: 40.00 USD an hour now',
      '',
      [
        '      spent  by its end     limit    used',
        'hour  20.00       40.00    100.00  40.0 %  hard',
        'day   20.00      600.00  1,000.00   2.0 %  hard',
      ].join('\n'),
      'Used of the hour: what runs now, as if it ran for all of it.',
      '',
      ['target  USD/h  wants  priority', 'web     40.00                2'].join('\n'),
    ]);
  });

  it.each([
    {
      name: 'that nothing was counted yet',
      found: { ...standing(40), ledger: emptyLedger('shop', START) },
      line: 'budget shop: nothing was counted yet; it begins with the first evaluation',
    },
    {
      name: 'that nothing grows',
      found: standing(99.5, { ladder: { frozen: { since: at(600), period: 'hourly' } } }),
      line:
        'frozen since 2026-01-05 09:10 UTC by the hour: not one more unit is paid for, ' +
        'until there is room for ten minutes',
    },
    {
      name: 'who is at the minimum',
      found: {
        ...standing(160, { ladder: { shed: { since: at(600), period: 'hourly' } } }),
        budget: budget({ emergency: { at: 1.5, of: 'hourly', shed: ['web', 'jobs'] } }),
      },
      line:
        'shed since 2026-01-05 09:10 UTC by the hour: web, jobs at the minimum, ' +
        'until less is used',
    },
    {
      name: 'what AWS billed otherwise',
      found: standing(40, {
        bills: [{ from: START, to: at(86_400), billed: 32.5, counted: 20, at: at(1200) }],
      }),
      line: 'AWS billed 12.50 USD more this month than was counted, which is in these figures',
    },
  ])('say $name', ({ found, line }) => {
    expect(budgetLines(found)).toContain(line);
  });

  it('say what a target is refused', () => {
    const found = standing(40);
    const web = found.ledger.targets['web'];
    const refused = { ...found.ledger, targets: { web: { seen: [], ...web, wanted: 60 } } };

    expect(budgetLines({ ...found, ledger: refused }).join('\n')).toContain('web     40.00  60.00');
  });
});

it('a budget in numbers has the same', () => {
  expect(budgetSummary(standing(40))).toEqual({
    budget: 'shop',
    ratePerHour: 40,
    isShed: false,
    isFrozen: false,
    limits: [
      { period: 'hourly', isHard: true, limit: 100, spent: 20, projected: 40, used: 0.4 },
      { period: 'daily', isHard: true, limit: 1000, spent: 20, projected: 600, used: 0.02 },
    ],
    targets: [{ target: 'web', priority: 2, rate: 40, wanted: null }],
    corrected: 0,
  });
});
