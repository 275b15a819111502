import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { budgetLine, colouredBudgetLine } from '../../../cli/cost/budget-line.ts';
import { standing } from '../../support/budgets.ts';
import { START } from '../../support/builders.ts';

describe('the line of a budget', () => {
  it('says what is spent, of what', () => {
    expect(budgetLine(standing(40))).toBe(
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
  ])('says that it $name', ({ rate, given, state }) => {
    expect(budgetLine(standing(rate, given))).toMatch(new RegExp(`USD · ${state}$`));
  });

  it('is the same in colour', () => {
    const found = standing(90);

    expect(stripVTControlCharacters(colouredBudgetLine(found))).toBe(budgetLine(found));
  });
});
