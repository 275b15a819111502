/** @module New prices from AWS for what a plan uses, as tables of the price book. */
import type { Ec2Spot, SpotPrice } from '../../shared/adapters/aws/ec2-spot.ts';
import type { Pricing } from '../../shared/adapters/aws/pricing.ts';
import type { PriceTable } from '../../shared/core/money/price-book.ts';
import { type Instant, instant } from '../../shared/core/units.ts';
import type { NeededPrices } from './needed-prices.ts';
import { priceListQuery } from './price-list-query.ts';

/** Where prices are read; spot prices by region. */
export interface PriceSources {
  readonly priceList: Pricing;
  readonly spotOf: (region: string) => Ec2Spot;
}

/** What AWS said of one region. */
export interface Refreshed {
  readonly table: PriceTable;
  /** Why some prices are not in the table, each a sentence. */
  readonly lacking: readonly string[];
}

/** How far back the dearest spot price is looked for: a week has every hour of every day. */
const SPOT_HISTORY_MS = 7 * 86_400_000;

/** Asks for every price that is needed in one region. Throws an AwsCallError. */
export async function refreshPrices(
  { region, items, spotTypes }: NeededPrices,
  { priceList, spotOf }: PriceSources,
  now: Instant,
): Promise<Refreshed> {
  const answers = await Promise.all(items.map((item) => listedPrice(region, item, priceList)));
  const span = { from: instant(now - SPOT_HISTORY_MS), to: now };
  const history = spotTypes.length === 0 ? [] : await spotOf(region).priceHistory(spotTypes, span);
  const listed = answers.flatMap((answer) => ('usd' in answer ? [[answer.item, answer.usd]] : []));
  const spot = spotTypes.flatMap((type) => spotItems(type, history));
  const withoutSpot = spotTypes.filter((type) => !history.some((at) => at.instanceType === type));
  return {
    table: {
      region,
      date: new Date(now).toISOString().slice(0, 10),
      source: 'AWS Price List and spot price history',
      usd: Object.fromEntries([...listed, ...spot]),
    },
    lacking: [
      ...answers.flatMap((answer) => ('because' in answer ? [answer.because] : [])),
      ...withoutSpot.map((type) => `EC2 has no spot price of ${type} in ${region}.`),
    ],
  };
}

type Answer =
  | { readonly item: string; readonly usd: number }
  | { readonly item: string; readonly because: string };

/** The dearest of an item's prices: tiers begin with it, and a reserve is on the safe side. */
async function listedPrice(region: string, item: string, priceList: Pricing): Promise<Answer> {
  const query = priceListQuery(region, item);
  const found = query === undefined ? [] : await askedFor(query, priceList);
  const usd = found.filter(({ currency }) => currency === 'USD').map(({ amount }) => amount);
  if (usd.length > 0) {
    return { item, usd: Math.max(...usd) };
  }
  const [other] = found;
  return {
    item,
    because:
      other === undefined
        ? `The AWS Price List has no price of "${item}" in ${region}.`
        : `"${item}" is sold in ${other.currency} in ${region}; only USD is counted.`,
  };
}

async function askedFor(
  { serviceCode, attributes, usageType }: NonNullable<ReturnType<typeof priceListQuery>>,
  priceList: Pricing,
) {
  const prices = await priceList.prices(serviceCode, attributes);
  return prices.filter(({ usageType: found, amount }) => usageType.test(found) && amount > 0);
}

/** A type's spot price now, as a mean over its zones, and the most it cost in any of them. */
function spotItems(type: string, history: readonly SpotPrice[]): readonly (string | number)[][] {
  const ofType = history.filter(({ instanceType }) => instanceType === type);
  const newest = new Map<string, SpotPrice>();
  for (const price of ofType) {
    const before = newest.get(price.zone);
    if (before === undefined || price.at > before.at) {
      newest.set(price.zone, price);
    }
  }
  if (newest.size === 0) {
    return [];
  }
  const now = [...newest.values()].map(({ usd }) => usd);
  const mean = now.reduce((sum, usd) => sum + usd, 0) / now.length;
  return [
    [`spot ${type}`, Number(mean.toPrecision(6))],
    [`spot-most ${type}`, Math.max(...ofType.map(({ usd }) => usd))],
  ];
}
