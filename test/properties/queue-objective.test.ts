/** Promise 2 for queues: 99 % of messages inside the objective, and not at any price. */
import { describe, expect, it } from 'vitest';
import { FREE_LIMITS, plan } from '../support/builders.ts';
import { liveThrough, type QueueWorld, shareLongerThan } from '../support/queue-world.ts';

interface Case {
  readonly name: string;
  readonly serviceTime: number;
  readonly objective: number;
  readonly cadence: number;
  readonly boot: number;
  readonly concurrency?: number;
  readonly arrivals: QueueWorld['arrivals'];
  readonly burst?: QueueWorld['burst'] | undefined;
  readonly units: number;
  readonly until: number;
  readonly measureFrom?: number | undefined;
  /** Most unit-seconds per unit-second of work. */
  readonly cost: number;
  readonly peak: number;
}

const steady = (rate: number) => () => rate;
const none = steady(0);

function worldOf(given: Case, limits: object): QueueWorld {
  const { serviceTime, objective, cadence, boot, concurrency = 1, ...rest } = given;
  return {
    ...rest,
    serviceTime,
    concurrency,
    plan: plan({
      min: 0,
      max: 1000,
      warmUp: boot,
      evaluateEvery: cadence,
      policies: [
        {
          type: 'queue-latency',
          source: 'jobs',
          objective: `${objective}s`,
          serviceTime: `${serviceTime}s`,
          concurrency,
        },
      ],
      limits,
    }),
  };
}

/** Without rates and cooldowns, which a plan adds for its own reasons. */
const STABILIZED = { ...FREE_LIMITS, tolerance: 10, 'scale-in': { cooldown: '0s', rate: [] } };

// The costs are what these seeds give and a tenth: a change that buys its objective with capacity
// shows itself here.
const CASES: readonly Case[] = [
  {
    name: 'a steady stream of short messages',
    serviceTime: 1,
    objective: 60,
    cadence: 60,
    boot: 60,
    arrivals: steady(50),
    units: 50,
    until: 5400,
    measureFrom: 1800,
    cost: 1.2,
    peak: 150,
  },
  {
    name: 'a steady stream at a cadence of ten seconds',
    serviceTime: 1,
    objective: 60,
    cadence: 10,
    boot: 30,
    arrivals: steady(3),
    units: 3,
    until: 7200,
    measureFrom: 1800,
    cost: 1.65,
    peak: 7,
  },
  {
    name: 'an objective of many service times and a long boot',
    serviceTime: 5,
    objective: 300,
    cadence: 60,
    boot: 120,
    arrivals: steady(6),
    units: 30,
    until: 12_000,
    measureFrom: 3600,
    cost: 1.2,
    peak: 55,
  },
  {
    name: 'service time twice the objective',
    serviceTime: 60,
    objective: 30,
    cadence: 60,
    boot: 60,
    arrivals: steady(1 / 3),
    units: 20,
    until: 20_000,
    // Its head-room is learned by then.
    measureFrom: 7200,
    cost: 1.7,
    peak: 75,
  },
  {
    name: 'service time ten times the objective',
    serviceTime: 600,
    objective: 60,
    cadence: 60,
    boot: 60,
    arrivals: steady(1 / 60),
    units: 10,
    until: 60_000,
    measureFrom: 6000,
    cost: 1.85,
    peak: 36,
  },
  {
    name: 'ten messages in the hands of each worker',
    serviceTime: 5,
    objective: 30,
    cadence: 60,
    boot: 60,
    concurrency: 10,
    arrivals: steady(16),
    units: 8,
    until: 9000,
    measureFrom: 1800,
    cost: 1.25,
    peak: 28,
  },
  {
    name: 'ten times the load from one moment to the next',
    serviceTime: 2,
    objective: 120,
    cadence: 10,
    boot: 60,
    arrivals: (second) => (second < 1800 ? 2.5 : 25),
    units: 5,
    until: 5400,
    measureFrom: 900,
    cost: 1.35,
    peak: 110,
  },
  {
    name: 'a load that starts at an idle queue and zero units',
    serviceTime: 2,
    objective: 120,
    cadence: 60,
    boot: 60,
    arrivals: (second) => (second < 1800 ? 0 : 25),
    units: 0,
    until: 5400,
    cost: 1.3,
    peak: 150,
  },
  {
    name: 'a thousand messages at an idle queue',
    serviceTime: 1,
    objective: 300,
    cadence: 60,
    boot: 60,
    arrivals: none,
    burst: { second: 605, messages: 1000 },
    units: 0,
    until: 3000,
    cost: 6,
    peak: 8,
  },
  {
    name: 'a batch of ten thousand with half an hour',
    serviceTime: 2,
    objective: 1800,
    cadence: 60,
    boot: 60,
    arrivals: none,
    burst: { second: 605, messages: 10_000 },
    units: 0,
    until: 5000,
    cost: 1.6,
    peak: 19,
  },
];

describe('queue-latency', () => {
  it.each(CASES)('99 % wait no longer than the objective: $name', (given) => {
    const result = liveThrough(worldOf(given, STABILIZED));

    expect(shareLongerThan(result, given.objective)).toBeLessThanOrEqual(0.01);
    expect(result.cost).toBeLessThanOrEqual(given.cost);
    expect(result.peak).toBeLessThanOrEqual(given.peak);
  });

  it('a hundred long jobs at an idle queue start about a hundred units, not a lasting rate', () => {
    const given: Case = {
      name: 'long jobs',
      serviceTime: 600,
      objective: 60,
      cadence: 60,
      boot: 60,
      arrivals: none,
      burst: { second: 605, messages: 100 },
      units: 0,
      until: 4000,
      cost: 2,
      peak: 125,
    };

    const result = liveThrough(worldOf(given, STABILIZED));

    expect(result.peak).toBeGreaterThanOrEqual(100);
    expect(result.peak).toBeLessThanOrEqual(given.peak);
  });

  it('capped by its maximum it stays there until all is drained, and asks no more after it', () => {
    const given: Case = {
      name: 'capped',
      serviceTime: 1,
      objective: 60,
      cadence: 60,
      boot: 60,
      arrivals: steady(10),
      burst: { second: 1800, messages: 2000 },
      units: 10,
      until: 7200,
      cost: 2,
      peak: 20,
    };
    const world = worldOf(given, STABILIZED);
    const capped = {
      ...world,
      plan: { ...world.plan, capacity: plan({ min: 0, max: 20 }).capacity },
    };

    const { peak, units } = liveThrough(capped);

    expect(peak).toBe(20);
    // A part of what its misses taught stays for a while.
    expect(Math.max(...units.slice(-30))).toBeLessThan(20);
  });

  it.each([10, 60])('at a cadence of %i s the inferred rate is that of the arrivals', (cadence) => {
    const given: Case = {
      name: 'steady',
      serviceTime: 2,
      objective: 60,
      cadence,
      boot: 30,
      arrivals: steady(5),
      units: 12,
      until: 20_000,
      cost: 2,
      peak: 50,
    };

    const { rates } = liveThrough(worldOf(given, STABILIZED));
    const settled = rates.slice(Math.ceil(1200 / cadence));
    const mean = settled.reduce((sum, rate) => sum + rate, 0) / settled.length;

    expect(mean).toBeGreaterThan(4.75);
    expect(mean).toBeLessThan(5.25);
    expect(settled.filter((rate) => rate > 6.5 || rate < 3.5).length).toBeLessThan(
      settled.length / 20,
    );
  });
});
