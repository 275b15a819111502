/** @module Baselines at work in small worlds. */
import { capacity, instant, LARGEST_CAPACITY, seconds } from '../../../shared/core/units.ts';
import type { QueueTask, ScalingTask, Variant } from '../../../shared/simulator/baseline.ts';
import type { Measure } from '../../../shared/simulator/measure.ts';
import type { Point } from '../../../shared/simulator/sensor.ts';
import type { World } from '../../../shared/simulator/world.ts';
import { START } from '../../support/builders.ts';
import { perMinute } from '../worlds.ts';

/** Units that serve 10 per second each, at least one, unless told. */
export function task(given: Partial<ScalingTask> = {}): ScalingTask {
  return {
    load: perMinute(10),
    capacityPerUnit: 10,
    bounds: { min: capacity(1), max: LARGEST_CAPACITY },
    startUp: seconds(120),
    evaluateEvery: seconds(60),
    scoreFrom: START,
    ...given,
  };
}

/** Workers that may take 100 s and need 10 s for a message: 10 messages each, down to none. */
export function queueTask(
  given: Partial<QueueTask> = {},
  bounds: ScalingTask['bounds'] = { min: capacity(0), max: LARGEST_CAPACITY },
): ScalingTask {
  const queue = { objective: seconds(100), serviceTime: seconds(10), concurrency: 1, ...given };
  return task({ queue, bounds, capacityPerUnit: 0.1 });
}

/** Units asked for after each evaluation, from now on. */
export function steered(
  variant: Variant,
  world: World,
  {
    task: given = task(),
    times,
    every = 60,
  }: { readonly task?: ScalingTask; readonly times: number; readonly every?: number },
): readonly number[] {
  const controller = variant.controller(given);
  const start = world.now();
  return Array.from({ length: times }, (_, index) => {
    controller.evaluate(world);
    const { capacity: desired } = world.describe();
    world.advance(instant(start + (index + 1) * every * 1000));
    return desired;
  });
}

/** What a scripted world has: all of it stays as it is, but for the units asked for. */
export interface Script {
  readonly units: number;
  /** Units that start for ever; none unless told. */
  readonly pending?: number;
  /** Values of minutes, the last one stays; undefined = never published. */
  readonly metrics?: Readonly<Partial<Record<Measure, readonly (number | undefined)[]>>>;
  /** Messages at each minute, the last one stays. */
  readonly visible?: readonly number[];
  readonly inFlight?: readonly number[];
}

/** A world in which everything happens as written; units asked for serve at once. */
export function scriptedWorld({ units, pending = 0, metrics = {}, ...counts }: Script): World {
  let now = START;
  let desired = capacity(units);
  const minuteOf = (at: number) => Math.floor((at - START) / 60_000);
  const pointAt = (measure: Measure, minute: number): Point | undefined => {
    const series = metrics[measure] ?? [];
    const value = series[Math.min(minute - 1, series.length - 1)];
    return minute < 1 || value === undefined
      ? undefined
      : { at: instant(START + minute * 60_000), value };
  };
  const countNow = (series: readonly number[] = [0]) =>
    series[Math.min(minuteOf(now), series.length - 1)] ?? 0;
  return {
    now: () => now,
    advance(to) {
      now = to;
    },
    describe: () => ({
      status: 'described',
      capacity: desired,
      inService: capacity(desired - pending),
      pending: capacity(pending),
    }),
    setDesired(asked) {
      desired = asked;
    },
    period: seconds(60),
    newest: (measure, { to } = { to: now }) => pointAt(measure, minuteOf(to)),
    between: (measure, { from, to }) =>
      Array.from(
        { length: Math.max(0, minuteOf(to) - minuteOf(from)) },
        (_, index) => pointAt(measure, minuteOf(from) + 1 + index) ?? [],
      ).flat(),
    counts: () => ({
      visible: countNow(counts.visible),
      inFlight: countNow(counts.inFlight),
      delayed: 0,
    }),
    takeInterval: () => ({}),
    totals: () => {
      throw new Error('A scripted world counts nothing.');
    },
    resetTotals: () => undefined,
  };
}
