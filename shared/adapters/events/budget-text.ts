/** @module The plain text that AWS Budgets sends to an SNS topic. */
import * as z from 'zod/mini';
import type { BudgetNotice } from '../../core/money/budget-notice.ts';
import { type Instant, instant } from '../../core/units.ts';

const MONTHS: readonly string[] = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August'],
  ...['September', 'October', 'November', 'December'],
];

/** Periods by the word that the text has for them, "for the current month". */
const PERIODS = { day: 'daily', month: 'monthly', quarter: 'quarterly', year: 'annually' } as const;

/** "$1,234.56", "1234.56 USD", "USD 85.20", "€ 85.20": a currency before or behind. */
const AMOUNT = /^([^\d\s.,-]{0,3})\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*([A-Z]{3})?$/;

const field = z.string('it has no such line');
const fields = z.object({
  account: z.string('it has no line "AWS Account <twelve digits>"'),
  date: z.custom<Instant>((at) => typeof at === 'number', 'it says no date'),
  'Budget Name': field,
  'Budget Type': field,
  'Alert Type': z.enum(['ACTUAL', 'FORECASTED'], 'neither ACTUAL nor FORECASTED'),
});

/**
 * A text as a notice; otherwise why it is none. The wording is nobody's contract: lines are found
 * by their names, in any order, and what is not certain is not guessed.
 */
export function budgetText(text: string): Omit<BudgetNotice, 'at'> | { readonly problem: string } {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const named = Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^([A-Za-z][A-Za-z ]{2,40}):\s*(\S.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
  const read = z.safeParse(fields, {
    ...named,
    account: /^AWS Account:? (\d{12})$/m.exec(lines.join('\n'))?.[1],
    date: dateIn(lines),
  });
  if (!read.success) {
    return { problem: z.prettifyError(read.error) };
  }
  const { account, date, 'Budget Name': awsBudget, 'Budget Type': type } = read.data;
  const kind = read.data['Alert Type'] === 'ACTUAL' ? 'actual' : 'forecast';
  const [, word = ''] = /\b(?:for|in) the current (day|month|quarter|year)\b/.exec(text) ?? [];
  const about = {
    account,
    awsBudget,
    kind,
    on: date,
    measures: type.toLowerCase() === 'cost' ? 'cost' : type,
    period: isPeriodWord(word) ? PERIODS[word] : 'unknown',
  } as const;
  const amount = AMOUNT.exec(named[`${read.data['Alert Type']} Amount`] ?? '');
  if (amount === null) {
    // Budgets of usage tell hours or gigabytes there.
    return about.measures === 'cost'
      ? { problem: `"${read.data['Alert Type']} Amount" is no amount of money` }
      : { ...about, amount: 0, currency: 'none' };
  }
  const [, symbol = '', whole = '', fraction = '', code = symbol] = amount;
  return {
    ...about,
    amount: Number(`${whole.replaceAll(',', '')}${fraction}`),
    currency: /^(US)?\$$|^USD$/.test(code) ? 'USD' : code === '' ? 'none' : code,
  };
}

function isPeriodWord(word: string): word is keyof typeof PERIODS {
  return Object.hasOwn(PERIODS, word);
}

/** The first date like "November 22, 2026", as its midnight UTC. */
function dateIn(lines: readonly string[]): Instant | undefined {
  for (const line of lines) {
    const [, name = '', day, year] = /\b([A-Z][a-z]+) (\d{1,2}), (\d{4})\b/.exec(line) ?? [];
    const month = MONTHS.indexOf(name);
    if (month >= 0) {
      return instant(Date.UTC(Number(year), month, Number(day)));
    }
  }
  return undefined;
}
