import { describe, expect, it } from 'vitest';
import { type PriceTable, priceBook } from '../../../shared/core/money/price-book.ts';
import { shippedTables } from '../../../shared/core/money/prices/index.ts';
import { REGIONS } from '../../../shared/core/money/regions.ts';

const table = (region: string, usd: Readonly<Record<string, number>>): PriceTable => ({
  region,
  date: '2026-09-01',
  source: 'a test',
  usd,
});

describe('priceBook', () => {
  it('finds a price in its region, and in the latest table that has it', () => {
    const older = table('us-east-1', { 'ec2 m5.large': 0.2, 'ec2 c5.large': 0.1 });
    const newer = table('us-east-1', { 'ec2 m5.large': 0.096 });

    const book = priceBook([older, newer, table('eu-west-1', { 'ec2 m5.large': 0.107 })]);

    expect(book.find('us-east-1', 'ec2 m5.large')).toEqual({ usd: 0.096, table: newer });
    expect(book.find('us-east-1', 'ec2 c5.large')).toEqual({ usd: 0.1, table: older });
    expect(book.find('eu-west-1', 'ec2 m5.large')?.usd).toBe(0.107);
    expect(book.find('eu-west-1', 'ec2 c5.large')).toBeUndefined();
    expect(book.find('nowhere', 'ec2 m5.large')).toBeUndefined();
    expect(book.regionsWith('ec2 m5.large')).toEqual(['us-east-1', 'eu-west-1']);
    expect(book.items('us-east-1')).toEqual(['ec2 m5.large', 'ec2 c5.large']);
  });

  it('has no price for what every object has', () => {
    expect(priceBook([table('us-east-1', {})]).find('us-east-1', 'constructor')).toBeUndefined();
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a price of %d', (usd) => {
    expect(() => priceBook([table('us-east-1', { 'ec2 m5.large': usd })])).toThrow(RangeError);
  });
});

describe('the tables that ship', () => {
  const book = priceBook(shippedTables);

  // AWS Price List, us-east-1, 2026-01-19: types whose price is no plain multiple in our table.
  it.each([
    { item: 't3.nano', usd: 0.0052 },
    { item: 't4g.2xlarge', usd: 0.2688 },
    { item: 'm5.24xlarge', usd: 4.608 },
    { item: 'm6i.32xlarge', usd: 6.144 },
    { item: 'm7a.medium', usd: 0.05796 },
    { item: 'm7g.medium', usd: 0.0408 },
    { item: 'm7i.48xlarge', usd: 9.6768 },
    { item: 'm7i-flex.16xlarge', usd: 3.06432 },
    { item: 'c5.18xlarge', usd: 3.06 },
    { item: 'c5a.24xlarge', usd: 3.696 },
    { item: 'c6a.48xlarge', usd: 7.344 },
    { item: 'c7g.16xlarge', usd: 2.32 },
    { item: 'c7i.24xlarge', usd: 4.284 },
    { item: 'c8g.medium', usd: 0.03988 },
    { item: 'r6g.medium', usd: 0.0504 },
    { item: 'r7i.8xlarge', usd: 2.1168 },
    { item: 'r8g.48xlarge', usd: 11.31072 },
    { item: 'g5.48xlarge', usd: 16.288 },
  ])('have $item at $usd USD in us-east-1', ({ item, usd }) => {
    expect(book.find('us-east-1', `ec2 ${item}`)?.usd).toBe(usd);
  });

  it.each([
    { type: 'c5.16xlarge', why: 'c5 has 18xlarge' },
    { type: 'm7i.32xlarge', why: 'm7i has 48xlarge' },
    { type: 'm5.medium', why: 'm5 begins with large' },
  ])('have no $type: $why', ({ type }) => {
    expect(book.find('us-east-1', `ec2 ${type}`)).toBeUndefined();
  });

  it('cost more or as much outside Virginia, as AWS does', () => {
    const cheaper = shippedTables.flatMap(({ region, usd }) =>
      Object.entries(usd).filter(([item, price]) => {
        const home = book.find('us-east-1', item)?.usd;
        return region !== 'us-east-1' && (home === undefined || price < home);
      }),
    );

    expect(cheaper).toEqual([]);
  });

  it('are of known regions, one table each, with a date', () => {
    const regions = shippedTables.map(({ region }) => region);

    expect(new Set(regions).size).toBe(regions.length);
    expect(REGIONS).toEqual(expect.arrayContaining(regions));
    expect(shippedTables.every(({ date }) => /^\d{4}-\d{2}-\d{2}$/.test(date))).toBe(true);
  });
});
