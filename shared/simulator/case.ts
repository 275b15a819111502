/** @module One case of a comparison: a load, a fleet, and the world that every rule gets alike. */
import {
  capacity,
  capacityFor,
  type Instant,
  instant,
  later,
  type Seconds,
  seconds,
} from '../core/units.ts';
import type { QueueTask, ScalingTask } from './baseline.ts';
import type { Controller } from './controller.ts';
import { type QueueScore, type ServiceScore, scoreQueue, scoreService } from './score.ts';
import { run } from './simulate.ts';
import { endOf, loadAt, quantileOf, type Trace } from './trace.ts';
import { queueWorld, serviceWorld } from './world.ts';

/** Everything that makes a case, so that somebody else gets the same numbers. */
export interface CaseSettings {
  readonly load: Trace;
  /** So many units serve the 95th percentile of the load: small fleets feel the rounding. */
  readonly unitsAtP95: number;
  readonly startUp: Seconds;
  /** Spread of the start-up: standard deviation of its logarithm. */
  readonly startUpJitter: number;
  readonly seed: number;
  /** Absent for a fleet that serves requests. */
  readonly queue?: QueueTask | undefined;
}

/** How well one rule did in one case. */
export type CaseScore =
  | { readonly kind: 'service'; readonly score: ServiceScore }
  | { readonly kind: 'queue'; readonly score: QueueScore };

const MINUTE = seconds(60);
/** Scores start after a third of the load, a week at most: rules that learn need the time. */
const LONGEST_WARM_UP = seconds(7 * 86_400);
/** The fleet starts with room above the first minute's load. */
const FIRST_TARGET = 0.7;
const NO_MAXIMUM = capacity(1_000_000);

/** What a rule is told of a case. */
export function taskOf({
  load,
  unitsAtP95,
  startUp,
  queue,
}: Omit<CaseSettings, 'seed'>): ScalingTask {
  return {
    load,
    capacityPerUnit: capacityPerUnitOf(load, unitsAtP95, queue),
    bounds: { min: capacity(queue === undefined ? 1 : 0), max: NO_MAXIMUM },
    startUp,
    evaluateEvery: MINUTE,
    scoreFrom: scoreFromOf(load),
    ...(queue === undefined ? {} : { queue }),
  };
}

/** Runs a rule in a world of its own and scores it; rules that are compared share the task. */
export function scoreCase(
  settings: CaseSettings,
  controllerOf: (task: ScalingTask) => Controller,
  task: ScalingTask = taskOf(settings),
): CaseScore {
  const { load, startUp, startUpJitter, seed, queue } = settings;
  const initial = capacityFor(loadAt(load, load.start) / (FIRST_TARGET * task.capacityPerUnit));
  const fleet = { initial: capacity(Math.max(1, initial)), startUp, startUpJitter };
  const options = {
    until: endOf(load),
    scoreFrom: task.scoreFrom,
    every: MINUTE,
    onDecision: () => undefined,
  };
  if (queue === undefined) {
    const { capacityPerUnit } = task;
    const world = serviceWorld({ load, capacityPerUnit, fleet, seed });
    return {
      kind: 'service',
      score: scoreService(run(controllerOf(task), world, options), capacityPerUnit),
    };
  }
  const world = queueWorld({
    arrivals: load,
    serviceTime: { distribution: 'lognormal', mean: queue.serviceTime, spread: 0.5 },
    concurrency: queue.concurrency,
    objective: queue.objective,
    goesFirst: 'idle',
    fleet: { ...fleet, drain: queue.serviceTime },
    seed,
  });
  return {
    kind: 'queue',
    score: scoreQueue(run(controllerOf(task), world, options), queue.concurrency),
  };
}

/** A service's unit follows from the load; a worker's from its service time. */
function capacityPerUnitOf(load: Trace, unitsAtP95: number, queue: QueueTask | undefined): number {
  return queue === undefined
    ? Math.max(Number.MIN_VALUE, quantileOf(load, 0.95) / unitsAtP95)
    : (queue.concurrency / queue.serviceTime) * load.per;
}

function scoreFromOf(load: Trace): Instant {
  const third = (load.values.length * load.step) / 3;
  return instant(later(load.start, seconds(Math.min(third, LONGEST_WARM_UP))));
}
