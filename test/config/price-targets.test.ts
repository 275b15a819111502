import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { priceTargets } from '../../shared/config/price-targets.ts';
import { pricing } from '../../shared/config/unit-price.ts';
import { unitSchema } from '../../shared/config/unit-schema.ts';
import { priceBook } from '../../shared/core/money/price-book.ts';
import { shippedTables } from '../../shared/core/money/prices/index.ts';

const bookPricing = pricing(priceBook(shippedTables));

function web(written: object, budget?: string) {
  const unit = z.parse(unitSchema, written);
  return priceTargets({ web: { unit, budget } }, bookPricing);
}

describe('the price of a target', () => {
  it.each([
    { name: 'known', written: { instanceType: 'm5.large' }, without: [], withBudget: [] },
    { name: 'stated', written: { perHour: 0.1 }, without: [], withBudget: [] },
    {
      name: 'unknown',
      written: { instanceType: 'm5.lrage' },
      without: ['warning price-unknown'],
      withBudget: ['error price-unknown'],
    },
    {
      name: 'of an unknown region',
      written: { instanceType: 'm5.large', region: 'mars-1' },
      without: ['warning region-unknown'],
      withBudget: ['error region-unknown'],
    },
    { name: 'not spoken of', written: {}, without: [], withBudget: ['error price-missing'] },
  ])('that is $name: with a budget $withBudget, without $without', (row) => {
    const told = (budget?: string) =>
      web(row.written, budget).problems.map(({ severity, code }) => `${severity} ${code}`);

    expect(told()).toEqual(row.without);
    expect(told('shop')).toEqual(row.withBudget);
  });

  it('is filled in, and problems say where they are', () => {
    const { targets } = web({ instanceType: 'm5.large' });
    const { problems } = web({ instanceTypes: { 'm5.lrage': 2 } });

    expect(targets['web']?.unit).toMatchObject({ perHour: 0.096, instanceType: 'm5.large' });
    expect(problems[0]?.path).toEqual(['targets', 'web', 'unit', 'instanceTypes', 'm5.lrage']);
  });

  it('is what the plan states where there are no tables, as in a bundle', () => {
    const unit = z.parse(unitSchema, { instanceType: 'm5.large', perHour: 0.2 });

    expect(priceTargets({ web: { unit, budget: 'shop' } }, undefined)).toEqual({
      targets: { web: { unit, budget: 'shop' } },
      problems: [],
    });
  });
});
