/** @module Numbers and times as the report writes them. */

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

/** "2025-03-04 12:05 UTC"; with seconds where there are some. */
export function utcTime(epochMs: number): string {
  const iso = new Date(epochMs).toISOString();
  const time = iso.slice(11, epochMs % 60_000 === 0 ? 16 : 19);
  return `${iso.slice(0, 10)} ${time} UTC`;
}

/** "45 s", "12 min", "3 h 20 min", "4 d 2 h". */
export function lengthOfTime(seconds: number): string {
  const sizes = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const;
  const first = sizes.findIndex(([, size]) => seconds >= size);
  if (first === -1) {
    return `${figure(seconds)} s`;
  }
  let left = Math.round(seconds);
  return sizes
    .slice(first, first + 2)
    .flatMap(([unit, size]) => {
      const count = Math.floor(left / size);
      left -= count * size;
      return count === 0 ? [] : [`${whole.format(count)} ${unit}`];
    })
    .join(' ');
}
