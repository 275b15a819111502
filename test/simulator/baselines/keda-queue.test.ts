import { describe, expect, it } from 'vitest';
import { capacity, LARGEST_CAPACITY } from '../../../shared/core/units.ts';
import { kedaQueue } from '../../../shared/simulator/baselines/keda-queue.ts';
import { queueTask, type Script, scriptedWorld, steered } from './steered.ts';

const asked = (script: Script, { times, every = 60 }: { times: number; every?: number }) =>
  steered(kedaQueue.ordinary, scriptedWorld(script), { task: queueTask(), times, every });

describe('keda-queue', () => {
  it.each([
    { name: 'five messages per replica', visible: 40, inFlight: 0, expected: 8 },
    { name: 'those in flight as well', visible: 20, inFlight: 20, expected: 8 },
    { name: 'what a twentieth more leaves as it is', visible: 21, inFlight: 0, expected: 4 },
    { name: 'a unit more for a sixth more', visible: 23, inFlight: 0, expected: 5 },
  ])('keeps $name', ({ visible, inFlight, expected }) => {
    const world: Script = { units: 4, visible: [visible], inFlight: [inFlight] };

    expect(asked(world, { times: 1 })).toEqual([expected]);
  });

  it('starts one for the first message, then grows as an HPA does', () => {
    const world: Script = { units: 0, visible: [500] };

    expect(asked(world, { times: 5, every: 15 })).toEqual([5, 10, 20, 40, 80]);
  });

  it('looks every 30 s when there is nothing', () => {
    const script: Script = { units: 0, visible: [0, 1] };

    const every10s = asked(script, { times: 12, every: 10 });

    expect(every10s.findIndex((each) => each > 0)).toBe(6);
  });

  it('goes to zero, from any size, 300 s after it last saw a message', () => {
    const world: Script = { units: 6, visible: [30, 30, 0] };

    expect(asked(world, { times: 8 })).toEqual([6, 6, 6, 6, 6, 6, 0, 0]);
  });

  it('keeps the last one while there is a message, even in flight', () => {
    const world: Script = { units: 6, visible: [30, 0], inFlight: [1] };

    expect(asked(world, { times: 20 }).at(-1)).toBe(1);
  });

  it('does not go to zero where the minimum is one', () => {
    const bounds = { min: capacity(1), max: LARGEST_CAPACITY };
    const world = scriptedWorld({ units: 6, visible: [0] });

    const all = steered(kedaQueue.ordinary, world, { task: queueTask({}, bounds), times: 20 });

    expect(all.at(-1)).toBe(1);
  });

  it('may take its messages per replica from the objective', () => {
    const world = scriptedWorld({ units: 1, visible: [40] });

    const half = steered(kedaQueue.variant({ latencyShare: 0.5 }), world, {
      task: queueTask({ concurrency: 4 }),
      times: 1,
    });

    expect(half).toEqual([2]);
  });
});
