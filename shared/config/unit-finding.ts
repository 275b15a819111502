/** @module What is said of a unit's price: where it came from, and what is wrong with it. */
import type { FoundPrice } from '../core/money/price-book.ts';

/** Something about a unit's price that its schema cannot see; the path is below `unit`. */
export interface UnitFinding {
  /** `unpriced` is an error for a target with a budget, and a warning for others. */
  readonly severity: 'error' | 'warning' | 'unpriced';
  readonly path: readonly string[];
  readonly message: string;
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
