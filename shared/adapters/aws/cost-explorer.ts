/** @module AWS Cost Explorer: what we call of it. Every request costs 0.01 USD. */
import {
  CostExplorerClient,
  type Expression,
  GetCostAndUsageCommand,
  type GetCostAndUsageResponse,
} from '@aws-sdk/client-cost-explorer';
import { type AwsAccess, call, clientSettings } from './call.ts';

/** Costs of each day that a filter leaves. */
export interface CostQuestion {
  /** The first day, as "2026-11-01". */
  readonly from: string;
  /** The day after the last. */
  readonly to: string;
  readonly metric: 'UnblendedCost' | 'AmortizedCost' | 'NetUnblendedCost' | 'NetAmortizedCost';
  readonly tag: { readonly key: string; readonly values: readonly string[] };
  /** As Cost Explorer calls them: "AWS Lambda". */
  readonly services: readonly string[];
  /** Twelve digits; without it, every account that the asking one may see. */
  readonly account?: string | undefined;
}

/** The cost of one day, as the service tells it. */
export interface DailyCost {
  /** The day, as "2026-11-01". */
  readonly date: string;
  /** A decimal number; undefined where the answer has none. */
  readonly amount?: string | undefined;
  /** "USD", or another currency. */
  readonly currency?: string | undefined;
}

export interface CostExplorer {
  /** Costs without credits, refunds and tax, day by day. Throws an AwsCallError. */
  dailyCosts(question: CostQuestion): Promise<readonly DailyCost[]>;
}

/** The days of a month without groups fit one page; each more costs as much as a call. */
const MOST_PAGES = 3;

/**
 * Kinds of records that say nothing of what was used: a credit would make a running fleet free.
 * Source: Cost Management user guide, "Filtering the data that you want to view", charge type.
 */
const NOT_USAGE = ['Credit', 'Refund', 'Tax'];

/**
 * A client for Cost Explorer. It answers in one region of each partition, us-east-1 for most of
 * us, and the SDK finds it from any region of that partition.
 */
export function costExplorer(access?: AwsAccess): CostExplorer {
  const client = new CostExplorerClient(clientSettings(access));

  async function page(
    question: CostQuestion,
    token: string | undefined,
    pagesLeft: number,
  ): Promise<readonly DailyCost[]> {
    const { from, to, metric } = question;
    const answer: GetCostAndUsageResponse = await call('GetCostAndUsage', () =>
      client.send(
        new GetCostAndUsageCommand({
          TimePeriod: { Start: from, End: to },
          Granularity: 'DAILY',
          Metrics: [metric],
          Filter: filterOf(question),
          ...(token === undefined ? {} : { NextPageToken: token }),
        }),
      ),
    );
    const days = (answer.ResultsByTime ?? []).flatMap(({ TimePeriod: period, Total: total }) => {
      const date = period?.Start;
      const { Amount: amount, Unit: currency } = total?.[metric] ?? {};
      return date === undefined ? [] : [{ date, amount, currency }];
    });
    // The last page has an empty token, or none.
    return (answer.NextPageToken ?? '') === '' || pagesLeft <= 1
      ? days
      : [...days, ...(await page(question, answer.NextPageToken, pagesLeft - 1))];
  }

  return { dailyCosts: (question) => page(question, undefined, MOST_PAGES) };
}

function filterOf({ tag, services, account }: CostQuestion): Expression {
  return {
    And: [
      { Tags: { Key: tag.key, Values: [...tag.values] } },
      { Dimensions: { Key: 'SERVICE', Values: [...services] } },
      { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: [...NOT_USAGE] } } },
      ...(account === undefined
        ? []
        : [{ Dimensions: { Key: 'LINKED_ACCOUNT' as const, Values: [account] } }]),
    ],
  };
}
