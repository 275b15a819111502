import { describe, expect, it } from 'vitest';
import { seconds } from '../../../shared/core/units.ts';
import { buildkite } from '../../../shared/simulator/baselines/buildkite.ts';
import { queueTask, scriptedWorld, steered } from './steered.ts';

describe('buildkite', () => {
  // Cases of buildkite/buildkite-agent-scaler:scaler/scaler_test.go, with its words: scheduled jobs
  // are visible, running ones in flight, agents per instance the concurrency.
  it.each([
    { name: 'the jobs there are', from: 2, scheduled: 10, running: 2, expected: 12 },
    { name: '4 agents each', from: 1, scheduled: 10, running: 2, agents: 4, expected: 3 },
    { name: 'not evenly', from: 1, scheduled: 10, running: 2, agents: 5, expected: 3 },
    { name: 'many agents', from: 1, scheduled: 10, running: 2, agents: 20, expected: 1 },
    { name: 'a buffer', from: 12, scheduled: 10, running: 2, set: { buffer: 10 }, expected: 22 },
    { name: 'half', from: 2, scheduled: 10, running: 2, set: { factorOut: 0.5 }, expected: 7 },
    { name: 'a tenth', from: 11, scheduled: 10, running: 2, set: { factorOut: 0.1 }, expected: 12 },
    { name: 'five times', from: 0, scheduled: 10, running: 0, set: { factorOut: 5 }, expected: 50 },
    { name: 'a tenth in', from: 10, scheduled: 0, running: 0, set: { factorIn: 0.1 }, expected: 9 },
    { name: 'to zero', from: 1, scheduled: 0, running: 0, set: { factorIn: 0.1 }, expected: 0 },
    {
      name: 'five times in, despite the jobs',
      from: 20,
      scheduled: 10,
      running: 0,
      set: { factorIn: 5 },
      expected: 0,
    },
    {
      name: 'in with a buffer',
      from: 30,
      scheduled: 10,
      running: 5,
      set: { buffer: 10 },
      expected: 25,
    },
    { name: 'no buffer without jobs', from: 3, scheduled: 0, running: 0, expected: 0 },
  ])('$name: $from become $expected', (given) => {
    const { from, scheduled, running, agents = 1, set = {}, expected } = given;
    const world = scriptedWorld({ units: from, visible: [scheduled], inFlight: [running] });

    const asked = steered(buildkite.variant(set), world, {
      task: queueTask({ concurrency: agents }),
      times: 1,
    });

    expect(asked).toEqual([expected]);
  });

  it.each([
    { set: {}, expected: [9, 0, 9, 0, 9, 0] },
    { set: { cooldownIn: seconds(180) }, expected: [9, 0, 9, 9, 9, 0] },
    { set: { cooldownOut: seconds(180) }, expected: [9, 0, 0, 0, 9, 0] },
  ])('waits for the cooldown of its own direction: $set', ({ set, expected }) => {
    const world = scriptedWorld({ units: 0, visible: [9, 0, 9, 0, 9, 0] });

    expect(steered(buildkite.variant(set), world, { task: queueTask(), times: 6 })).toEqual(
      expected,
    );
  });
});
