/** @module Numbers as the report writes them. */

const decimals = [0, 1, 2, 3].map(
  (digits) =>
    new Intl.NumberFormat('en-US', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }),
);
const plain = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** What stands for a number that there is not. */
export const NO_FIGURE = '–';

/** Three digits where they say something, thousands separated: 12,345, 1.23, 0.004. */
export function figure(value: number): string {
  return (Math.abs(value) >= 100 ? whole : plain).format(value);
}

/** A fixed number of decimals, 0 to 3, thousands separated. */
export function fixed(value: number, digits: number): string {
  return (decimals[digits] ?? whole).format(value);
}
