/** @module What is said of a unit's price: where it came from, and what is wrong with it. */
import type { FoundPrice } from '../core/money/price-book.ts';

/** Findings by their code; the comment above a code is its text in the reference. */
export const priceCodes = {
  /** A target with a budget has no price, and nothing says what its units are. */
  'price-missing': true,
  /** Nobody knows what the unit costs: a slip of the pen, or a type that the tables lack. */
  'price-unknown': true,
  /** There is no such region, or none that bills in USD. */
  'region-unknown': true,
  /** Fargate has no task of that size. */
  'fargate-size': true,
  /** Growth is to fall to on-demand units, and the group buys none. */
  'nothing-to-fall-to': true,
  /** Spot costs more than the most that the group pays for it. */
  'spot-over-maximum': true,
} as const;
export type PriceCode = keyof typeof priceCodes;

/** Something about a unit's price that its schema cannot see; the path is below `unit`. */
export interface UnitFinding {
  readonly code: PriceCode;
  /** `unpriced` is an error for a target with a budget, and a warning for others. */
  readonly severity: 'error' | 'warning' | 'unpriced';
  readonly path: readonly string[];
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

/** A computed price without the noise of binary fractions. */
export function asUsd(price: number): number {
  return Number(price.toPrecision(10));
}

/** The tables that prices came from, as one phrase. */
export function sourceOf(prices: readonly FoundPrice[]): string {
  const phrases = prices.map(
    ({ table: { source, region, date } }) => `${source}: ${region}, ${date}`,
  );
  return [...new Set(phrases)].join('; ');
}
