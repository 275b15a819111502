/** @module What a metric service shows of a value: in periods, late, and with holes. */
import { type Instant, instant, type Seconds, seconds } from '../core/units.ts';
import { randomStream } from './random.ts';

/** How a metric service behaves. */
export interface SensorSettings {
  /** The length of the periods, from the start of the world on. */
  readonly period: Seconds;
  /** From the end of a period until its value can be read. */
  readonly delay: Seconds;
  /** Share of the periods whose value never comes. */
  readonly gaps: number;
  /** Share of the values that come late … */
  readonly late: number;
  /** … by this much. */
  readonly lateBy: Seconds;
  /** How far back values are kept. */
  readonly retention: Seconds;
}

/** Minute metrics that can be read as soon as their minute is over. */
export const PROMPT_SENSOR: SensorSettings = {
  period: seconds(60),
  delay: seconds(0),
  gaps: 0,
  late: 0,
  lateBy: seconds(180),
  retention: seconds(10_800),
};

/** One value and the end of the period over which it was true. */
export interface Point {
  readonly at: Instant;
  readonly value: number;
}

/** One metric's history as it can be read. */
export interface Sensor {
  /** The value of the period that ends at `at`; NaN = the period had none. */
  publish(at: Instant, value: number): void;
  /** The newest value that can be read now, of a period that ends no later than `to`. */
  newest(now: Instant, to: Instant): Point | undefined;
  /** Values that can be read, of periods that end after `from` and no later than `to`. */
  between(span: { readonly from: Instant; readonly to: Instant }, now: Instant): readonly Point[];
}

/** A metric without values yet; `name` keeps its holes apart from those of others. */
export function sensor(
  settings: SensorSettings,
  { start, seed, name }: { readonly start: Instant; readonly seed: number; readonly name: string },
): Sensor {
  const random = randomStream(seed, `sensor ${name}`);
  const periodMs = settings.period * 1000;
  const size = Math.max(2, Math.ceil(settings.retention / settings.period));
  const values = new Float64Array(size).fill(Number.NaN);
  const readableAt = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  let published = 0;

  /** The place of the period that ends at `at`, counted from 1. */
  function countAt(at: number): number {
    return Math.floor((at - start) / periodMs);
  }

  function pointOf(count: number, now: Instant): Point | undefined {
    const value = values[count % size] ?? Number.NaN;
    const isReadable =
      count >= 1 && count > published - size && (readableAt[count % size] ?? Infinity) <= now;
    return isReadable && !Number.isNaN(value)
      ? { at: instant(start + count * periodMs), value }
      : undefined;
  }

  return {
    publish(at, value) {
      published = countAt(at);
      const isLost = settings.gaps > 0 && random.uniform() < settings.gaps;
      const isLate = settings.late > 0 && random.uniform() < settings.late;
      values[published % size] = isLost ? Number.NaN : value;
      readableAt[published % size] = at + (settings.delay + (isLate ? settings.lateBy : 0)) * 1000;
    },
    newest(now, to) {
      for (
        let count = Math.min(published, countAt(to));
        count > Math.max(0, published - size);
        count -= 1
      ) {
        const point = pointOf(count, now);
        if (point !== undefined) {
          return point;
        }
      }
      return undefined;
    },
    between({ from, to }, now) {
      const points: Point[] = [];
      const first = Math.max(1, published - size + 1, countAt(from) + 1);
      for (let count = first; count <= Math.min(published, countAt(to)); count += 1) {
        const point = pointOf(count, now);
        if (point !== undefined) {
          points.push(point);
        }
      }
      return points;
    },
  };
}
