import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { queueLatency } from '../../../shared/core/policies/queue-latency.ts';
import type { QueueMemory } from '../../../shared/core/queue-memory.ts';
import {
  at,
  missing,
  policyContext,
  queueReading,
  reading,
  target,
} from '../../support/builders.ts';

const spec = (written: object = {}) =>
  z.parse(queueLatency.schema, {
    type: 'queue-latency',
    source: 'jobs',
    objective: '60s',
    serviceTime: '1s',
    ...written,
  });

/** A minute ago: a queue in balance, at the given rate. */
function remembered(given: Partial<QueueMemory> = {}): QueueMemory {
  return {
    type: 'queue-latency',
    at: at(-60),
    visible: 0,
    inFlight: 0,
    rate: 0,
    usual: 0,
    peak: 0,
    calm: 0,
    waiting: [],
    reserve: 0,
    sameSince: at(-60),
    stuck: 0,
    ...given,
  };
}

interface Row {
  readonly visible?: number;
  readonly inFlight?: number;
  readonly units?: number;
  readonly warmUp?: number;
  readonly cadence?: number;
  readonly memory?: QueueMemory;
  readonly spec?: object;
}

function recommend(row: Row) {
  const { visible = 0, inFlight = 0, units = 0, warmUp = 0, cadence = 60 } = row;
  const context = policyContext({
    readings: { jobs: queueReading(visible, inFlight) },
    target: target(units),
    warmUp,
    cadence,
  });
  return queueLatency.recommend(spec(row.spec), context, row.memory);
}

