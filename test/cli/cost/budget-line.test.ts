import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { budgetLine, colouredBudgetLines } from '../../../cli/cost/budget-line.ts';
import { standing } from '../../support/budgets.ts';
import { START } from '../../support/builders.ts';

describe('the line of a budget', () => {
  it('says what is spent, of what', () => {
    expect(budgetLine(standing(40))).toBe(
      'budget shop  40.00 USD/h · hour 40.00 of 100.00 · day 20.00 of 1,000.00 USD',
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

  it.each([
    {
      name: 'on one line where there is room',
      columns: 80,
      lines: ['budget shop  90.00 USD/h · hour 90.00 of 100.00 · day 45.00 of 1,000.00 USD'],
    },
    {
      name: 'folded before a dot where there is not',
      columns: 60,
      lines: ['budget shop  90.00 USD/h · hour 90.00 of 100.00', '  · day 45.00 of 1,000.00 USD'],
    },
  ])('is the same in colour, $name', ({ columns, lines }) => {
    const coloured = colouredBudgetLines(standing(90), columns);

    expect(coloured.map((line) => stripVTControlCharacters(line))).toEqual(lines);
  });
});
