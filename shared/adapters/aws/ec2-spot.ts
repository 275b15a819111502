/** @module Spot prices of Amazon EC2: what we call of them. For the command line only. */
import {
  DescribeSpotPriceHistoryCommand,
  type DescribeSpotPriceHistoryCommandOutput,
  EC2Client,
} from '@aws-sdk/client-ec2';
import type { Instant } from '../../core/units.ts';
import { type AwsAccess, call, clientSettings } from './call.ts';

/** What a spot instance cost in one zone from `at` on, until the next price of that zone. */
export interface SpotPrice {
  readonly instanceType: string;
  readonly zone: string;
  /** USD per hour. */
  readonly usd: number;
  readonly at: Date;
}

export interface Ec2Spot {
  /** Prices of Linux instances in all zones of the region over a span. Throws an AwsCallError. */
  priceHistory(
    instanceTypes: readonly string[],
    span: { readonly from: Instant; readonly to: Instant },
  ): Promise<readonly SpotPrice[]>;
}

/** Prices in one answer. */
const PRICES_PER_PAGE = 1000;
/** Twenty types in six zones, a new price every hour, for a week: a page for each thousand. */
const MOST_PAGES = 25;

/** A client for the spot prices of one region. */
export function ec2Spot(access?: AwsAccess): Ec2Spot {
  const client = new EC2Client(clientSettings(access));

  async function page(
    instanceTypes: readonly string[],
    span: { readonly from: Instant; readonly to: Instant },
    nextToken: string | undefined,
    pagesLeft: number,
  ): Promise<readonly SpotPrice[]> {
    const answer: DescribeSpotPriceHistoryCommandOutput = await call(
      'DescribeSpotPriceHistory',
      () =>
        client.send(
          new DescribeSpotPriceHistoryCommand({
            // A filter takes any type as text; InstanceTypes only those the SDK was built with.
            Filters: [{ Name: 'instance-type', Values: [...instanceTypes] }],
            ProductDescriptions: ['Linux/UNIX'],
            StartTime: new Date(span.from),
            EndTime: new Date(span.to),
            MaxResults: PRICES_PER_PAGE,
            ...(nextToken === undefined ? {} : { NextToken: nextToken }),
          }),
        ),
    );
    const prices = (answer.SpotPriceHistory ?? []).flatMap((price) => {
      const usd = Number(price.SpotPrice);
      return usd > 0 && price.Timestamp !== undefined
        ? [
            {
              instanceType: price.InstanceType ?? '',
              zone: price.AvailabilityZone ?? '',
              usd,
              at: price.Timestamp,
            },
          ]
        : [];
    });
    // The last page has an empty token.
    return (answer.NextToken ?? '') === '' || pagesLeft <= 1
      ? prices
      : [...prices, ...(await page(instanceTypes, span, answer.NextToken, pagesLeft - 1))];
  }

  return {
    priceHistory: (instanceTypes, span) => page(instanceTypes, span, undefined, MOST_PAGES),
  };
}
