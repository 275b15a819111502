import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { pricing } from '../../shared/config/unit-price.ts';
import { unitSchema } from '../../shared/config/unit-schema.ts';
import { priceBook } from '../../shared/core/money/price-book.ts';
import { shippedTables } from '../../shared/core/money/prices/index.ts';
import { costPerHour } from '../../shared/core/money/unit-cost.ts';

const SHIPPED = 'AWS list prices as shipped: us-east-1, 2026-01-19';
const REFRESHED = {
  region: 'us-east-1',
  date: '2026-09-30',
  source: 'AWS',
  usd: {
    'spot m5.large': 0.04,
    'spot-most m5.large': 0.06,
    'spot m5.xlarge': 0.06,
    'spot-most m5.xlarge': 0.1,
  },
};

const TYPES = { 'm5.large': 1, 'm5.xlarge': 2 };

function priced(written: object, book = priceBook(shippedTables)) {
  return pricing(book)(z.parse(unitSchema, written));
}
const refreshed = (written: object) => priced(written, priceBook([...shippedTables, REFRESHED]));

describe('the price of a unit', () => {
  it.each([
    { written: { perHour: 0.3 }, perHour: 0.3 },
    { written: { perHour: 0.3, instanceType: 'm5.large' }, perHour: 0.3 },
    { written: { instanceType: 'm5.large' }, perHour: 0.096 },
    { written: { instanceType: 'm5.large', region: 'eu-west-1' }, perHour: 0.107 },
    { written: { instanceTypes: { 'm5.2xlarge': 4 } }, perHour: 0.096 },
    // All on demand, and nobody knows of which type: the dearest counts.
    { written: { instanceTypes: { 'm5.large': 1, 'm5.xlarge': 1 } }, perHour: 0.192 },
    { written: { fargate: { vCpu: 0.5, memoryGb: 1 } }, perHour: 0.024685 },
    { written: { fargate: { vCpu: 1, memoryGb: 2, architecture: 'arm64' } }, perHour: 0.0395 },
    { written: { lambda: { memoryMb: 1024 } }, perHour: 0.06000012 },
    {
      written: { lambda: { memoryMb: 512, concurrency: 'provisioned', architecture: 'arm64' } },
      perHour: 0.00600012,
    },
    { written: { database: { class: 'db.m5.large', engine: 'mysql' } }, perHour: 0.171 },
    { written: { database: { class: 'db.r6g.large', engine: 'aurora-mysql' } }, perHour: 0.26 },
    { written: { database: { class: 'db.serverless', engine: 'aurora-mysql' } }, perHour: 0.12 },
    { written: {}, perHour: undefined },
  ])('of $written is $perHour USD', ({ written, perHour }) => {
    const { unit, findings } = priced(written);

    expect(unit.perHour).toBe(perHour);
    expect(findings).toEqual([]);
    expect(unit.priceFrom === undefined).toBe(perHour === undefined || 'perHour' in written);
  });

  it.each([
    {
      name: 'a slip of the pen',
      written: { instanceType: 'm5.lrage' },
      message: 'no price is known for m5.lrage in us-east-1 (near: m5.large',
      fix:
        'if m5.large was meant, write that; else run "tidegate prices refresh", ' +
        'or write perHour in USD',
      path: ['instanceType'],
    },
    {
      name: 'a type that the region lacks here',
      written: { instanceTypes: { 'm7g.large': 1, 'm5.large': 1 }, region: 'eu-west-1' },
      message: 'no price is known for m7g.large in eu-west-1, but in us-east-1, us-east-2',
      fix: 'run "tidegate prices refresh", or write perHour in USD',
      path: ['instanceTypes', 'm7g.large'],
    },
    {
      name: 'a region that there is not',
      written: { instanceType: 'm5.large', region: 'us-esat-1' },
      message: 'there is no region "us-esat-1" (near: us-east-1',
      fix: 'write us-east-1',
      path: ['region'],
    },
    {
      name: 'a region of another currency',
      written: { fargate: { vCpu: 1, memoryGb: 2 }, region: 'cn-north-1' },
      message: 'prices of cn-north-1 are in CNY, and only USD is counted',
      fix: 'write perHour in USD',
      path: ['region'],
    },
    {
      name: 'a database nobody has a price of',
      written: { database: { class: 'db.m5.large', engine: 'mysql', multiAz: true } },
      message: 'no price is known for db.m5.large mysql multi-az in us-east-1',
      fix: 'run "tidegate prices refresh", or write perHour in USD',
      path: ['database', 'class'],
    },
    {
      name: 'a slip in a database class',
      written: { database: { class: 'db.m5.lrage', engine: 'mysql' } },
      message: 'no price is known for db.m5.lrage mysql single-az in us-east-1 (near: db.m5.large',
      fix:
        'if db.m5.large was meant, write that; else run "tidegate prices refresh", ' +
        'or write perHour in USD',
      path: ['database', 'class'],
    },
  ])('is not known for $name, never 0', ({ written, message, fix, path }) => {
    const { unit, findings } = priced(written);

    expect(unit.perHour).toBeUndefined();
    expect(findings[0]).toMatchObject({ severity: 'unpriced', fix, path });
    expect(findings[0]?.message).toContain(message);
  });

  it.each([
    { vCpu: 0.25, memoryGb: 1.5, isOffered: false },
    { vCpu: 0.25, memoryGb: 2, isOffered: true },
    { vCpu: 3, memoryGb: 8, isOffered: false },
    { vCpu: 4, memoryGb: 31, isOffered: false },
    { vCpu: 8, memoryGb: 20, isOffered: true },
    { vCpu: 16, memoryGb: 44, isOffered: false },
  ])('says whether Fargate has $vCpu vCPU with $memoryGb GB: $isOffered', (row) => {
    const { vCpu, memoryGb, isOffered } = row;

    const { findings } = priced({ fargate: { vCpu, memoryGb } });

    expect(findings.map(({ code }) => code)).toEqual(isOffered ? [] : ['fargate-size']);
  });
});

