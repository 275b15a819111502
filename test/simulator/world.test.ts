import { describe, expect, it } from 'vitest';
import { seconds } from '../../shared/core/units.ts';
import type { World } from '../../shared/simulator/world.ts';
import { at, START } from '../support/builders.ts';
import { minute, perMinute, units, webWorld, workerWorld } from './worlds.ts';

const worlds: readonly { readonly name: string; readonly make: () => World }[] = [
  { name: 'a service', make: () => webWorld({ load: perMinute(10, 25, 5, 60, 3) }) },
  { name: 'a queue', make: () => workerWorld({ arrivals: perMinute(0.1, 2, 0.1, 0, 1) }) },
];

describe.each(worlds)('$name', ({ make }) => {
  it('starts with its load, and does not go back', () => {
    const world = make();
    world.advance(minute(1));

    expect(make().now()).toBe(START);
    expect(() => world.advance(START)).toThrow(RangeError);
  });

  it('comes to the same in one leap as in many steps', () => {
    const [leaping, walking] = [make(), make()];

    leaping.setDesired(units(5));
    walking.setDesired(units(5));
    leaping.advance(minute(10));
    for (let second = 7; second < 600; second += 7) {
      walking.advance(at(second));
    }
    walking.advance(minute(10));

    expect(walking.describe()).toEqual(leaping.describe());
    expect(walking.counts()).toEqual(leaping.counts());
    const sums = [walking, leaping].map((world) =>
      Object.entries(world.totals()).map(([name, sum]) => [name, Number(sum.toFixed(6))]),
    );
    expect(sums[0]).toEqual(sums[1]);
  });

  it('runs beside another without touching it', () => {
    const [one, other, alone] = [make(), make(), make()];

    for (let passed = 1; passed <= 10; passed += 1) {
      one.advance(minute(passed));
      other.setDesired(units(passed));
      other.advance(minute(passed));
    }
    alone.advance(minute(10));

    expect(one.totals()).toEqual(alone.totals());
    expect(other.totals()).not.toEqual(alone.totals());
  });

  it('gives every period of a metric once', () => {
    const world = make();
    world.advance(minute(10));

    const points = world.between('cpu', { from: START, to: minute(10) });

    expect(points.map((point) => point.at)).toEqual(
      Array.from({ length: 10 }, (_, index) => minute(index + 1)),
    );
    expect(world.newest('cpu')).toEqual(points.at(-1));
  });
});

describe('the load of a world', () => {
  it('is the same whatever the policy does to the fleet', () => {
    const arrivals = [2, 30].map((count) => {
      const world = workerWorld({
        arrivals: perMinute(0.5, 3, 0.2),
        fleet: { spotInterruptions: 9 },
      });
      world.setDesired(units(count));
      world.advance(minute(60));
      return world.totals().arrived;
    });

    expect(arrivals[0]).toBe(arrivals[1]);
  });

  it('comes again where its trace repeats', () => {
    const world = webWorld({ load: { ...perMinute(10, 20), after: 'repeat' } });

    world.advance(minute(6));

    expect(
      world.between('requests', { from: START, to: minute(6) }).map(({ value }) => value / 60),
    ).toEqual([10, 20, 10, 20, 10, 20]);
  });

  it('can be measured in shorter periods', () => {
    const world = webWorld({
      metrics: {
        period: seconds(20),
        delay: seconds(0),
        gaps: 0,
        late: 0,
        lateBy: seconds(0),
        retention: seconds(3600),
      },
    });

    world.advance(at(50));

    expect(world.newest('requests')).toEqual({ at: at(40), value: 200 });
  });
});
