import { describe, expect, it } from 'vitest';
import { reactive } from '../../../shared/simulator/baselines/reactive.ts';
import { perMinute, webWorld } from '../worlds.ts';
import { queueTask, scriptedWorld, steered } from './steered.ts';

describe('reactive', () => {
  it('follows the last minute out, and goes in when it is ten minutes old', () => {
    const world = webWorld({ load: perMinute(14, 70, 35) });

    const asked = steered(reactive.ordinary, world, { times: 14 });

    expect(asked).toEqual([2, 2, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 5, 5]);
  });

  it('counts arrivals of a queue, and keeps one for what it cannot see', () => {
    const metrics = { arrivals: [42, ...Array.from({ length: 10 }, () => 0)] };
    const world = scriptedWorld({ units: 0, metrics });

    const asked = steered(reactive.ordinary, world, { task: queueTask(), times: 13 });

    expect(asked.slice(0, 3)).toEqual([0, 10, 10]);
    expect(asked.at(-1)).toBe(1);
  });
});
