/** @module What a synthetic workload is: a shape in, load over time out. */
import { type Instant, type Seconds, seconds } from '../core/units.ts';
import { type Random, randomStream } from './random.ts';
import type { Trace } from './trace.ts';

/** How long, how fine and how much. */
export interface WorkloadShape {
  readonly seed: number;
  readonly start: Instant;
  readonly length: Seconds;
  readonly step: Seconds;
  /** About the highest load per second, spikes included. */
  readonly peak: number;
}

/** The load of a world: how much comes, and which share of it can never be finished. */
export interface GeneratedLoad {
  readonly load: Trace;
  /** 0 to 1 in each step; absent = none. */
  readonly poison?: Trace | undefined;
}

/** One named way in which load moves. */
export interface Workload {
  /** The file's name, and what the command line takes. */
  readonly name: string;
  /** One sentence for people who choose one. */
  readonly about: string;
  generate(shape: WorkloadShape): GeneratedLoad;
}

export const DAY_SECONDS = 86_400;

/** Load from a function of the seconds since the start; negative values are none. */
export function loadOf(
  { start, step, length }: Pick<WorkloadShape, 'start' | 'step' | 'length'>,
  loadAfter: (elapsedSeconds: number) => number,
): Trace {
  const values = new Float64Array(Math.max(1, Math.round(length / step)));
  for (let index = 0; index < values.length; index += 1) {
    values[index] = Math.max(0, loadAfter(index * step));
  }
  return { start, step, values, per: seconds(1), after: 'repeat' };
}

/** Slow noise around 1: neighbours resemble each other for about `memorySeconds`. */
export function wander(
  random: Random,
  {
    spread,
    step,
    memorySeconds,
  }: { readonly spread: number; readonly step: Seconds; readonly memorySeconds: number },
): () => number {
  const kept = Math.exp(-step / memorySeconds);
  const fresh = Math.sqrt(1 - kept * kept);
  let position = random.normal();
  return () => {
    position = kept * position + fresh * random.normal();
    return Math.max(0, 1 + spread * position);
  };
}

/** A stretch of time with a height of its own. */
export interface Burst {
  readonly from: number;
  readonly to: number;
  readonly height: number;
}

/** Bursts at irregular times, in order of time; a burst may overlap the next. */
export function burstsOf(
  shape: WorkloadShape,
  name: string,
  {
    everySeconds,
    draw,
  }: {
    readonly everySeconds: number;
    draw(random: Random): { readonly length: number; readonly height: number };
  },
): readonly Burst[] {
  const random = randomStream(shape.seed, name);
  const bursts: Burst[] = [];
  for (
    let from = random.exponential(everySeconds);
    from < shape.length;
    from += random.exponential(everySeconds)
  ) {
    const { length, height } = draw(random);
    bursts.push({ from, to: from + length, height });
  }
  return bursts;
}

/** The summed height of the bursts that last at a time; asked in order of time. */
export function heightOf(bursts: readonly Burst[]): (elapsedSeconds: number) => number {
  let next = 0;
  let open: Burst[] = [];
  return (elapsedSeconds) => {
    for (let burst = bursts[next]; burst !== undefined && burst.from <= elapsedSeconds; ) {
      open.push(burst);
      next += 1;
      burst = bursts[next];
    }
    open = open.filter(({ to }) => to > elapsedSeconds);
    return open.reduce((sum, { height }) => sum + height, 0);
  };
}
