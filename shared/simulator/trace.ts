/** @module Load over time: what a world is driven by. */
import { orderStatistic } from '../core/forecast/order-statistic.ts';
import { type Instant, later, type Seconds, seconds } from '../core/units.ts';

/** Load in steps of equal length. */
export interface Trace {
  readonly start: Instant;
  /** The length of one step. */
  readonly step: Seconds;
  /** Mean load of each step: requests or messages in `per`, ≥ 0. */
  readonly values: Float64Array;
  /** The time in which a value counts: 1 for a rate per second, 60 for counts per minute. */
  readonly per: Seconds;
  /** What happens after the last step: the last value stays, or it all comes again. */
  readonly after: 'stay' | 'repeat';
}

/** A recorded sample: epoch seconds of the start of its bin, and its value. */
export interface Sample {
  readonly at: number;
  readonly value: number;
}

/** The end of the last step. */
export function endOf(trace: Trace): Instant {
  return later(trace.start, seconds(trace.values.length * trace.step));
}

/** The index of the step that holds `at`, wrapped or held at both ends. */
export function stepAt(trace: Trace, at: number): number {
  const { length } = trace.values;
  const index = Math.floor((at - trace.start) / (trace.step * 1000));
  if (trace.after === 'repeat') {
    return ((index % length) + length) % length;
  }
  return Math.min(Math.max(0, index), length - 1);
}

/** The load at an instant, in the trace's own unit; 0 for a trace without steps. */
export function loadAt(trace: Trace, at: number): number {
  return trace.values[stepAt(trace, at)] ?? 0;
}

/** The instant at which the load may next change. */
export function nextStepAfter(trace: Trace, at: number): number {
  const length = trace.step * 1000;
  return trace.start + (Math.floor((at - trace.start) / length) + 1) * length;
}

/** The value below which this share of the steps lies: 0.95 for the 95th percentile; 0 of none. */
export function quantileOf(trace: Trace, share: number): number {
  const { length } = trace.values;
  const place = Math.min(length - 1, Math.floor(share * length));
  return length === 0 ? 0 : orderStatistic(trace.values, place);
}

/** The same load, every value multiplied. */
export function scaled(trace: Trace, factor: number): Trace {
  return { ...trace, values: trace.values.map((value) => value * factor) };
}

/**
 * Samples as equal steps. Where a sample stands for more than a step, values between two samples
 * are interpolated, gaps included; where for less, the samples of a step are averaged, and a step
 * without any keeps the value before it. `per` stays what a sample's value counts.
 */
export function resampled(
  samples: readonly Sample[],
  { resolution, step, per }: Readonly<Record<'resolution' | 'step' | 'per', Seconds>>,
): Pick<Trace, 'values' | 'step' | 'per'> {
  const first = samples[0]?.at ?? 0;
  const last = samples.at(-1)?.at ?? 0;
  const indexOf = (at: number) => Math.floor((at - first) / step);
  const values = new Float64Array(samples.length === 0 ? 0 : indexOf(last) + 1);
  return {
    step,
    per,
    values: resolution <= step ? averaged(values, samples, indexOf) : joined(values, samples),
  };

  function joined(into: Float64Array, points: readonly Sample[]): Float64Array {
    points.forEach(({ at, value }, index) => {
      const from = indexOf(at);
      const next = points[index + 1] ?? { at: at + step, value };
      const to = indexOf(next.at);
      for (let place = from; place < to && place < into.length; place += 1) {
        into[place] = value + ((next.value - value) * (place - from)) / (to - from);
      }
    });
    return into;
  }
}

function averaged(
  into: Float64Array,
  samples: readonly Sample[],
  indexOf: (at: number) => number,
): Float64Array {
  const counts = new Uint32Array(into.length);
  for (const { at, value } of samples) {
    const place = indexOf(at);
    into[place] = (into[place] ?? 0) + value;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  let held = 0;
  for (let place = 0; place < into.length; place += 1) {
    const count = counts[place] ?? 0;
    held = count === 0 ? held : (into[place] ?? 0) / count;
    into[place] = held;
  }
  return into;
}
