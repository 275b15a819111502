/** @module The price of a unit: as the plan states it, or looked up by what the unit is. */
import type { PriceBook } from '../core/money/price-book.ts';
import { REGIONS } from '../core/money/regions.ts';
import { instancePrices } from './instance-price.ts';
import { nearest } from './nearest.ts';
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
  if (missing.length > 0 && !REGIONS.includes(region) && !book.regions.includes(region)) {
    const meant = nearestFew(region, REGIONS);
    const isChina = region.startsWith('cn-');
    return [
      {
        code: 'region-unknown',
        severity: 'unpriced',
        path: ['region'],
        message: isChina
          ? `prices of ${region} are in CNY, and only USD is counted`
          : `there is no region "${region}"${suggestion(meant)}`,
        fix: meant[0] === undefined || isChina ? STATE_THE_PRICE : `write ${meant[0]}`,
      },
    ];
  }
  return missing.map(({ item, name, path }) => {
    const meant = typesMeant(item, book.items(region));
    const elsewhere = book.regionsWith(item);
    const isSlip = elsewhere.length === 0 && meant[0] !== undefined;
    return {
      code: 'price-unknown',
      severity: 'unpriced',
      path,
      message:
        `no price is known for ${name} in ${region}` +
        (elsewhere.length > 0
          ? `, but in ${elsewhere.slice(0, MOST_SUGGESTIONS).join(', ')}`
          : suggestion(meant)),
      fix: isSlip ? `if ${meant[0]} was meant, write that; else ${LOOK_IT_UP}` : LOOK_IT_UP,
    };
  });
}

/** Types like that of an item, where it has one: "ec2 m5.lrage", "rds db.m5.lrage mysql". */
function typesMeant(item: string, others: readonly string[]): readonly string[] {
  const [kind = '', type = '', ...rest] = item.split(' ');
  if (kind !== 'ec2' && kind !== 'rds') {
    return [];
  }
  const alike = others
    .map((other) => other.split(' '))
    .filter(([its, , ...tail]) => its === kind && tail.join(' ') === rest.join(' '));
  return nearestFew(
    type,
    alike.map(([, its = '']) => its),
  );
}

const STATE_THE_PRICE = 'write perHour in USD';
const LOOK_IT_UP = 'run "tidegate prices refresh", or write perHour in USD';
const MOST_SUGGESTIONS = 3;

function nearestFew(written: string, words: readonly string[]): readonly string[] {
  const found: string[] = [];
  while (found.length < MOST_SUGGESTIONS) {
    const next = nearest(
      written,
      words.filter((word) => !found.includes(word)),
    );
    if (next === undefined) {
      break;
    }
    found.push(next);
  }
  return found;
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
    const fix = `write ${sizes.slice(0, -1).join(', ')} or ${sizes.at(-1)}`;
    return [fargateFinding('vCpu', `Fargate has no task of ${vCpu} vCPU`, fix)];
  }
  const [from, to, step] = range;
  // A quarter of a vCPU has 0.5, 1 and 2 GB.
  const isOffered =
    memoryGb >= from && memoryGb <= to && (memoryGb - from) % step === 0 && memoryGb !== 1.5;
  const message = `Fargate has no task of ${vCpu} vCPU with ${memoryGb} GB`;
  const fix = `write ${from} to ${to} in steps of ${step}`;
  return isOffered ? [] : [fargateFinding('memoryGb', message, fix)];
}

function fargateFinding(key: string, message: string, fix: string): UnitFinding {
  return { code: 'fargate-size', severity: 'error', path: ['fargate', key], message, fix };
}
