import { describe, expect, it } from 'vitest';
import { capacity, LARGEST_CAPACITY, seconds } from '../../../shared/core/units.ts';
import { awsTargetTracking } from '../../../shared/simulator/baselines/aws-target-tracking.ts';
import { PROMPT_SENSOR } from '../../../shared/simulator/sensor.ts';
import { perMinute, units, webWorld } from '../worlds.ts';
import { steered, task } from './steered.ts';

/** Ten units at 70 % in the first minute, and then this load per second. */
const worldUnder = (load: readonly number[], startUp = 120) =>
  webWorld({
    load: perMinute(70, ...load),
    fleet: { initial: units(10), startUp: seconds(startUp) },
  });

describe('aws-target-tracking', () => {
  it('goes out after three minutes over the target, once for what then starts', () => {
    const asked = steered(awsTargetTracking.ordinary, worldUnder([90]), { times: 9 });

    expect(asked).toEqual([10, 10, 10, 10, 13, 13, 13, 13, 13]);
  });

  it('starts to count anew after a minute at the target', () => {
    const world = worldUnder([90, 90, 70, 90, 90, 90]);

    const asked = steered(awsTargetTracking.ordinary, world, { times: 8 });

    expect(asked).toEqual([10, 10, 10, 10, 10, 10, 10, 13]);
  });

  it.each([
    { name: 'gradually', mostIn: 10, expected: [10, 9, 8, 7, 6, 6] },
    { name: 'at once', mostIn: 100, expected: [10, 6, 6, 6, 6, 6] },
  ])('goes in after fifteen minutes under 0.9 of the target, $name', ({ mostIn, expected }) => {
    const world = worldUnder([40]);

    const asked = steered(awsTargetTracking.variant({ mostIn }), world, { times: 21 });

    expect(asked.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => 10));
    expect(asked.slice(15)).toEqual(expected);
  });

  it.each([
    { name: 'between the low alarm and the target', unit: 10, load: 64 },
    { name: 'where one unit fewer would pass the target', unit: 2, load: 12 },
    { name: 'at the minimum', unit: 1, load: 0 },
  ])('holds $name', ({ unit, load }) => {
    const world = webWorld({ load: perMinute(load), fleet: { initial: units(unit) } });

    const asked = steered(awsTargetTracking.ordinary, world, { times: 40 });

    expect(new Set(asked)).toEqual(new Set([unit]));
  });

  it('never goes in while units start', () => {
    const world = worldUnder([90, 90, 90, 10], 30 * 60);

    const asked = steered(awsTargetTracking.ordinary, world, { times: 36 });

    expect(asked.slice(4, 34)).toEqual(Array.from({ length: 30 }, () => 13));
    expect(asked[34]).toBe(12);
  });

  it('does nothing without data', () => {
    const world = webWorld({
      load: perMinute(900),
      metrics: { ...PROMPT_SENSOR, gaps: 1 },
    });

    expect(steered(awsTargetTracking.ordinary, world, { times: 20 }).at(-1)).toBe(2);
  });

  it('never leaves zero: without units there is no metric', () => {
    const world = webWorld({ load: perMinute(90), fleet: { initial: units(0) } });
    const bounds = { min: capacity(0), max: LARGEST_CAPACITY };

    const asked = steered(awsTargetTracking.ordinary, world, {
      task: task({ bounds }),
      times: 30,
    });

    expect(new Set(asked)).toEqual(new Set([0]));
  });

  it('looks once a minute, however often it is asked', () => {
    const world = worldUnder([40]);

    const asked = steered(awsTargetTracking.ordinary, world, { times: 6 * 19, every: 10 });

    expect(asked.filter((_, index) => index % 6 === 0).slice(-4)).toEqual([10, 9, 8, 7]);
    expect(asked.filter((each, index) => index > 0 && each !== asked[index - 1])).toHaveLength(3);
  });
});
