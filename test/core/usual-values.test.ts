import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { seconds } from '../../shared/core/units.ts';
import {
  confidenceOf,
  hourOf,
  type UsualValues,
  usualAt,
  usualValues,
  withReading,
} from '../../shared/core/usual-values.ts';
import { at } from '../support/builders.ts';
import { mulberry32 } from '../support/queue-world.ts';

const CADENCE = seconds(60);
const DAY = 86_400;

/** What is known after a value each minute for so many days, by the second since the start. */
function learned(days: number, valueAt: (second: number) => number): UsualValues | undefined {
  let values: UsualValues | undefined;
  for (let second = 0; second < days * DAY; second += 60) {
    values = withReading(values, valueAt(second), { now: at(second), cadence: CADENCE });
  }
  return values;
}

/** A normal number with a deviation of 1 (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

describe('the usual values', () => {
  it('tell the mean and the deviation of each hour of the day', () => {
    const random = mulberry32(1);
    const values = learned(14, (second) => {
      const hour = hourOf(at(second));
      return 100 * (hour + 1) + 10 * (hour + 1) * normal(random);
    });

    for (const hour of [0, 6, 14, 23]) {
      const usual = usualAt(values, at(((hour - 9 + 24) % 24) * 3600));
      expect((usual?.mean ?? 0) / (100 * (hour + 1))).toBeCloseTo(1, 1);
      expect((usual?.deviation ?? 0) / (10 * (hour + 1))).toBeGreaterThan(0.7);
      expect((usual?.deviation ?? 0) / (10 * (hour + 1))).toBeLessThan(1.3);
    }
  });

  it.each([
    { name: 'normal values', draw: normal, low: -1.645, high: 1.645 },
    // Uniform from 0 to 1: deviation 0.289, percentiles at ±0.45.
    {
      name: 'values without tails',
      draw: (random: () => number) => random(),
      low: -1.56,
      high: 1.56,
    },
    // Exponential: mean and deviation 1, percentiles 0.051 and 2.996.
    {
      name: 'values with a tail',
      draw: (random: () => number) => -Math.log(1 - random()),
      low: -0.95,
      high: 2,
    },
  ])('tell the 5th and the 95th percentile of $name, in deviations', ({ draw, low, high }) => {
    const random = mulberry32(7);
    let [lows, highs, count] = [0, 0, 0];

    let values: UsualValues | undefined;
    for (let sample = 0; sample < 60 * 144; sample += 1) {
      const value = 1000 + 200 * draw(random);
      values = withReading(values, value, { now: at(sample * 600), cadence: seconds(600) });
      if (sample > 20 * 144) {
        lows += values?.low ?? 0;
        highs += values?.high ?? 0;
        count += 1;
      }
    }

    expect(Math.abs(lows / count - low)).toBeLessThan(0.2);
    expect(Math.abs(highs / count - high)).toBeLessThan(0.35);
  });

  it.each([
    { samples: 0, confidence: 0 },
    { samples: 1, confidence: 0 },
    { samples: 2, confidence: 29.3 },
    { samples: 14, confidence: 80.4 },
    { samples: 51, confidence: 90 },
  ])('$samples samples make a confidence of $confidence %', ({ samples, confidence }) => {
    expect(confidenceOf(samples)).toBeCloseTo(confidence, 1);
  });

  it('take one sample in ten minutes: at the first look, and at no other', () => {
    const first = withReading(undefined, 10, { now: at(0), cadence: CADENCE });
    const within = withReading(first, 99, { now: at(60), cadence: CADENCE });
    const twice = withReading(first, 99, { now: at(0), cadence: CADENCE });
    const next = withReading(first, 20, { now: at(600), cadence: CADENCE });

    expect(usualAt(first, at(0))).toMatchObject({ samples: 1, mean: 10 });
    expect(within).toBe(first);
    expect(twice).toBe(first);
    expect(usualAt(next, at(600))).toMatchObject({ samples: 2, mean: 15, deviation: 5 });
  });

  it('are the very same while a signal stays as it is', () => {
    const values = learned(30, () => 42);

    const after = learned(1, () => 42);
    const again = withReading(values, 42, { now: at(30 * DAY), cadence: CADENCE });

    expect(after).not.toBe(undefined);
    expect(usualAt(again, at(0))).toMatchObject({ samples: 60, mean: 42, deviation: 2.1 });
    expect(again?.hours).toEqual(values?.hours);
  });

  it('are not carried away by one incident, and follow a change that stays', () => {
    const random = mulberry32(3);
    const noise = () => 100 + 10 * normal(random);
    const incident = learned(10, (second) =>
      second > 8 * DAY && second < 8.1 * DAY ? 1e6 : noise(),
    );
    const shifted = learned(24, (second) => (second < 10 * DAY ? noise() : noise() + 100));

    expect(usualAt(incident, at(8 * DAY))?.mean).toBeLessThan(130);
    expect(usualAt(shifted, at(0))?.mean).toBeGreaterThan(170);
  });

  it('stay under 1 KB and can be stored, whatever the values', () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0, 1e300, -1e300, 1e-300),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), (given) => {
        let values: UsualValues | undefined;
        given.forEach((each, index) => {
          values = withReading(values, each, { now: at(index * 600), cadence: CADENCE });
        });

        const json = JSON.stringify(values);
        expect(json.length).toBeLessThan(1024);
        expect(z.parse(usualValues, JSON.parse(json))).toEqual(values);
      }),
      { numRuns: 60 },
    );
  });
});
