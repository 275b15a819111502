/** @module What a notice of AWS Budgets says, and whether a ledger may be corrected by it. */
import { dateText } from '../schedule/calendar.ts';
import { type Instant, later, seconds } from '../units.ts';
import type { Figure } from './bill.ts';
import { periodAt } from './periods.ts';

/** A notice of AWS Budgets, whichever way it came. */
export interface BudgetNotice {
  /** The account whose budget it is: twelve digits. */
  readonly account: string;
  /** The name of the budget in AWS. */
  readonly awsBudget: string;
  /** What was spent, or what AWS expects to be spent by the end of the period. */
  readonly kind: 'actual' | 'forecast';
  /** `cost`, or what else the budget watches: usage, reservations … */
  readonly measures: string;
  readonly period: 'daily' | 'monthly' | 'quarterly' | 'annually' | 'unknown';
  readonly amount: number;
  /** `USD`, or whatever else stands beside the amount. */
  readonly currency: string;
  /** A time on the day that it is dated. */
  readonly on: Instant;
  /** When it was sent; of two for the same days the later counts. */
  readonly at: Instant;
}

/** Why a notice corrects nothing. */
export const IgnoredCode = {
  otherAccount: 'other-account',
  unknownBudget: 'unknown-budget',
  forecast: 'forecast',
  notCost: 'not-a-cost-budget',
  otherPeriod: 'other-period',
  otherCurrency: 'other-currency',
  past: 'past',
  future: 'future',
} as const;
export type IgnoredCode = (typeof IgnoredCode)[keyof typeof IgnoredCode];

/** What a notice comes to: a figure for the month to date, or the reason why it is none. */
export type NoticeReading =
  | { readonly status: 'figure'; readonly figure: Figure }
  | { readonly status: 'ignored'; readonly code: IgnoredCode; readonly because: string };

const DAY = seconds(86_400);

/**
 * Only what is certain becomes a figure: actual cost in USD of the month that we are in, of our own
 * account. AWS counts hours late, so the figure says at least what was spent up to the end of the
 * day it is dated, and never that less was spent.
 */
export function readNotice(
  notice: BudgetNotice,
  { account, now }: { readonly account: string | undefined; readonly now: Instant },
): NoticeReading {
  const { kind, measures, period, amount, currency, on, at } = notice;
  const ignored = (code: IgnoredCode, because: string): NoticeReading => ({
    status: 'ignored',
    code,
    because,
  });
  if (notice.account !== account) {
    return ignored(
      'other-account',
      `it is for the account ${notice.account}, and this is ${account ?? 'not known to be any'}`,
    );
  }
  if (measures !== 'cost') {
    return ignored('not-a-cost-budget', `the budget watches ${measures}, and not cost`);
  }
  if (kind === 'forecast') {
    return ignored('forecast', 'it is a forecast, and nothing of it is spent yet');
  }
  if (currency !== 'USD') {
    return ignored('other-currency', `its amount is in ${currency}, and ledgers are in USD`);
  }
  if (period !== 'monthly') {
    return ignored('other-period', `its period is ${period}, and only monthly ones are compared`);
  }
  const month = periodAt('monthly', now);
  if (on < month.from) {
    return ignored('past', `it is dated ${dateText(on)}, and that month is over`);
  }
  if (on >= later(periodAt('daily', now).to, DAY)) {
    return ignored('future', `it is dated ${dateText(on)}, which is still to come`);
  }
  const day = periodAt('daily', on > now ? now : on);
  return {
    status: 'figure',
    figure: { from: month.from, to: day.to, billed: amount, at },
  };
}
