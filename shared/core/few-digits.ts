/** @module Numbers that are remembered to a few digits: more would only make a state larger. */

const DIGITS = 6;
/** What is smaller is nothing. */
const LEAST = 1e-15;
const LEAST_EXPONENT = -16;
/** The largest power of ten that is exact. */
const LARGEST_EXPONENT = 22;
const POWERS = Float64Array.from({ length: LARGEST_EXPONENT - LEAST_EXPONENT + 1 }, (_, place) =>
  Number(`1e${LEAST_EXPONENT + place}`),
);

/**
 * A number to six digits, by arithmetic: writing it out and back takes ten times as long. Rounded
 * again it stays the same; above 1e22 it is left as it is.
 */
export function toFewDigits(value: number): number {
  const magnitude = Math.abs(value);
  if (magnitude < LEAST) {
    return 0;
  }
  if (!(magnitude <= powerOfTen(LARGEST_EXPONENT))) {
    return value;
  }
  // Found by looking: a logarithm takes three times as long.
  let exponent = 0;
  while (magnitude > powerOfTen(exponent)) {
    exponent += 1;
  }
  while (magnitude <= powerOfTen(exponent - 1)) {
    exponent -= 1;
  }
  const scale = powerOfTen(Math.abs(DIGITS - exponent));
  return exponent > DIGITS ? Math.round(value / scale) * scale : Math.round(value * scale) / scale;
}

function powerOfTen(exponent: number): number {
  return POWERS[exponent - LEAST_EXPONENT] ?? Number.NaN;
}
