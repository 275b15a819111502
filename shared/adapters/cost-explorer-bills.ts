/** @module What AWS billed, as Cost Explorer tells it. */
import pLimit from 'p-limit';
import type { BilledCost } from '../core/money/bill-filter.ts';
import { dateText, parseWallTime } from '../core/schedule/calendar.ts';
import { instant } from '../core/units.ts';
import type { BillAnswer, Bills } from '../ports/bills.ts';
import { faultOf } from './aws/call.ts';
import type { CostExplorer, CostQuestion, DailyCost } from './aws/cost-explorer.ts';

/** Cost Explorer answers few questions at once, and has no published number of them. */
const QUESTIONS_AT_ONCE = 2;

const METRICS: Readonly<Record<BilledCost, CostQuestion['metric']>> = {
  unblended: 'UnblendedCost',
  amortized: 'AmortizedCost',
  'net-unblended': 'NetUnblendedCost',
  'net-amortized': 'NetAmortizedCost',
};

/** Bills by Cost Explorer. One amount in another currency than USD makes the answer unusable. */
export function costExplorerBills(costExplorer: CostExplorer): Bills {
  const oneOf = pLimit(QUESTIONS_AT_ONCE);
  return {
    daily: ({ filter: { tag, metric, services }, days: { from, to }, account }) =>
      oneOf(async () => {
        const question = {
          from: dateText(from),
          to: dateText(to),
          metric: METRICS[metric],
          tag,
          services,
          account,
        };
        try {
          return billed(await costExplorer.dailyCosts(question));
        } catch (error) {
          const { code, detail } = faultOf(error);
          return { status: 'unavailable', because: code, detail };
        }
      }),
  };
}

function billed(costs: readonly DailyCost[]): BillAnswer {
  const foreign = costs.find(({ currency }) => currency !== undefined && currency !== 'USD');
  return foreign === undefined
    ? { status: 'billed', days: costs.flatMap(figureOf) }
    : {
        status: 'unavailable',
        because: 'other-currency',
        detail: `the bill of ${foreign.date} is in ${foreign.currency}, and ledgers are in USD`,
      };
}

/** A decimal number, as the service writes amounts: "12.3456789", "0", "1E-7", "1.2E+3". */
const AMOUNT = /^-?\d+(\.\d+)?(E[+-]?\d+)?$/i;

function figureOf({ date, amount, currency }: DailyCost) {
  const day = parseWallTime(`${date}T00:00`);
  return day === undefined || currency === undefined || !AMOUNT.test(amount ?? '')
    ? []
    : [{ day: instant(day), billed: Number(amount) }];
}
