/** @module A queue with workers on a virtual clock, sized by the real decide(), from a seed. */
import * as z from 'zod/mini';
import { decide } from '../../shared/core/decide.ts';
import type { TargetPlan } from '../../shared/core/plan.ts';
import { queueMemory } from '../../shared/core/queue-memory.ts';
import { recordOutcome } from '../../shared/core/record-outcome.ts';
import { initialState } from '../../shared/core/state.ts';
import { at, queueReading, snapshot, target } from './builders.ts';

/** What happens to the queue. */
export interface QueueWorld {
  readonly plan: TargetPlan;
  /** Seconds of work for one message: exponential with this mean. */
  readonly serviceTime: number;
  readonly concurrency?: number;
  /** Messages per second at a second of the run; they come at random. */
  readonly arrivals: (second: number) => number;
  /** Messages that come all at once. */
  readonly burst?: { readonly second: number; readonly messages: number } | undefined;
  readonly units: number;
  /** Seconds of the whole run, and from which one on it is measured. */
  readonly until: number;
  readonly measureFrom?: number | undefined;
  readonly seed?: number;
}

/** What came of it. */
export interface QueueResult {
  /** How long each message waited, in seconds, shortest first. */
  readonly waits: readonly number[];
  /** Unit-seconds paid for, per unit-second of work. */
  readonly cost: number;
  readonly peak: number;
  /** Capacity after each evaluation. */
  readonly units: readonly number[];
  /** The inferred arrival rate after each evaluation, where the policy remembers one. */
  readonly rates: readonly number[];
}

/** Lives through the run in small steps. Scale-in takes idle units only. */
export function liveThrough(world: QueueWorld): QueueResult {
  const { plan, serviceTime, concurrency = 1, arrivals, burst, until, measureFrom = 0 } = world;
  const random = mulberry32(world.seed ?? 1);
  const stepLength = Math.min(0.25, serviceTime / 20);
  let state = initialState;
  let units = world.units;
  let inService = units;
  let starting: { readonly second: number; count: number }[] = [];
  const queue: number[] = [];
  let head = 0;
  let ends: number[] = [];
  let nextLook = 0;
  let hasBurst = burst !== undefined;
  let paid = 0;
  let worked = 0;
  let peak = 0;
  const waits: number[] = [];
  const capacities: number[] = [];
  const rates: number[] = [];
  for (let second = 0; second < until; second += stepLength) {
    for (let come = poisson(arrivals(second) * stepLength, random); come > 0; come -= 1) {
      queue.push(second);
    }
    if (burst !== undefined && hasBurst && second >= burst.second) {
      hasBurst = false;
      queue.push(...Array<number>(burst.messages).fill(second));
    }
    ends = ends.filter((end) => end > second);
    for (const { second: ready, count } of starting) {
      inService += ready <= second ? count : 0;
    }
    starting = starting.filter(({ second: ready }) => ready > second);
    for (; ends.length < inService * concurrency && head < queue.length; head += 1) {
      const came = queue[head] ?? second;
      if (came >= measureFrom) {
        waits.push(second - came);
      }
      ends.push(second - Math.log(1 - random()) * serviceTime);
    }
    if (second >= measureFrom) {
      paid += units * stepLength;
      worked += (ends.length / concurrency) * stepLength;
    }
    if (second < nextLook) {
      continue;
    }
    nextLook += plan.evaluateEvery;
    const now = at(second);
    const readings = { jobs: queueReading(queue.length - head, ends.length, now) };
    const decision = decide(snapshot(target(units, { inService }), readings), plan, state, now);
    state = recordOutcome(decision.next, decision, { status: 'applied' });
    const change = (decision.to ?? units) - units;
    units += change;
    if (change > 0) {
      starting.push({ second: second + plan.unit.warmUp, count: change });
    } else if (change < 0) {
      // Idle ones go; busy ones finish first, which this world makes quick by keeping them counted.
      const idle = Math.max(0, inService - Math.ceil(ends.length / concurrency));
      const gone = Math.min(-change, idle);
      inService -= gone;
      units += -change - gone;
    }
    peak = Math.max(peak, units);
    capacities.push(units);
    const memory = z.safeParse(queueMemory, Object.values(state.policies)[0]);
    rates.push(memory.data?.rate ?? 0);
  }
  for (let index = head; index < queue.length; index += 1) {
    waits.push(until - (queue[index] ?? until));
  }
  return {
    waits: waits.sort((one, other) => one - other),
    cost: paid / worked,
    peak,
    units: capacities,
    rates,
  };
}

/** The share of messages that waited longer. */
export function shareLongerThan({ waits }: QueueResult, seconds: number): number {
  return waits.filter((wait) => wait > seconds).length / waits.length;
}

function poisson(mean: number, random: () => number): number {
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > floor; product *= random()) {
    count += 1;
  }
  return count;
}

/** Mulberry32, by Tommy Ettinger: small, fast and good enough for arrivals. */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
