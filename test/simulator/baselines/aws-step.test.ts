import { describe, expect, it } from 'vitest';
import { seconds } from '../../../shared/core/units.ts';
import { awsStep } from '../../../shared/simulator/baselines/aws-step.ts';
import { perMinute, units, webWorld } from '../worlds.ts';
import { scriptedWorld, steered } from './steered.ts';

/** So many units whose load per unit is this share of their capacity, in each minute. */
function under(shares: readonly number[], given: { units: number; pending?: number }) {
  const perUnit = shares.map((share) => share * 10 * 60);
  return scriptedWorld({ ...given, metrics: { 'requests-per-unit': perUnit, requests: [0] } });
}

/** EC2 Auto Scaling user guide, "Step and simple scaling policies": threshold 50, ten instances. */
const AWS_EXAMPLE = awsStep.variant({
  target: 0.5,
  stepsOut: [
    { from: 0, percent: 0 },
    { from: 0.1, percent: 10 },
    { from: 0.2, percent: 30 },
  ],
  inBelow: 0.1,
});

describe('aws-step', () => {
  it.each([
    { share: 0.55, from: 10, expected: 10 },
    { share: 0.65, from: 10, expected: 11 },
    { share: 0.75, from: 11, expected: 14 },
    { share: 0.35, from: 14, expected: 13 },
  ])("follows AWS's worked example: $from at $share become $expected", (row) => {
    const { share, from, expected } = row;
    const asked = steered(AWS_EXAMPLE, under([share], { units: from }), {
      times: share > 0.5 ? 3 : 16,
    });

    expect(asked.at(-2)).toBe(from);
    expect(asked.at(-1)).toBe(expected);
  });

  it.each([
    { over: 0.05, expected: 22 },
    { over: 0.15, expected: 24 },
    { over: 0.25, expected: 26 },
    { over: 0.45, expected: 40 },
  ])('answers a breach by $over over the target with $expected for 20', ({ over, expected }) => {
    const world = under([0.7 + over], { units: 20 });

    expect(steered(awsStep.ordinary, world, { times: 3 })).toEqual([20, 20, expected]);
  });

  it.each([
    { rounding: 'aws', units: 19, expected: 20 },
    { rounding: 'aws', units: 3, expected: 4 },
    { rounding: 'up', units: 19, expected: 21 },
    { rounding: 'up', units: 3, expected: 4 },
  ] as const)('10 % of $units, rounded $rounding, come to $expected', (row) => {
    const { rounding, units: from, expected } = row;
    const world = under([0.75], { units: from });

    expect(steered(awsStep.variant({ rounding }), world, { times: 3 }).at(-1)).toBe(expected);
  });

  it.each([
    { aggregation: 'average', expected: 24 },
    { aggregation: 'minimum', expected: 22 },
  ] as const)('selects the step by the $aggregation of the two minutes', (row) => {
    const { aggregation, expected } = row;
    const world = under([0.72, 0.92], { units: 20 });

    expect(steered(awsStep.variant({ aggregation }), world, { times: 3 }).at(-1)).toBe(expected);
  });

  it.each([
    { whileStarting: 'count', expected: [10, 10, 11, 11, 20, 20] },
    { whileStarting: 'wait', expected: [10, 10, 11, 11, 11, 11] },
  ] as const)('where units start, $whileStarting', ({ whileStarting, expected }) => {
    const world = webWorld({
      load: perMinute(75, 75, 120),
      fleet: { initial: units(10), startUp: seconds(600) },
    });
    const variant = awsStep.variant({ whileStarting, aggregation: 'minimum' });

    expect(steered(variant, world, { times: 6 })).toEqual(expected);
  });

  it('goes in by a tenth after fifteen quiet minutes, and again five minutes later', () => {
    const world = under([0.4], { units: 20 });

    const asked = steered(awsStep.ordinary, world, { times: 22 });

    expect(asked.slice(14)).toEqual([20, 18, 18, 18, 18, 18, 17, 17]);
  });

  it('never goes in while units start', () => {
    const world = under([0.1], { units: 20, pending: 1 });

    expect(steered(awsStep.ordinary, world, { times: 30 }).at(-1)).toBe(20);
  });
});
