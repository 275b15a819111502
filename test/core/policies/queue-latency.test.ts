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
  // What is first seen has waited half a cadence: 60 s less 30 s are left to drain it.
  it.each<Row & { name: string; expected: number }>([
    { name: 'an idle queue', expected: 0 },
    { name: 'one message', visible: 1, expected: 1 },
    { name: '1,000 messages in the 30 s left', visible: 1000, expected: 34 },
    { name: 'at a cadence of 10 s, in 55 s', visible: 1000, cadence: 10, expected: 19 },
    {
      name: 'ten at once in the hands of each',
      visible: 1000,
      spec: { concurrency: 10 },
      expected: 4,
    },
    {
      name: 'with time to boot: 270 s, less 120 s',
      visible: 1000,
      warmUp: 120,
      spec: { objective: '300s' },
      expected: 7,
    },
    {
      name: 'a boot longer than the objective: late, so in half the boot',
      visible: 1000,
      warmUp: 100,
      expected: 20,
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

  // Little's law: 10 messages/s × 1 s = 10 in work.
  it.each<Row & { name: string; pace: number }>([
    { name: 'an objective of many service times needs next to no cushion', pace: 10.08 },
    {
      name: 'an objective of one service time',
      spec: { objective: '1s' },
      pace: 10 + 3.13,
    },
    {
      name: 'an objective of nearly nothing: square-root staffing',
      spec: { objective: '10ms' },
      pace: 10 + 2.36 * Math.sqrt(10),
    },
    { name: 'two at once', spec: { concurrency: 2 }, pace: 5.04 },
  ])('keeps pace with 10 messages/s: $name → $pace', ({ pace, name: _, ...row }) => {
    const memory = remembered({ inFlight: 10, rate: 10 });

    const answer = recommend({ inFlight: 10, units: 10, memory, ...row });

    expect(answer).toHaveProperty('exact', expect.closeTo(pace, 1));
  });

  it('what waits adds to keeping pace, while what is in service works on', () => {
    const memory = remembered({ inFlight: 10, visible: 0, rate: 10 });

    const answer = recommend({ visible: 300, inFlight: 10, units: 20, memory, cadence: 60 });

    // 300 came in a minute, some 6 messages/s over the rate: due 30 s on, 10 slots drain them.
    expect(answer).toHaveProperty('exact', expect.closeTo(12 + 10, 0));
  });

  it.each([
    { name: 'as many as are in work', inFlight: 7, units: 9, expected: 7 },
    { name: 'no more than run', inFlight: 70, units: 9, expected: 9 },
    { name: 'by their hands', inFlight: 25, units: 9, concurrency: 10, expected: 3 },
  ])('never lets a busy worker go: $name', ({ inFlight, units, concurrency = 1, expected }) => {
    // The look of a second ago knows of no arrivals.
    const memory = remembered({ at: at(-1), rate: 0 });

    const answer = recommend({ inFlight, units, memory, spec: { concurrency } });

    expect(answer).toMatchObject({ status: 'recommended', capacity: expected });
  });

  it('does not scale in below the running fleet while that only just drains what waits', () => {
    // Without boot 5 + 5.1 slots are needed; alone, the ten in service would be done by then.
    const memory = remembered({ visible: 153, inFlight: 5, rate: 5, due: at(30) });

    const answer = recommend({ visible: 153, inFlight: 5, units: 10, warmUp: 120, memory });

    expect(answer).toHaveProperty('exact', expect.closeTo(10, 0));
  });

  it('drains a burst at a steady pace: its due time does not move as it shrinks', () => {
    const first = recommend({ visible: 1000, cadence: 10 });
    const memory = first.remember;
    const half = queueLatency.recommend(
      spec(),
      policyContext({
        readings: { jobs: queueReading(500, 18) },
        target: target(18),
        cadence: 10,
        now: at(27.5),
      }),
      memory === undefined ? undefined : z.parse(queueLatency.memory ?? z.never(), memory),
    );

    expect(first).toMatchObject({ exact: expect.closeTo(1000 / 55, 6) });
    expect(half.remember).toMatchObject({ due: at(55) });
    expect(half).toMatchObject({ because: expect.stringContaining('within 30s') });
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
    const memory = remembered({ at: at(-1), visible: 30, inFlight: 10, rate: 10, due: at(60) });

    const answer = recommend({ visible: 30, inFlight: 10, units: 20, memory });
    const edge = answer.status === 'recommended' ? answer.edge : undefined;
    const above = recommend({
      visible: Math.ceil((edge?.above ?? 0) - 10) + 1,
      inFlight: 10,
      units: 20,
      memory,
    });

    expect(edge?.above).toBeGreaterThan(edge?.below ?? Number.NaN);
    expect(above).toHaveProperty('exact', expect.closeTo(20, 0));
  });

  it.each([
    { name: 'no objective', written: { objective: '0s' } },
    { name: 'a service time of nothing', written: { serviceTime: '0s' } },
    { name: 'no hands', written: { concurrency: 0 } },
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
