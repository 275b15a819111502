/** @module What a signal usually is at this hour of the day, learned from its own readings. */
import * as z from 'zod/mini';
import type { Instant, Seconds } from './units.ts';

/** Samples of an hour of the day, their mean and their standard deviation. */
const usualHour = z.tuple([z.int(), z.number(), z.number()]);

/** What is remembered: at most 1 KB of JSON, whatever the values and however long it learns. */
export const usualValues = z.strictObject({
  type: z.literal('adaptive-threshold'),
  /** The sampling interval of the last sample, counted from 1970. */
  sampled: z.int(),
  /** The hours of the day in UTC, null where nothing is known. */
  hours: z.readonly(z.array(z.nullable(usualHour))),
  /** The 5th percentile, in deviations from the mean of its hour. */
  low: z.number(),
  /** The 95th percentile, likewise. */
  high: z.number(),
});
export type UsualValues = z.output<typeof usualValues>;

/** What is usual at an hour. */
export interface Usual {
  readonly samples: number;
  readonly mean: number;
  readonly deviation: number;
  /** How well the deviation is known, 0 to 100 %. */
  readonly confidence: number;
}

const HOUR_MS = 3_600_000;
/** One sample in ten minutes: neighbours tell little that is new, and each one is a write. */
const SAMPLE_MS = 600_000;
/** An hour of the day remembers so many samples, ten days: older ones fade. */
const LONGEST_MEMORY = 60;
/** A single incident must not become what is usual: samples count to so many deviations. */
const FURTHEST_DEVIATIONS = 4;
/** From so many samples on, a deviation says enough to cut what lies far out. */
const FEW_SAMPLES = 6;
/** A signal that hardly moves is not unusual at every wiggle: at least 5 % of its mean. */
const SMALLEST_DEVIATION_SHARE = 0.05;
/** How far one sample moves a percentile, in deviations. */
const PERCENTILE_STEP = 0.2;
/** The 95th percentile of a normal distribution, in deviations: where learning starts. */
const Z_95 = 1.645;
/** Larger values tell no more, and their squares must stay finite. */
const LARGEST_VALUE = 1e15;

/** What is usual in the hour of an instant; undefined where nothing is known. */
export function usualAt(values: UsualValues | undefined, now: Instant): Usual | undefined {
  const known = values?.hours[hourOf(now)];
  if (known === undefined || known === null) {
    return undefined;
  }
  const [samples, mean, deviation] = known;
  return {
    samples,
    mean,
    deviation: Math.max(deviation, Math.abs(mean) * SMALLEST_DEVIATION_SHARE),
    confidence: confidenceOf(samples),
  };
}

/**
 * The relative standard error of a deviation from n samples is about 1 ÷ √(2 (n − 1)); what it
 * leaves of 100 % is the confidence: 14 samples make 80 %, 51 make 90 %.
 * Source: the large-sample error of the deviation of normal values; M. Kendall and A. Stuart, "The
 * Advanced Theory of Statistics", volume 1.
 */
export function confidenceOf(samples: number): number {
  return samples < 2 ? 0 : Math.max(0, 100 * (1 - 1 / Math.sqrt(2 * (samples - 1))));
}

/** The hour of the day, 0 to 23, in UTC. */
export function hourOf(now: Instant): number {
  const hour = Math.floor(now / HOUR_MS) % 24;
  return hour < 0 ? hour + 24 : hour;
}

/**
 * What is known with one more reading; the very same object where it is not yet time for a sample,
 * or the sample changes nothing.
 *
 * Mean and variance are running ones, exponential from ten days on: T. Finch, "Incremental
 * calculation of weighted mean and variance", 2009. The percentiles move by a small step with each
 * sample: H. Robbins and S. Monro, "A stochastic approximation method", 1951.
 */
export function withReading(
  before: UsualValues | undefined,
  value: number,
  { now, cadence }: { readonly now: Instant; readonly cadence: Seconds },
): UsualValues | undefined {
  const sampled = Math.floor(now / SAMPLE_MS);
  const isFirstLook = Math.floor((now - cadence * 1000) / SAMPLE_MS) !== sampled;
  if (!isFirstLook || before?.sampled === sampled) {
    return before;
  }
  const hour = hourOf(now);
  const old = before?.hours[hour] ?? undefined;
  const usual = usualAt(before, now);
  const isKnown = usual !== undefined && usual.samples >= FEW_SAMPLES && usual.deviation > 0;
  const away = isKnown
    ? clipped((clipped(value, LARGEST_VALUE) - usual.mean) / usual.deviation, FURTHEST_DEVIATIONS)
    : 0;
  const sample = isKnown ? usual.mean + away * usual.deviation : clipped(value, LARGEST_VALUE);
  const learned = sampledHour(old, sample);
  const low = isKnown ? percentile(before?.low ?? -Z_95, 0.05, away) : (before?.low ?? -Z_95);
  const high = isKnown ? percentile(before?.high ?? Z_95, 0.95, away) : (before?.high ?? Z_95);
  if (
    before !== undefined &&
    old?.every((number, index) => number === learned[index]) === true &&
    low === before.low &&
    high === before.high
  ) {
    return before;
  }
  return {
    type: 'adaptive-threshold',
    sampled,
    hours: Array.from({ length: 24 }, (_, each) =>
      each === hour ? learned : (before?.hours[each] ?? null),
    ),
    low,
    high,
  };
}

type Hour = z.output<typeof usualHour>;

function sampledHour(old: Hour | undefined, sample: number): Hour {
  const [samples, mean, deviation] = old ?? [0, sample, 0];
  const count = Math.min(samples + 1, LONGEST_MEMORY);
  const difference = sample - mean;
  const step = difference / count;
  const variance = (1 - 1 / count) * (deviation ** 2 + difference * step);
  return [count, significant(mean + step, 6), significant(Math.sqrt(variance), 4)];
}

function percentile(before: number, share: number, away: number): number {
  const moved = before + PERCENTILE_STEP * (share - (away <= before ? 1 : 0));
  return Number(clipped(moved, FURTHEST_DEVIATIONS).toFixed(3));
}

function clipped(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value));
}

/** Digits beyond these are noise, and would make every sample a write. */
function significant(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}
