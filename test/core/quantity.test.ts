import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  duration,
  formatDuration,
  parseDuration,
  percentage,
  positiveDuration,
  positiveNumber,
  round,
  sayDuration,
  sourceName,
  wholeCapacity,
} from '../../shared/core/quantity.ts';
import { seconds } from '../../shared/core/units.ts';

describe('quantity', () => {
  it.each([
    { text: '250ms', length: 0.25 },
    { text: '90s', length: 90 },
    { text: '1.2s', length: 1.2 },
    { text: '3m', length: 180 },
    { text: '1.5h', length: 5400 },
    { text: '2d', length: 172_800 },
    { text: '0s', length: 0 },
  ])('reads $text as $length seconds', ({ text, length }) => {
    expect(parseDuration(text)).toBe(length);
    expect(z.parse(duration, text)).toBe(length);
  });

  it.each(['30', 'm', '5 m', '-5s', '1e3s', '5M', '', '5sec', '.5s', '1h30m'])(
    'refuses "%s" as a duration',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
      expect(z.safeParse(duration, text).success).toBe(false);
    },
  );

  it.each([
    { length: 0, text: '0s' },
    { length: 0.25, text: '250ms' },
    { length: 0.0005, text: '0.5ms' },
    { length: 45, text: '45s' },
    { length: 90, text: '90s' },
    { length: 300, text: '5m' },
    { length: 5400, text: '90m' },
    { length: 7200, text: '2h' },
    { length: 129_600, text: '36h' },
    { length: 172_800, text: '2d' },
    { length: 100.25, text: '100.25s' },
  ])('writes $length seconds as $text', ({ length, text }) => {
    expect(formatDuration(length)).toBe(text);
  });

  it.each([
    { length: 0, text: '0s' },
    { length: 0.4, text: '0s' },
    { length: 95.4, text: '95s' },
    { length: 120, text: '2m' },
    { length: 2698, text: '44m 58s' },
    { length: 7140, text: '1h 59m' },
    { length: 7_200, text: '2h' },
    { length: 100_000, text: '1d 4h' },
    { length: 172_799, text: '2d' },
  ])('says $length seconds as $text', ({ length, text }) => {
    expect(sayDuration(length)).toBe(text);
  });

  it('every duration is read back as it was written', () => {
    const milliseconds = fc.integer({ min: 0, max: 40 * 86_400_000 });
    fc.assert(
      fc.property(milliseconds, (length) => {
        const written = formatDuration(length / 1000);

        expect(parseDuration(written)).toBeCloseTo(length / 1000, 9);
        expect(z.encode(duration, seconds(length / 1000))).toBe(written);
      }),
    );
  });

  it.each([
    { value: 0.123456, expected: 0.123 },
    { value: 1.23456, expected: 1.23 },
    { value: 99.999, expected: 100 },
    { value: 123.456, expected: 123.5 },
    { value: -1.239, expected: -1.24 },
    { value: 0, expected: 0 },
    { value: 1e300, expected: 1e300 },
    { value: 1.7e308, expected: 1.7e308 },
  ])('rounds $value for people to $expected', ({ value, expected }) => {
    expect(round(value)).toBe(expected);
  });

  it.each([
    { name: 'a duration of nothing where time must pass', schema: positiveDuration, value: '0s' },
    { name: 'half a unit', schema: wholeCapacity, value: 1.5 },
    { name: 'a negative capacity', schema: wholeCapacity, value: -1 },
    { name: 'a capacity in words', schema: wholeCapacity, value: '3' },
    { name: 'a negative percentage', schema: percentage, value: -1 },
    { name: 'an endless percentage', schema: percentage, value: Number.POSITIVE_INFINITY },
    { name: 'zero where a number above 0 is asked', schema: positiveNumber, value: 0 },
    { name: 'a source without a name', schema: sourceName, value: '' },
  ])('refuses $name', ({ schema, value }) => {
    expect(z.safeParse(schema, value).success).toBe(false);
  });
});
