import { describe, expect, it } from 'vitest';
import { capacity, LARGEST_CAPACITY, seconds } from '../../../shared/core/units.ts';
import { hpa } from '../../../shared/simulator/baselines/hpa.ts';
import { PROMPT_SENSOR } from '../../../shared/simulator/sensor.ts';
import { perMinute, units, webWorld } from '../worlds.ts';
import { steered, task } from './steered.ts';

const worldUnder = (
  load: readonly number[],
  { initial = 10, startUp = 120 }: { initial?: number; startUp?: number } = {},
) =>
  webWorld({
    load: perMinute(...load),
    fleet: { initial: units(initial), startUp: seconds(startUp) },
  });

describe('hpa', () => {
  it.each([
    { name: 'holds within a tenth over the target', load: 76, expected: 10 },
    { name: 'goes out beyond', load: 78, expected: 12 },
    { name: 'holds within a tenth under the target', load: 64, expected: 10 },
  ])('$name', ({ load, expected }) => {
    expect(steered(hpa.ordinary, worldUnder([load]), { times: 2 })).toEqual([10, expected]);
  });

  it('goes in by the highest recommendation of five minutes', () => {
    const asked = steered(hpa.ordinary, worldUnder([70, 50, 50, 50, 50, 50, 30]), { times: 14 });

    expect(asked).toEqual([10, 10, 10, 10, 10, 10, 8, 8, 8, 8, 8, 5, 5, 5]);
  });

  it.each([
    { every: 15, expected: [1, 1, 1, 1, 5, 10, 20, 40, 80, 100] },
    { every: 60, expected: [1, 5, 80, 100, 100, 100, 100, 100, 100, 100] },
  ])('grows no faster than its behaviour allows, asked every $every s', ({ every, expected }) => {
    const world = worldUnder([700], { initial: 1, startUp: 3600 });

    expect(steered(hpa.ordinary, world, { times: 10, every })).toEqual(expected);
  });

  // Ten ready pods at 1.2 of the target with six that start: 12 are needed, 16 were asked for.
  it.each([
    { metric: 'resource', expected: 16, because: 'counts pods that start, as idle' },
    { metric: 'object', expected: 12, because: 'sees only ready pods, and takes some back' },
  ] as const)('on a metric of kind $metric it $because', ({ metric, expected }) => {
    const world = worldUnder([112, 84], { startUp: 3600 });

    const asked = steered(hpa.variant({ metric }), world, { times: 12 });

    expect(asked.slice(1, 6)).toEqual([16, 16, 16, 16, 16]);
    expect(asked.at(-1)).toBe(expected);
  });

  it('does nothing without a metric', () => {
    const world = webWorld({ load: perMinute(900), metrics: { ...PROMPT_SENSOR, gaps: 1 } });

    expect(steered(hpa.ordinary, world, { times: 10 }).at(-1)).toBe(2);
  });

  it('is off at zero', () => {
    const bounds = { min: capacity(0), max: LARGEST_CAPACITY };

    const asked = steered(hpa.ordinary, worldUnder([90], { initial: 0 }), {
      task: task({ bounds }),
      times: 10,
    });

    expect(asked.at(-1)).toBe(0);
  });
});
