/** @module How a plan writes quantities: durations with their unit, capacities, percentages. */
import * as z from 'zod/mini';
import { type Capacity, capacity, type Seconds, seconds } from './units.ts';

const SECONDS_PER = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 } as const;
const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/** "90s", "3m", "1.5h" as seconds; undefined when it is not a duration with its unit. */
export function parseDuration(text: string): Seconds | undefined {
  const [, amount, unit] = DURATION.exec(text) ?? [];
  if (amount === undefined || unit === undefined) {
    return undefined;
  }
  return seconds(Number(amount) * SECONDS_PER[unit as keyof typeof SECONDS_PER]);
}

/** Seconds in the shortest exact way a plan would write them: 300 → "5m". */
export function formatDuration(length: number): string {
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
  ] as const) {
    if (length >= size && length % size === 0) {
      return `${length / size}${unit}`;
    }
  }
  return length !== 0 && length < 1 ? `${Number((length * 1000).toPrecision(12))}ms` : `${length}s`;
}

/**
 * A length of time as people say it, to its second unit: 95 → "95s", 2698 → "44m 58s", 100,000 →
 * "1d 4h". Not exact, so no plan is written so.
 */
export function sayDuration(length: number): string {
  for (const [unit, size, rest, restSize] of [
    ['d', 86_400, 'h', 3600],
    ['h', 3600, 'm', 60],
    ['m', 60, 's', 1],
  ] as const) {
    const whole = Math.round(length / restSize) * restSize;
    if (length >= SAID_IN_SECONDS && whole >= size) {
      const left = (whole % size) / restSize;
      return `${Math.floor(whole / size)}${unit}${left === 0 ? '' : ` ${left}${rest}`}`;
    }
  }
  return formatDuration(Math.round(length));
}

/** Shorter lengths of time are said in seconds alone. */
const SAID_IN_SECONDS = 120;

/** A number as people read it: at most three decimals, none where they say nothing. */
export function round(value: number): number {
  const magnitude = Math.abs(value);
  if (magnitude >= 1e15) {
    return value;
  }
  const scale = magnitude >= 100 ? 10 : magnitude >= 1 ? 100 : 1000;
  return Math.round(value * scale) / scale;
}

/** A length of time with its unit: "10s", "5m", "2h", "1d", "250ms". Seconds inside. */
export const duration = z.codec(
  z
    .string({ error: 'a duration with its unit, like "30s", "5m" or "2h"' })
    .check(z.regex(DURATION, 'a duration with its unit, like "30s", "5m" or "2h"')),
  z.custom<Seconds>(),
  { decode: (text) => parseDuration(text) ?? seconds(0), encode: formatDuration },
);

/** A length of time longer than nothing. */
export const positiveDuration = duration.check(
  z.refine((length) => length > 0, 'a duration longer than 0s'),
);

/** A whole number of units, 0 or more. */
export const wholeCapacity = z.codec(
  z.int('a whole number of units').check(z.minimum(0, 'a capacity of 0 or more')),
  z.custom<Capacity>(),
  { decode: capacity, encode: (units): number => units },
);

/** A percentage: 10 means 10 %. */
export const percentage = z.number('a percentage, like 10').check(z.minimum(0, '0 % or more'));

/** A number larger than 0. */
export const positiveNumber = z.number('a number').check(z.positive('a number larger than 0'));

/** The name of one of the target's sources. */
export const sourceName = z.string('the name of a source of this target').check(z.minLength(1));
