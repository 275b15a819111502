import { describe, expect, it } from 'vitest';
import { capacity, instant, seconds } from '../../shared/core/units.ts';
import type { Controller } from '../../shared/simulator/controller.ts';
import { demandOf, scoreService } from '../../shared/simulator/score.ts';
import { run } from '../../shared/simulator/simulate.ts';
import { quantileOf, type Trace } from '../../shared/simulator/trace.ts';
import { diurnal } from '../../shared/simulator/workloads/diurnal.ts';
import { spikeTrain } from '../../shared/simulator/workloads/spike-train.ts';
import { serviceWorld } from '../../shared/simulator/world.ts';
import { START } from '../support/builders.ts';
import {
  proportional,
  type Rule,
  reactive,
  referenceRun,
  stepScaling,
  targetTracking,
} from './reference-model.ts';

const DAYS = 2;
const shape = {
  seed: 11,
  start: START,
  length: seconds(DAYS * 86_400),
  step: seconds(60),
  peak: 1000,
};

/** Counts per minute, so that a value of the trace is a value of the metric. */
function trace(workload: typeof diurnal): Trace {
  return { ...workload.generate(shape).load, per: seconds(60), after: 'stay' };
}

/** A rule that sees only what the world's metrics show. */
function ruleController(rule: Rule): Controller {
  const load: number[] = [];
  const inService: number[] = [];
  return {
    evaluate(world) {
      const requests = world.newest('requests');
      const perUnit = world.newest('requests-per-unit');
      if (requests === undefined || perUnit === undefined) {
        return undefined;
      }
      load.push(requests.value);
      inService.push(Math.round(requests.value / perUnit.value));
      const { capacity: desired, pending } = world.describe();
      const asked = rule({
        minute: load.length,
        load,
        inService,
        desired,
        hasPending: pending > 0,
      });
      if (asked !== undefined) {
        world.setDesired(capacity(Math.max(1, asked)));
      }
      return undefined;
    },
  };
}

describe('a world of whole minutes equals the reference model', () => {
  const rules = { targetTracking, stepScaling, proportional, reactive };
  const cases = Object.entries(rules).flatMap(([name, rule]) =>
    [3, 10].flatMap((delayMinutes) =>
      [diurnal, spikeTrain].map((workload) => ({ name, rule, delayMinutes, workload })),
    ),
  );

  it.each(cases)(
    '$name on $workload.name with $delayMinutes minutes of start-up',
    ({ rule, delayMinutes, workload }) => {
      const load = trace(workload);
      const setting = { capacity: quantileOf(load, 0.95) / 20, target: 0.7 };
      const initial = demandOf(load.values[0] ?? 0, setting.capacity * setting.target);
      const world = serviceWorld({
        load,
        capacityPerUnit: setting.capacity,
        seed: 1,
        fleet: {
          initial: capacity(initial),
          startUp: seconds(delayMinutes * 60),
          // A minute is served with what it began with.
          scaleInDelay: seconds(60),
        },
      });

      const done = run(ruleController(rule(setting)), world, {
        every: seconds(60),
        until: instant(START + shape.length * 1000),
      });

      const expected = referenceRun([...load.values], rule(setting), { delayMinutes, initial });
      expect([...(done.columns['inService'] ?? [])]).toEqual(expected);
      const lacking = expected.filter((units, minute) => {
        return demandOf(load.values[minute] ?? 0, setting.capacity) > units;
      });
      expect(scoreService(done, setting.capacity).underTimeshare).toBeCloseTo(
        (100 * lacking.length) / expected.length,
        9,
      );
    },
  );
});
