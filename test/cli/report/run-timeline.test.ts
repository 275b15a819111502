import { describe, expect, it } from 'vitest';
import { queueTimeline, serviceTimeline } from '../../../cli/report/run-timeline.ts';
import { seconds } from '../../../shared/core/units.ts';
import type { Controller } from '../../../shared/simulator/controller.ts';
import { run } from '../../../shared/simulator/simulate.ts';
import { minute, perMinute, units, webWorld, workerWorld } from '../../simulator/worlds.ts';

const UNMOVED: Controller = { evaluate: () => undefined };

describe('serviceTimeline', () => {
  it('needs the units that serve the load, and is violated where fewer are in service', () => {
    const world = webWorld({ load: perMinute(20, 30, 35, 10, 50) });

    const timeline = serviceTimeline(
      run(UNMOVED, world, { until: minute(5), every: seconds(60) }),
      {
        capacityPerUnit: 10,
        loadUnit: 'requests per second',
      },
    );

    expect(Array.from(timeline.needed)).toEqual([2, 3, 4, 1, 5]);
    expect(Array.from(timeline.inService)).toEqual([2, 2, 2, 2, 2]);
    expect(timeline.violations).toEqual([
      { from: minute(1), to: minute(3) },
      { from: minute(4), to: minute(5) },
    ]);
    expect(timeline.scoredFrom).toBeUndefined();
  });

  it('counts no violation while warming up', () => {
    const world = webWorld({ load: perMinute(30, 30, 30) });
    const options = { until: minute(3), scoreFrom: minute(2), every: seconds(60) };

    const timeline = serviceTimeline(run(UNMOVED, world, options), {
      capacityPerUnit: 10,
      loadUnit: 'requests per second',
    });

    expect(timeline.scoredFrom).toBe(minute(2));
    expect(timeline.violations).toEqual([{ from: minute(2), to: minute(3) }]);
  });
});

describe('queueTimeline', () => {
  it('is violated while the oldest message has waited longer than the objective', () => {
    const world = workerWorld({
      arrivals: perMinute(1),
      arrivalPattern: 'even',
      fleet: { initial: units(0) },
    });

    const timeline = queueTimeline(run(UNMOVED, world, { until: minute(4), every: seconds(60) }), {
      objective: seconds(100),
    });

    const isLate = Array.from(timeline.ageOfOldest, (age) => age > 100);
    expect(isLate).toEqual([false, true, true, true]);
    expect(timeline.violations).toEqual([{ from: minute(1), to: minute(4) }]);
  });
});
