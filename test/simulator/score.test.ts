import { describe, expect, it } from 'vitest';
import { seconds } from '../../shared/core/units.ts';
import {
  autoScalingDeviation,
  demandOf,
  elasticSpeedUp,
  type ServiceScore,
  scoreQueue,
  scoreService,
} from '../../shared/simulator/score.ts';
import { run } from '../../shared/simulator/simulate.ts';
import { minute, perMinute, units, webWorld, workerWorld } from './worlds.ts';

/** A run of a service with capacity 10 per unit: loads and units in service, row by row. */
function runOf(load: readonly number[], inService: readonly number[], scoredFrom = 0) {
  const done = run({ evaluate: () => undefined }, webWorld(), {
    every: seconds(60),
    until: minute(1),
  });
  const columns = { load: Float64Array.from(load), inService: Float64Array.from(inService) };
  return { ...done, columns, scoredFrom, rows: load.length };
}

describe('scoreService', () => {
  // Demand: 1, 2, 4, 4, 2, 1.
  const load = [10, 20, 40, 35, 20, 0];
  const supply = [2, 2, 2, 4, 4, 1];

  it('measures what is lacking and what is too much, in size and in time', () => {
    const score = scoreService(runOf(load, supply), 10);

    expect(score.underAccuracy).toBeCloseTo((100 * 0.5) / 6, 9);
    expect(score.overAccuracy).toBeCloseTo((100 * (1 + 1)) / 6, 9);
    expect(score.underTimeshare).toBeCloseTo(100 / 6, 9);
    expect(score.overTimeshare).toBeCloseTo(200 / 6, 9);
    expect(score.unserved).toBeCloseTo((100 * 20) / 125, 9);
    expect(score.longestViolationMinutes).toBe(1);
  });

  it('measures nervousness: moves, reversals, and moves that demand did not make', () => {
    const score = scoreService(runOf(load, supply), 10);

    // Demand: + + 0 − −; supply: 0 0 + 0 −.
    expect(score.instability).toBeCloseTo((100 * 4) / 5, 9);
    expect(score.changesPerDay).toBeCloseTo((2 * 1440) / 6, 9);
    expect(score.reversalsPerDay).toBeCloseTo(1440 / 6, 9);
    expect(score.jitterPerHour).toBeCloseTo((2 - 4) * 10, 9);
  });

  it('measures cost against the oracle', () => {
    const score = scoreService(runOf(load, supply), 10);

    expect(score.unitHours).toBeCloseTo(15 / 60, 9);
    expect(score.costRatio).toBeCloseTo(15 / 14, 9);
  });

  it('finds nothing wrong with the oracle', () => {
    const score = scoreService(runOf(load, [1, 2, 4, 4, 2, 1]), 10);

    expect(score).toMatchObject({
      underAccuracy: 0,
      overAccuracy: 0,
      underTimeshare: 0,
      overTimeshare: 0,
      instability: 0,
      jitterPerHour: 0,
      unserved: 0,
      longestViolationMinutes: 0,
      costRatio: 1,
    });
    expect(autoScalingDeviation(score)).toBe(0);
  });

  it('takes the longest of several episodes', () => {
    const score = scoreService(runOf([20, 20, 0, 20, 20, 20, 0], [1, 1, 1, 1, 1, 1, 1]), 10);

    expect(score.longestViolationMinutes).toBe(3);
  });

  it('does not look at what was warming up', () => {
    const score = scoreService(runOf([99, 99, 10], [1, 1, 1], 2), 10);

    expect(score).toMatchObject({ underTimeshare: 0, unitHours: 1 / 60 });
  });

  it('counts a unit that comes within a row as one change', () => {
    const score = scoreService(runOf([20, 20, 20], [2, 2.5, 3]), 10);

    expect(score.changesPerDay).toBe(480);
  });

  it.each([
    { load: 0, expected: 1 },
    { load: 10, expected: 1 },
    { load: 10.1, expected: 2 },
  ])('demands $expected for a load of $load', ({ load: offered, expected }) => {
    expect(demandOf(offered, 10)).toBe(expected);
  });
});

describe('the elasticity of one score against another', () => {
  const scoreWith = (given: Partial<ServiceScore>): ServiceScore => ({
    ...scoreService(runOf([10], [1]), 10),
    ...given,
  });

  it('is the geometric mean of four quotients, with a floor of 0.01 %', () => {
    const unscaled = scoreWith({
      underAccuracy: 8,
      overAccuracy: 20,
      underTimeshare: 4,
      overTimeshare: 50,
    });
    const scaledWell = scoreWith({
      underAccuracy: 2,
      overAccuracy: 10,
      underTimeshare: 0,
      overTimeshare: 50,
    });

    expect(elasticSpeedUp(scaledWell, unscaled)).toBeCloseTo((4 * 2 * 400 * 1) ** 0.25, 9);
    expect(elasticSpeedUp(unscaled, unscaled)).toBe(1);
  });

  it('is far from ideal as the worst metrics are', () => {
    const score = scoreWith({ underAccuracy: 3, overAccuracy: 4 });

    expect(autoScalingDeviation(score)).toBeCloseTo((3 ** 6 + 4 ** 6) ** (1 / 6), 9);
  });
});

describe('scoreQueue', () => {
  it('measures waiting, cost and work lost', () => {
    const world = workerWorld({
      arrivals: perMinute(0.1),
      arrivalPattern: 'even',
      serviceTime: { distribution: 'deterministic', mean: seconds(10) },
      fleet: { initial: units(2) },
    });
    const done = run({ evaluate: () => undefined }, world, {
      every: seconds(60),
      until: minute(600),
    });

    const score = scoreQueue(done, 1);

    expect(score).toMatchObject({
      waitP50Seconds: 0,
      waitP95Seconds: 0,
      longestWaitSeconds: 0,
      withinObjective: 100,
      interrupted: 0,
      deadLettered: 0,
      changesPerDay: 0,
      unitHours: 20,
      billedHours: 20,
    });
    expect(score.utilisation).toBeCloseTo(50, 0);
    expect(score.usd).toBeCloseTo(20 * 0.096, 9);
  });
});
