/** @module Instance types by family: every size costs in proportion to its share of a `large`. */

const SIZES: Readonly<Record<string, number>> = {
  nano: 1 / 16,
  micro: 1 / 8,
  small: 1 / 4,
  medium: 1 / 2,
  large: 1,
  xlarge: 2,
};

const BURSTABLE = 'nano micro small medium large xlarge 2xlarge';
const TO_16 = 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge';
const TO_24 = `${TO_16} 24xlarge`;
const TO_32 = `${TO_24} 32xlarge`;
const TO_48 = `${TO_32} 48xlarge`;
const TO_48_WITHOUT_32 = `${TO_24} 48xlarge`;
const NINES = 'large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge';

/** The sizes of each family whose prices are in proportion. Source: Amazon EC2 instance types. */
const SIZES_OF: Readonly<Record<string, string>> = {
  t3: BURSTABLE,
  t3a: BURSTABLE,
  t4g: BURSTABLE,
  c5: NINES,
  c5a: TO_24,
  c6a: TO_48,
  c6g: `medium ${TO_16}`,
  c6i: TO_32,
  c7a: TO_48,
  c7g: TO_16,
  c7i: TO_48_WITHOUT_32,
  c8g: `medium ${TO_48_WITHOUT_32}`,
  m5: TO_24,
  m5a: TO_24,
  m5d: TO_24,
  m5n: TO_24,
  m6a: TO_48,
  m6g: `medium ${TO_16}`,
  m6i: TO_32,
  m7a: `medium ${TO_48}`,
  m7g: `medium ${TO_16}`,
  m7i: TO_48_WITHOUT_32,
  'm7i-flex': TO_16,
  m8g: `medium ${TO_48_WITHOUT_32}`,
  r5: TO_24,
  r5a: TO_24,
  r6a: TO_48,
  r6g: `medium ${TO_16}`,
  r6i: TO_32,
  r7a: TO_48,
  r7g: TO_16,
  r7i: TO_48_WITHOUT_32,
  r8g: `medium ${TO_48_WITHOUT_32}`,
};

/** "ec2 m5.xlarge" and so on, with USD per hour, from the price of each family's `large`. */
export function instances(
  largeOf: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(largeOf).flatMap(([family, large]) =>
      (SIZES_OF[family] ?? 'large')
        .split(' ')
        .map((size) => [`ec2 ${family}.${size}`, Number((large * shareOf(size)).toPrecision(10))]),
    ),
  );
}

/** "4xlarge" is four times an xlarge. */
function shareOf(size: string): number {
  return SIZES[size] ?? 2 * Number.parseInt(size, 10);
}
