/** @module The price of a unit: as the plan states it, or looked up by what the unit is. */
import { nearest, type PriceBook } from '../core/money/price-book.ts';
import { REGIONS } from '../core/money/regions.ts';
import { instancePrices } from './instance-price.ts';
import { type PricedItem, pricedItems } from './priced-items.ts';
import { asUsd, sourceOf, type UnitFinding } from './unit-finding.ts';
import type { UnitSpec } from './unit-schema.ts';

/** A unit with its price, where it is known, and what was found on the way. */
export interface PricedUnit {
  readonly unit: UnitSpec;
  readonly findings: readonly UnitFinding[];
}

/** Finds the price of a unit. Pricing a priced unit again changes nothing. */
export type Pricing = (unit: UnitSpec) => PricedUnit;

/** Prices units by a book. What the plan itself states always counts. */
export function pricing(book: PriceBook): Pricing {
  return (unit) => {
    const items = pricedItems(unit);
    const sizes = sizeFindings(unit);
    if (unit.purchase !== undefined || unit.instanceType !== undefined || unit.instanceTypes) {
      const { unit: priced, missing, findings } = instancePrices(unit, book);
      return {
        unit: priced,
        findings: [...sizes, ...findings, ...unknown(missing, unit, book)],
      };
    }
    if (unit.perHour !== undefined || items.length === 0) {
      return { unit, findings: sizes };
    }
    const found = items.map((item) => ({ ...item, price: book.find(unit.region, item.item) }));
    const missing = found.filter(({ price }) => price === undefined);
    if (missing.length > 0) {
      return { unit, findings: [...sizes, ...unknown(missing, unit, book)] };
    }
    const usd = found.reduce((sum, { price, quantity }) => sum + (price?.usd ?? 0) * quantity, 0);
    const prices = found.flatMap(({ price }) => (price === undefined ? [] : [price]));
    return {
      unit: { ...unit, perHour: asUsd(usd), priceFrom: sourceOf(prices) },
      findings: sizes,
    };
  };
}

/** Why items have no price, and what may have been meant. */
function unknown(
  missing: readonly PricedItem[],
  { region }: UnitSpec,
  book: PriceBook,
): readonly UnitFinding[] {
  if (missing.length === 0) {
    return [];
  }
  if (!REGIONS.includes(region) && !book.regions.includes(region)) {
    const meant = nearest(region, REGIONS);
    const china = region.startsWith('cn-') ? '; China bills in CNY, which is not counted' : '';
    return [
      {
        severity: 'unpriced',
        path: ['region'],
        message: `there is no region "${region}"${suggestion(meant)}${china}`,
      },
    ];
  }
  return missing.map(({ item, name, path }) => {
    const meant = book.near(region, item).map((each) => each.slice(item.indexOf(' ') + 1));
    const elsewhere = book.regionsWith(item);
    return {
      severity: 'unpriced',
      path,
      message:
        `no price is known for ${name} in ${region}` +
        (elsewhere.length > 0
          ? `, only in ${elsewhere.slice(0, 3).join(', ')}`
          : suggestion(meant)) +
        '; write unit.perHour, or run "tidegate prices refresh"',
    };
  });
}

function suggestion(meant: readonly string[]): string {
  return meant.length === 0 ? '' : ` (near: ${meant.join(', ')})`;
}

/**
 * Memory in GB that Fargate has for each number of vCPUs: from, to, and in steps of.
 * Source: Amazon ECS developer guide, "Task definition parameters for Fargate", task size.
 */
const FARGATE_MEMORY: Readonly<Record<number, readonly [number, number, number]>> = {
  0.25: [0.5, 2, 0.5],
  0.5: [1, 4, 1],
  1: [2, 8, 1],
  2: [4, 16, 1],
  4: [8, 30, 1],
  8: [16, 60, 4],
  16: [32, 120, 8],
};

function sizeFindings({ fargate }: UnitSpec): readonly UnitFinding[] {
  if (fargate === undefined) {
    return [];
  }
  const { vCpu, memoryGb } = fargate;
  const range = FARGATE_MEMORY[vCpu];
  if (range === undefined) {
    const sizes = Object.keys(FARGATE_MEMORY)
      .map(Number)
      .toSorted((one, other) => one - other);
    return [fargateFinding('vCpu', `Fargate has no ${vCpu} vCPU; it has ${sizes.join(', ')}`)];
  }
  const [from, to, step] = range;
  // A quarter of a vCPU has 0.5, 1 and 2 GB.
  const isOffered =
    memoryGb >= from && memoryGb <= to && (memoryGb - from) % step === 0 && memoryGb !== 1.5;
  return isOffered
    ? []
    : [
        fargateFinding(
          'memoryGb',
          `Fargate has no ${vCpu} vCPU with ${memoryGb} GB; it has ${from} to ${to} GB`,
        ),
      ];
}

function fargateFinding(key: string, message: string): UnitFinding {
  return { severity: 'error', path: ['fargate', key], message };
}
