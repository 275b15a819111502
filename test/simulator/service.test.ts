import { describe, expect, it } from 'vitest';
import { seconds } from '../../shared/core/units.ts';
import { minute, perMinute, units, webWorld } from './worlds.ts';

describe('a service', () => {
  it.each([
    { load: 0, cpu: 0, perUnit: 0 },
    { load: 10, cpu: 50, perUnit: 300 },
    { load: 20, cpu: 100, perUnit: 600 },
    { load: 80, cpu: 100, perUnit: 2400 },
  ])('at $load requests per second: CPU ends at 100, requests do not', ({ load, cpu, perUnit }) => {
    const world = webWorld({ load: perMinute(load) });

    world.advance(minute(1));

    expect(world.newest('cpu')?.value).toBe(cpu);
    expect(world.newest('requests-per-unit')?.value).toBe(perUnit);
    expect(world.newest('requests')?.value).toBe(load * 60);
  });

  it.each([
    { load: 2, latency: 0.1 / 0.9 },
    { load: 10, latency: 0.2 },
    { load: 19, latency: 2 },
    { load: 20, latency: 5 },
    { load: 40, latency: 5 },
  ])('answers later near saturation: $latency s at $load per second', ({ load, latency }) => {
    const world = webWorld({
      load: perMinute(load),
      baseLatency: seconds(0.1),
      longestLatency: seconds(5),
    });

    world.advance(minute(1));

    expect(world.newest('latency')?.value).toBeCloseTo(latency, 9);
  });

  it('has no readings of units when none is in service, and counts requests all the same', () => {
    const world = webWorld({ fleet: { initial: units(0) } });

    world.advance(minute(1));

    expect(world.newest('cpu')).toBeUndefined();
    expect(world.newest('requests-per-unit')).toBeUndefined();
    expect(world.newest('requests')?.value).toBe(600);
    expect(world.totals()).toMatchObject({ unserved: 600, violationSeconds: 60 });
  });

  it('has no response time without requests', () => {
    const world = webWorld({ load: perMinute(0) });

    world.advance(minute(1));

    expect(world.newest('latency')).toBeUndefined();
  });

  it('counts time and requests beyond the capacity in service', () => {
    const world = webWorld({ load: perMinute(10, 30, 20, 20.5) });

    world.advance(minute(4));

    expect(world.totals()).toMatchObject({
      offered: 80.5 * 60,
      unserved: 600 + 30,
      violationSeconds: 120,
    });
  });

  it('reports each interval once: means over it, sums within it', () => {
    const world = webWorld({ load: perMinute(10, 40) });
    world.setDesired(units(4));

    world.advance(minute(1));
    const first = world.takeInterval();
    world.advance(minute(3));
    const second = world.takeInterval();

    expect(first).toEqual({ load: 10, inService: 2, violationSeconds: 0, unserved: 0 });
    expect(second).toEqual({ load: 40, inService: 3, violationSeconds: 60, unserved: 1200 });
  });

  it('gives exactly the load of the trace back where it does not change', () => {
    const world = webWorld({ load: { ...perMinute(0.1, 1 / 3), per: seconds(60) } });

    world.advance(minute(1));
    const { load } = world.takeInterval();
    world.advance(minute(2));

    expect(load).toBe(0.1);
    expect(world.newest('requests')?.value).toBe(1 / 3);
  });
});