describe('the price of a mixed fleet', () => {
  const purchase = { onDemandBase: 2, onDemandPercentageAboveBase: 25 };

  it('is counted at the most that spot may cost while no spot price is known', () => {
    const { unit } = priced({ instanceTypes: TYPES, purchase });

    expect(unit).toMatchObject({
      perHour: 0.096,
      priceFrom: `${SHIPPED}; spot at the most it may cost`,
      purchase: { onDemandPerHour: 0.096, spotPerHour: 0.096 },
    });
  });

  it.each([
    {
      name: 'the mean over the types, each by its weight',
      given: {},
      expected: { perHour: 0.096, spotPerHour: 0.035 },
    },
    {
      name: 'the dearest on demand, whichever is launched first',
      given: { instanceTypes: { 'm5.large': 1, 'm5.xlarge': 1 } },
      expected: { perHour: 0.192, onDemandPerHour: 0.096, spotPerHour: 0.05 },
    },
    {
      name: 'the cheapest on demand where the group looks for it',
      given: {
        instanceTypes: { 'm5.xlarge': 1, 'm5.large': 1 },
        purchase: { ...purchase, onDemandAllocation: 'lowest-price' },
      },
      expected: { perHour: 0.192, onDemandPerHour: 0.096 },
    },
    {
      name: 'what spot cost at most where nothing is on demand',
      given: { purchase: { onDemandPercentageAboveBase: 0 } },
      expected: { perHour: 0.06, spotPerHour: 0.035 },
    },
    {
      name: 'the maximum price where nothing is on demand',
      given: { purchase: { onDemandPercentageAboveBase: 0, spotMaxPrice: 0.045 } },
      expected: { perHour: 0.045, spotPerHour: 0.035 },
    },
    {
      name: 'a maximum price under what spot costs',
      given: { purchase: { onDemandPercentageAboveBase: 0, spotMaxPrice: 0.03 } },
      expected: { perHour: 0.03, spotPerHour: 0.03 },
    },
    {
      name: 'on demand where it falls to it',
      given: { purchase: { onDemandPercentageAboveBase: 10, fallToOnDemand: true } },
      expected: { perHour: 0.096, spotPerHour: 0.035 },
    },
    {
      name: 'what the plan says',
      given: { perHour: 0.1, purchase: { ...purchase, spotPerHour: 0.05 } },
      expected: { perHour: 0.1, onDemandPerHour: 0.1, spotPerHour: 0.05 },
    },
  ])('is $name', ({ given, expected: { perHour, ...expected } }) => {
    const { unit, findings } = refreshed({ instanceTypes: TYPES, purchase, ...given });

    expect(unit).toMatchObject({ perHour, purchase: expected });
    expect(findings).toEqual([]);
  });

  it.each([
    {
      name: 'unknown types, and a maximum price for spot alone',
      written: {
        instanceType: 'z9.large',
        purchase: { onDemandPercentageAboveBase: 0, spotMaxPrice: 0.05 },
      },
      perHour: 0.05,
    },
    {
      name: 'no types, and both prices in the plan',
      written: {
        purchase: { onDemandPercentageAboveBase: 50, onDemandPerHour: 0.2, spotPerHour: 0.05 },
      },
      perHour: 0.2,
    },
    {
      name: 'no types, and the on-demand price in the plan',
      written: { purchase: { onDemandPercentageAboveBase: 0, onDemandPerHour: 0.2 } },
      perHour: 0.2,
    },
  ])('needs no table for $name', ({ written, perHour }) => {
    expect(priced(written)).toMatchObject({ unit: { perHour }, findings: [] });
  });

  it('is not known where a type is not, even with a maximum for spot', () => {
    const written = { instanceType: 'z9.large', purchase: { ...purchase, spotMaxPrice: 0.05 } };

    const { unit, findings } = priced(written);

    expect(unit.perHour).toBeUndefined();
    expect(findings.map(({ code }) => code)).toEqual(['price-unknown']);
  });

  it.each([
    {
      given: { onDemandPercentageAboveBase: 0, fallToOnDemand: true },
      code: 'nothing-to-fall-to',
      severity: 'warning',
    },
    {
      given: { onDemandPercentageAboveBase: 10, spotMaxPrice: 0.02, spotPerHour: 0.03 },
      code: 'spot-over-maximum',
      severity: 'error',
    },
  ])('finds $code', ({ given, code, severity }) => {
    const { findings } = priced({ instanceTypes: TYPES, purchase: given });

    expect(findings).toMatchObject([{ code, severity }]);
  });

  const usd = fc.double({ min: 0.001, max: 20, noNaN: true });
  const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

  it('is never 0, never under what units cost together, and the same when priced again', () => {
    const written = fc.record(
      {
        perHour: maybe(usd),
        instanceTypes: fc.constantFrom(TYPES, { 'm5.large': 1 }, { 'c5.xlarge': 3, 't3.nano': 1 }),
        purchase: fc.record(
          {
            onDemandBase: fc.nat(20),
            onDemandPercentageAboveBase: fc.integer({ min: 0, max: 100 }),
            onDemandAllocation: fc.constantFrom('prioritized', 'lowest-price'),
            spotMaxPrice: maybe(usd),
            spotPerHour: maybe(usd),
            onDemandPerHour: maybe(usd),
            fallToOnDemand: fc.boolean(),
          },
          { requiredKeys: ['onDemandPercentageAboveBase'] },
        ),
      },
      { requiredKeys: ['instanceTypes', 'purchase'] },
    );
    fc.assert(
      fc.property(written, fc.integer({ min: 1, max: 200 }), (document, units) => {
        const { unit } = refreshed(document);

        const { perHour = 0, purchase: bought } = unit;
        expect(perHour).toBeGreaterThan(0);
        expect(bought?.spotPerHour).toBeGreaterThan(0);
        expect(costPerHour(unit, units)).toBeGreaterThan(costPerHour(unit, units - 1) ?? 0);
        expect(costPerHour(unit, units)).toBeLessThanOrEqual(units * perHour * (1 + 1e-9));
        expect(pricing(priceBook([...shippedTables, REFRESHED]))(unit).unit).toEqual(unit);
      }),
    );
  });
});

describe('a unit that no price fits', () => {
  it.each([
    { written: { perHour: 0 }, message: 'a price larger than 0' },
    { written: { perHour: -1 }, message: 'a price larger than 0' },
    { written: { perHour: '0.09 EUR' }, message: 'other currencies are not counted' },
    { written: { currency: 'EUR' }, message: 'no other currency is counted' },
    { written: { instanceType: 'large' }, message: 'an EC2 instance type, like m5.large' },
    { written: { instanceTypes: {} }, message: 'at least one instance type' },
    {
      written: { instanceType: 'm5.large', fargate: { vCpu: 1, memoryGb: 2 } },
      message: 'a unit is one thing',
    },
    {
      written: {
        fargate: { vCpu: 1, memoryGb: 2 },
        purchase: { onDemandPercentageAboveBase: 0 },
      },
      message: 'purchase is for EC2 instances',
    },
  ])('is refused: $written', ({ written, message }) => {
    const parsed = z.safeParse(unitSchema, written);

    expect(
      parsed.success ? '' : parsed.error.issues.map((issue) => issue.message).join(),
    ).toContain(message);
  });
});