describe('queue-latency', () => {
  // What is first seen has waited half a cadence; a boot of 100 s is given 115 s.
  it.each<Row & { name: string; expected: number }>([
    { name: 'an idle queue', expected: 0 },
    { name: 'one message', visible: 1, expected: 1 },
    { name: '1,000 messages in the 30 s left', visible: 1000, expected: 34 },
    { name: 'at a cadence of 10 s, in 54 s − 5 s', visible: 1000, cadence: 10, expected: 21 },
    {
      name: 'ten at once in the hands of each',
      visible: 1000,
      spec: { concurrency: 10 },
      expected: 4,
    },
    {
      name: 'with time to boot: 240 s, less 115 s',
      visible: 1000,
      warmUp: 100,
      spec: { objective: '300s' },
      expected: 8,
    },
    {
      name: 'a boot longer than the objective: late, so in half the boot',
      visible: 1000,
      warmUp: 100,
      expected: 18,
    },
    {
      name: 'service time beyond the objective: a unit for each message, no more',
      visible: 3,
      spec: { objective: '10s', serviceTime: '60s' },
      expected: 3,
    },
    { name: 'a wild count', visible: Number.MAX_VALUE, expected: 33_333_334 },
  ])('from zero: $name → $expected', ({ expected, name: _, ...row }) => {
    expect(recommend(row)).toMatchObject({ status: 'recommended', capacity: expected });
  });

  it('puts off what the next look can do as cheaply, and no longer', () => {
    const slow = { warmUp: 60, spec: { objective: '600s' } };
    const come = (age: number) => remembered({ visible: 3, waiting: [[age, 3]] });

    const early = recommend({ ...slow, visible: 3, memory: come(30) });
    const late = recommend({ ...slow, visible: 3, memory: come(420) });

    expect(early).toHaveProperty('capacity', 0);
    expect(late).toHaveProperty('capacity', 1);
  });

  it('starts no more for messages that those on their way take in time', () => {
    const memory = remembered({ visible: 100, waiting: [[30, 100]], ready: at(30) });
    const context = policyContext({
      readings: { jobs: queueReading(100, 0) },
      target: target(2, { inService: 0 }),
      warmUp: 60,
    });

    const answer = queueLatency.recommend(spec({ objective: '300s' }), context, memory);

    expect(answer).toHaveProperty('capacity', 2);
  });

  it.each([
    { name: 'as many as are in work', inFlight: 7, units: 9, expected: 7 },
    { name: 'no more than run', inFlight: 70, units: 9, expected: 9 },
    { name: 'by their hands', inFlight: 25, units: 9, concurrency: 10, expected: 3 },
    { name: 'nor one with a message to come', inFlight: 2, visible: 3, units: 9, expected: 5 },
  ])('never lets a busy worker go: $name', ({ expected, concurrency = 1, name: _, ...row }) => {
    // The look of a second ago knows of no arrivals.
    const memory = remembered({ at: at(-1), rate: 0 });

    const answer = recommend({ ...row, memory, spec: { concurrency } });

    expect(answer).toMatchObject({ status: 'recommended', capacity: expected, keeps: true });
  });

  // Two slots of load. Without the second unit the queue fills in 1 ÷ the second's share of work.
  it.each([
    { name: 'that boots longer than it would be away', warmUp: 250, expected: 2 },
    { name: 'not where it boots at once', warmUp: 1, expected: 0 },
  ])('keeps an idle unit $name', ({ warmUp, expected }) => {
    const memory = remembered({ at: at(-1), rate: 0.02 });

    const answer = recommend({ units: 2, warmUp, memory, spec: { serviceTime: '100s' } });

    expect(answer).toHaveProperty('capacity', expected);
  });

  it('holds warm units for the highest rate where none starts in time', () => {
    const memory = remembered({ at: at(-1), peak: 1, reserve: 1 });
    const cold = { warmUp: 600, spec: { objective: '60s', serviceTime: '10s' } };

    const one = recommend({ ...cold, memory });
    const two = recommend({ ...cold, memory: { ...memory, reserve: 2 } });

    // 10 slots of load and a cushion; twice that.
    expect(one).toHaveProperty('capacity', 11);
    expect(two).toHaveProperty('capacity', 21);
  });

  it('messages that nobody could finish ask for one worker, and new ones for theirs', () => {
    const memory = remembered({ visible: 40, stuck: 40, sameSince: at(-3600) });

    expect(recommend({ visible: 40, units: 5, memory })).toMatchObject({
      capacity: 1,
      because: expect.stringContaining('40 stuck messages not counted'),
    });
    expect(recommend({ visible: 340, units: 1, memory, cadence: 10 })).toMatchObject({
      because: expect.stringContaining('300 wait'),
    });
  });

  it('poison in flight does not hide what waits', () => {
    const memory = remembered({ visible: 0, inFlight: 40, stuck: 40, sameSince: at(-3600) });

    expect(recommend({ visible: 100, inFlight: 40, units: 40, memory })).toMatchObject({
      because: expect.stringContaining('100 wait'),
    });
  });

  it('takes counted arrivals for the rate, where a source gives them', () => {
    const counted = spec({ arrivals: { source: 'arrived', per: '60s' } });
    const memory = remembered({ inFlight: 10, rate: 10 });
    const readings = { jobs: queueReading(0, 10), arrived: reading(1800) };

    const answer = queueLatency.recommend(
      counted,
      policyContext({ readings, target: target(10) }),
      memory,
    );

    expect(answer).toMatchObject({ because: expect.stringContaining('30 messages/s arrive') });
    expect(queueLatency.sources(counted)).toEqual(['jobs', 'arrived']);
  });

  it('infers the rate while the counted arrivals are missing', () => {
    const counted = spec({ arrivals: { source: 'arrived' } });
    const memory = remembered({ inFlight: 10, rate: 10 });
    const readings = { jobs: queueReading(0, 10), arrived: missing() };

    const answer = queueLatency.recommend(
      counted,
      policyContext({ readings, target: target(10) }),
      memory,
    );

    expect(answer).toMatchObject({ because: expect.stringContaining('10 messages/s arrive') });
  });

  it('is blind without its queue', () => {
    const context = policyContext({ readings: { jobs: missing('access-denied') } });

    expect(queueLatency.recommend(spec(), context, undefined)).toMatchObject({
      status: 'blind',
      missing: ['jobs'],
    });
  });

  it('takes the value of a source without parts as what waits', () => {
    const context = policyContext({ readings: { jobs: reading(300) } });

    expect(queueLatency.recommend(spec(), context, undefined)).toMatchObject({ capacity: 10 });
  });

  it('names the counts at which it would ask for another capacity', () => {
    const memory = remembered({ at: at(-1), visible: 30, inFlight: 10 });

    const answer = recommend({ visible: 30, inFlight: 10, units: 20, memory });

    // 20 units take 20 × 60 messages in time; with 19 messages, one of them idles.
    expect(answer).toHaveProperty('edge', { source: 'jobs', above: 10 + 1200, below: 19 });
  });

  it.each([
    { name: 'no objective', written: { objective: '0s' } },
    { name: 'a service time of nothing', written: { serviceTime: '0s' } },
    { name: 'no hands', written: { concurrency: 0 } },
    { name: 'all of the messages', written: { percent: 100 } },
  ])('refuses $name', ({ written }) => {
    const given = {
      type: 'queue-latency',
      source: 'jobs',
      objective: '60s',
      serviceTime: '1s',
      ...written,
    };

    expect(z.safeParse(queueLatency.schema, given).success).toBe(false);
  });
});
