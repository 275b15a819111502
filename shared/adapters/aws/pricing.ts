/** @module The AWS Price List: what we call of it. For the command line only. */
import {
  type Filter,
  GetProductsCommand,
  type GetProductsResponse,
  PricingClient,
} from '@aws-sdk/client-pricing';
import * as z from 'zod/mini';
import { type AwsAccess, call, clientSettings } from './call.ts';

/** One price of one product. */
export interface ListedPrice {
  /** What is metered, with the region's own prefix: "EU-BoxUsage:m5.large". */
  readonly usageType: string;
  /** "USD", or "CNY" in the regions of China. */
  readonly currency: string;
  /** Per `unit`; 0 where something is free. */
  readonly amount: number;
  /** "Hrs", "hours", "Lambda-GB-Second" … as the service calls it. */
  readonly unit: string;
}

export interface Pricing {
  /** On-demand prices of a service's products with all these attributes. Throws an AwsCallError. */
  prices(
    serviceCode: string,
    attributes: Readonly<Record<string, string>>,
  ): Promise<readonly ListedPrice[]>;
}

/** The Price List answers in three regions only, for all regions. */
const REGION = 'us-east-1';
/** Products in one answer: AWS allows 100. */
const PRODUCTS_PER_PAGE = 100;
/** More pages than a list of one region's Fargate or database prices has. */
const MOST_PAGES = 20;

/** A product as the list writes it: JSON within JSON. */
const productSchema = z.object({
  product: z.object({ attributes: z.object({ usagetype: z._default(z.string(), '') }) }),
  terms: z.object({
    OnDemand: z.optional(
      z.record(
        z.string(),
        z.object({
          priceDimensions: z.record(
            z.string(),
            z.object({
              unit: z._default(z.string(), ''),
              pricePerUnit: z.record(z.string(), z.string()),
            }),
          ),
        }),
      ),
    ),
  }),
});

/** A client for the AWS Price List. */
export function pricing(access?: AwsAccess): Pricing {
  const client = new PricingClient(clientSettings({ region: REGION, ...access }));

  async function page(
    serviceCode: string,
    filters: readonly Filter[],
    nextToken: string | undefined,
    pagesLeft: number,
  ): Promise<readonly ListedPrice[]> {
    const answer: GetProductsResponse = await call(`GetProducts ${serviceCode}`, () =>
      client.send(
        new GetProductsCommand({
          ServiceCode: serviceCode,
          Filters: [...filters],
          FormatVersion: 'aws_v1',
          MaxResults: PRODUCTS_PER_PAGE,
          ...(nextToken === undefined ? {} : { NextToken: nextToken }),
        }),
      ),
    );
    const products: readonly unknown[] = answer.PriceList ?? [];
    const prices = products.flatMap((text) => listedPrices(String(text)));
    return answer.NextToken === undefined || pagesLeft <= 1
      ? prices
      : [...prices, ...(await page(serviceCode, filters, answer.NextToken, pagesLeft - 1))];
  }

  return {
    prices(serviceCode, attributes) {
      const filters = Object.entries(attributes).map(
        ([field, value]): Filter => ({ Type: 'TERM_MATCH', Field: field, Value: value }),
      );
      return page(serviceCode, filters, undefined, MOST_PAGES);
    },
  };
}

/** The prices of one product; none where it is not what we know as one. */
function listedPrices(text: string): readonly ListedPrice[] {
  const parsed = z.safeParse(productSchema, jsonOf(text));
  if (!parsed.success) {
    return [];
  }
  const { product, terms } = parsed.data;
  return Object.values(terms.OnDemand ?? {})
    .flatMap(({ priceDimensions }) => Object.values(priceDimensions))
    .flatMap(({ unit, pricePerUnit }) =>
      Object.entries(pricePerUnit).map(([currency, amount]) => ({
        usageType: product.attributes.usagetype,
        currency,
        amount: Number(amount),
        unit,
      })),
    );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
