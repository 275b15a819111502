import { describe, expect, it } from 'vitest';
import { refreshPrices } from '../../../cli/prices/refresh-prices.ts';
import type { SpotPrice } from '../../../shared/adapters/aws/ec2-spot.ts';
import type { ListedPrice } from '../../../shared/adapters/aws/pricing.ts';
import { at } from '../../support/builders.ts';

const listed = (amount: number, given: Partial<ListedPrice> = {}): ListedPrice => ({
  usageType: 'BoxUsage:m5.large',
  currency: 'USD',
  amount,
  unit: 'Hrs',
  ...given,
});
const spot = (zone: string, second: number, usd: number): SpotPrice => ({
  instanceType: 'm5.large',
  zone,
  usd,
  at: new Date(at(second)),
});

function refreshed(
  needed: { readonly items?: readonly string[]; readonly spotTypes?: readonly string[] },
  prices: readonly ListedPrice[],
  history: readonly SpotPrice[] = [],
) {
  const asked: object[] = [];
  const result = refreshPrices(
    { region: 'eu-west-1', items: [], spotTypes: [], ...needed },
    {
      priceList: { prices: async () => prices },
      spotOf: (region) => ({
        priceHistory: async (types, span) => {
          asked.push({ region, types, span });
          return history;
        },
      }),
    },
    at(0),
  );
  return { asked, result };
}

describe('refreshPrices', () => {
  it.each([
    { name: 'the one price', prices: [listed(0.107)], usd: 0.107 },
    { name: 'the dearest tier', prices: [listed(0.1), listed(0.2), listed(0.15)], usd: 0.2 },
    {
      name: 'the price of what is meant alone',
      prices: [listed(0.107), listed(9, { usageType: 'Reservation:m5.large' })],
      usd: 0.107,
    },
  ])('takes $name', async ({ prices, usd }) => {
    const { table, lacking } = await refreshed({ items: ['ec2 m5.large'] }, prices).result;

    expect(table).toMatchObject({
      region: 'eu-west-1',
      date: '2026-01-05',
      usd: { 'ec2 m5.large': usd },
    });
    expect(lacking).toEqual([]);
  });

  it.each([
    { name: 'there is none', prices: [], because: 'has no price of "ec2 m5.large" in eu-west-1' },
    { name: 'it is free', prices: [listed(0)], because: 'has no price of "ec2 m5.large"' },
    {
      name: 'it is in another currency',
      prices: [listed(0.8, { currency: 'CNY' })],
      because: 'is sold in CNY in eu-west-1; only USD is counted',
    },
  ])('has no price where $name, and says so', async ({ prices, because }) => {
    const { table, lacking } = await refreshed({ items: ['ec2 m5.large'] }, prices).result;

    expect(table.usd).toEqual({});
    expect(lacking).toEqual([expect.stringContaining(because)]);
  });

  it('takes the mean of what spot costs now in its zones, and the most of a week', async () => {
    const history = [
      spot('eu-west-1a', -7200, 0.09),
      spot('eu-west-1a', -60, 0.03),
      spot('eu-west-1b', -3600, 0.05),
    ];

    const { asked, result } = refreshed({ spotTypes: ['m5.large'] }, [], history);

    expect((await result).table.usd).toEqual({ 'spot m5.large': 0.04, 'spot-most m5.large': 0.09 });
    expect(asked).toEqual([
      { region: 'eu-west-1', types: ['m5.large'], span: { from: at(-7 * 86_400), to: at(0) } },
    ]);
  });

  it('says which type has no spot price, and asks for none where nothing is on spot', async () => {
    const none = refreshed({ items: ['ec2 m5.large'] }, [listed(0.1)]);
    const unknown = refreshed({ spotTypes: ['m5.large'] }, []);

    expect((await none.result).lacking).toEqual([]);
    expect(none.asked).toEqual([]);
    expect((await unknown.result).lacking).toEqual([
      'EC2 has no spot price of m5.large in eu-west-1.',
    ]);
  });
});
