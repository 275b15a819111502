import { describe, expect, it } from 'vitest';
import { later, seconds } from '../../../shared/core/units.ts';
import { oracle } from '../../../shared/simulator/baselines/oracle.ts';
import { scoreService } from '../../../shared/simulator/score.ts';
import { run } from '../../../shared/simulator/simulate.ts';
import { START } from '../../support/builders.ts';
import { perMinute, webWorld } from '../worlds.ts';
import { task } from './steered.ts';

const LOAD = perMinute(15, 31, 99, 0, 20, 60, 61, 5, 5, 80);

function scored(startUpMinutes: number) {
  const startUp = seconds(startUpMinutes * 60);
  const world = webWorld({ load: LOAD, fleet: { startUp } });
  const controller = oracle.ordinary.controller(task({ load: LOAD, startUp }));
  const every = seconds(60);
  return scoreService(run(controller, world, { every, until: later(START, seconds(600)) }), 10);
}

describe('oracle', () => {
  it('has exactly what the load needs where units start at once', () => {
    expect(scored(0)).toMatchObject({ costRatio: 1, underTimeshare: 0, overTimeshare: 0 });
  });

  it('is never short where they take time, but for the first minutes', () => {
    // Two units are there; the third and fourth of the second minute cannot be any more.
    const { longestViolationMinutes, unserved, costRatio } = scored(1);

    expect({ longestViolationMinutes, unserved }).toEqual({
      longestViolationMinutes: 0,
      unserved: 0,
    });
    expect(costRatio).toBeGreaterThan(1);
  });
});
