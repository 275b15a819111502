import { describe, expect, it } from 'vitest';
import { instant, seconds } from '../../../../shared/core/units.ts';
import {
  newestLoad,
  newestOf,
  periodOf,
  usage,
} from '../../../../shared/simulator/baselines/mechanisms/periods.ts';
import { PROMPT_SENSOR } from '../../../../shared/simulator/sensor.ts';
import { START } from '../../../support/builders.ts';
import { minute, perMinute, units, webWorld } from '../../worlds.ts';
import { scriptedWorld, task } from '../steered.ts';

describe('a period', () => {
  it.each([
    { ago: 0, expected: 1800 },
    { ago: 1, expected: 1200 },
    { ago: 2, expected: 600 },
    { ago: 3, expected: undefined },
  ])('$ago ago has $expected requests', ({ ago, expected }) => {
    const world = webWorld({ load: perMinute(10, 20, 30, 40) });
    world.advance(minute(3));

    const point = periodOf(world, 'requests', { period: seconds(60), ago });

    expect(point?.value).toBe(expected);
  });

  it('that is not over has no value, and one that comes late none yet', () => {
    const prompt = webWorld({ load: perMinute(10) });
    const late = webWorld({
      load: perMinute(10),
      metrics: { ...PROMPT_SENSOR, delay: seconds(60) },
    });
    prompt.advance(instant(minute(3) + 25_000));
    late.advance(minute(3));

    const read = (world: typeof prompt) =>
      newestOf(9, (ago) => periodOf(world, 'requests', { period: seconds(60), ago })?.at);

    expect(read(prompt)).toEqual([minute(3), minute(2), minute(1)]);
    expect(read(late)).toEqual([minute(2), minute(1)]);
  });

  it('is the mean of the finer periods in it', () => {
    const world = webWorld({
      load: { ...perMinute(10, 20, 30, 40, 50, 60), step: seconds(20) },
      metrics: { ...PROMPT_SENSOR, period: seconds(20) },
    });
    world.advance(minute(2));

    const [newest, before] = [0, 1].map((ago) =>
      periodOf(world, 'requests', { period: seconds(60), ago }),
    );

    expect(newest).toEqual({ at: minute(2), value: 50 * 20 });
    expect(before).toEqual({ at: minute(1), value: 20 * 20 });
  });

  it('is never finer than the metric', () => {
    const world = webWorld({ load: perMinute(10, 20) });
    world.advance(minute(2));

    expect(periodOf(world, 'requests', { period: seconds(20), ago: 1 })?.value).toBe(600);
  });
});

describe('usage', () => {
  it.each([
    { load: 15, expected: { perUnit: 0.75, total: 1.5 } },
    { load: 80, expected: { perUnit: 4, total: 8 } },
    { load: 0, expected: { perUnit: 0, total: 0 } },
  ])('of two units of 10 under $load per second is $expected', ({ load, expected }) => {
    const world = webWorld({ load: perMinute(load) });
    world.advance(minute(1));

    const series = usage(task(), seconds(60));

    expect(series.perUnit(world, 0)).toBeCloseTo(expected.perUnit, 12);
    expect(series.total(world, 0)).toBeCloseTo(expected.total, 12);
  });

  it('is undefined without units, when the load is known all the same', () => {
    const world = webWorld({ load: perMinute(30), fleet: { initial: units(0) } });
    world.advance(minute(1));

    const series = usage(task(), seconds(60));

    expect(series.perUnit(world, 0)).toBeUndefined();
    expect(series.total(world, 0)).toBeUndefined();
    expect(newestLoad(task(), world)).toBeCloseTo(3, 12);
  });
});

describe('the newest load', () => {
  it.each([
    { name: 'the newest', requests: [600, 1200], expected: 2 },
    { name: 'one of two minutes ago', requests: [600, undefined, undefined], expected: 1 },
    {
      name: 'nothing older',
      requests: [600, undefined, undefined, undefined],
      expected: undefined,
    },
  ])('is $name', ({ requests, expected }) => {
    const world = scriptedWorld({ units: 1, metrics: { requests } });
    world.advance(instant(START + requests.length * 60_000));

    expect(newestLoad(task(), world)).toBe(expected);
  });
});
