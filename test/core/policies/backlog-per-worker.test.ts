import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { backlogPerWorker } from '../../../shared/core/policies/backlog-per-worker.ts';
import {
  found,
  missing,
  policyContext,
  queueReading,
  reading,
  target,
} from '../../support/builders.ts';

const spec = (written: object = {}) =>
  z.parse(backlogPerWorker.schema, {
    type: 'backlog-per-worker',
    source: 'jobs',
    acceptableLatency: '10s',
    serviceTime: '100ms',
    ...written,
  });

describe('backlog-per-worker', () => {
  // EC2 Auto Scaling user guide, "Scaling policy based on Amazon SQS": 1,500 messages, 10 units,
  // 0.1 s each, 10 s acceptable: 150 per instance for a target of 100, so 15 instances.
  it("follows AWS's example: 1,500 messages for 10 instances make 15", () => {
    const context = policyContext({ readings: { jobs: queueReading(1500) }, target: target(10) });

    expect(backlogPerWorker.recommend(spec(), context, undefined)).toMatchObject({
      status: 'recommended',
      capacity: 15,
      exact: 15,
    });
  });

  it.each([
    { name: 'an empty queue', visible: 0, inFlight: 0, running: 3, expected: 0 },
    { name: 'one message at zero units', visible: 1, inFlight: 0, running: 0, expected: 1 },
    { name: 'a backlog at zero units', visible: 950, inFlight: 0, running: 0, expected: 10 },
    { name: 'busy workers and nothing waiting', visible: 0, inFlight: 7, running: 9, expected: 7 },
    {
      name: 'in flight asks for no more than runs',
      visible: 0,
      inFlight: 70,
      running: 9,
      expected: 9,
    },
    {
      name: 'in flight is not added to waiting',
      visible: 500,
      inFlight: 3,
      running: 9,
      expected: 5,
    },
    { name: 'a wild count', visible: 1e300, inFlight: 0, running: 9, expected: 1e9 },
  ])('$name: $expected units', ({ visible, inFlight, running, expected }) => {
    const context = policyContext({
      readings: { jobs: queueReading(visible, inFlight) },
      target: target(running),
    });

    expect(backlogPerWorker.recommend(spec(), context, undefined)).toMatchObject({
      capacity: expected,
    });
  });

  it('a worker with several messages in hand may have as many times more waiting', () => {
    const context = policyContext({
      readings: { jobs: queueReading(1500, 12) },
      target: target(10),
    });

    expect(backlogPerWorker.recommend(spec({ concurrency: 4 }), context, undefined)).toMatchObject({
      capacity: 4,
      exact: 3.75,
    });
  });

  it('takes the value of a source without parts as the backlog', () => {
    const context = policyContext({ readings: { jobs: reading(250) } });

    expect(backlogPerWorker.recommend(spec(), context, undefined)).toMatchObject({ capacity: 3 });
  });

  it('names the readings, with those in flight, at which it would ask for another capacity', () => {
    const context = policyContext({
      readings: { jobs: queueReading(850, 5) },
      target: target(10),
    });

    expect(backlogPerWorker.recommend(spec(), context, undefined)).toMatchObject({
      edge: { source: 'jobs', above: 1005, below: 905 },
    });
  });

  it('is blind without its reading', () => {
    const context = policyContext({ readings: { jobs: missing() } });

    expect(backlogPerWorker.recommend(spec(), context, undefined)).toMatchObject({
      status: 'blind',
      missing: ['jobs'],
    });
  });

  it('lint finds an objective shorter than one message', () => {
    expect(found(backlogPerWorker.lint, spec({ serviceTime: '20s' }))).toEqual([
      'unreachable-objective: acceptableLatency of 10s is shorter than serviceTime of 20s: ' +
        'no capacity can meet it',
    ]);
    expect(found(backlogPerWorker.lint, spec())).toEqual([]);
  });
});
