/** @module Amounts as people read them. */
import { fixed, NO_FIGURE } from '../report/figures.ts';

/** Below a dollar, cents say too little: 0.0175 USD is not 0.02 USD where it is paid often. */
const SMALL_USD = 0.995;
const small = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 4,
});

/** USD without the word: 2,803.20, 0.0175; a dash where it is not known. */
export function usd(amount: number | null): string {
  if (amount === null) {
    return NO_FIGURE;
  }
  return Math.abs(amount) < SMALL_USD
    ? small.format(Number(amount.toPrecision(3)))
    : fixed(amount, 2);
}

/** A percentage with one decimal; a dash where it is not known. */
export function percent(share: number | null): string {
  return share === null ? NO_FIGURE : `${fixed(share, 1)} %`;
}

/** A time in UTC, to the minute. */
export function minute(at: number): string {
  return second(at).slice(0, 16);
}

/** A time in UTC, to the second. */
export function second(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
