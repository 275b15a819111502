import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redundantPolicy } from '../../shared/config/lint/redundant-policy.ts';
import { readPlan } from '../../shared/config/read-plan.ts';
import { tried } from '../../shared/config/tried-policies.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';

const cpu = {
  type: 'cloudwatch-metric',
  namespace: 'AWS/EC2',
  metric: 'CPUUtilization',
  dimensions: { AutoScalingGroupName: 'web' },
};

function planOf(policies: readonly object[], max = 60): ScalingPlan {
  const result = readPlan({
    version: 1,
    targets: {
      web: {
        target: { type: 'auto-scaling-group', name: 'web' },
        capacity: { min: 1, max },
        sources: { cpu },
        policies,
      },
    },
  });
  const [plan] = result.status === 'valid' ? result.plans : [];
  if (plan === undefined) {
    throw new Error(JSON.stringify(result));
  }
  return plan;
}

const percent = fc.integer({ min: 5, max: 85 });
const tracking = percent.map((target) => ({ type: 'target-tracking', source: 'cpu', target }));
const step = fc
  .record({
    above: fc.uniqueArray(fc.integer({ min: 40, max: 95 }), { minLength: 1, maxLength: 3 }),
    change: fc.integer({ min: 1, max: 60 }),
    isPercent: fc.boolean(),
    below: fc.option(fc.integer({ min: 5, max: 35 }), { nil: undefined }),
  })
  .map(({ above, change, isPercent, below }) => ({
    type: 'step',
    source: 'cpu',
    adjustment: isPercent ? 'percent-change-in-capacity' : 'change-in-capacity',
    steps: [
      ...above
        .toSorted((one, other) => one - other)
        .map((value, index) => ({ above: value, change: change * (index + 1) })),
      ...(below === undefined ? [] : [{ below, change: -1 }]),
    ],
  }));
const threshold = fc
  .tuple(fc.integer({ min: 50, max: 95 }), fc.integer({ min: 5, max: 45 }))
  .map(([above, below]) => ({ type: 'threshold', conditions: [{ source: 'cpu', above, below }] }));
const anyPolicy = fc.oneof(tracking, step, threshold);
const look = fc.tuple(
  fc.double({ min: 0, max: 100, noNaN: true }),
  fc.integer({ min: 1, max: 60 }),
);
const looks = fc.array(look, { minLength: 30, maxLength: 60 });

describe('a policy that is found redundant', () => {
  test('never asks for more than the other one', () => {
    const isNeverMore = fc.property(anyPolicy, anyPolicy, looks, (one, other, looked) => {
      const plan = planOf([one, other]);
      const redundant = redundantPolicy
        .find(plan, { plans: [plan] })
        .map(({ path = [] }) => Number(path[1]));
      for (const index of redundant) {
        for (const [value, units] of looked) {
          const asked = tried(plan, index, { value, units });
          const beside = tried(plan, 1 - index, { value, units });
          expect(asked ?? 0).toBeLessThanOrEqual(beside ?? 0);
        }
      }
    });

    expect(() => fc.assert(isNeverMore, { numRuns: 150 })).not.toThrow();
  });

  test.each([
    { name: 'a weaker target', policies: [tt(60), tt(75)], found: [1] },
    { name: 'a weaker target that comes first', policies: [tt(75), tt(60)], found: [0] },
    { name: 'the same twice', policies: [tt(60), tt(60)], found: [1] },
    { name: 'a step that jumps further', policies: [tt(60), out(80, 50)], found: [] },
    {
      name: 'a target that asks for more in fleets of one size alone',
      policies: [
        {
          type: 'step',
          source: 'cpu',
          adjustment: 'change-in-capacity',
          steps: [
            { above: 40, change: 19 },
            { below: 5, change: -1 },
          ],
        },
        tt(62),
      ],
      found: [],
    },
    {
      name: 'a step that target tracking is ahead of',
      policies: [tt(50), out(80, 10)],
      found: [1],
    },
  ])('finds $name at $found', ({ policies, found }) => {
    const plan = planOf(policies);

    const problems = redundantPolicy.find(plan, { plans: [plan] });

    expect(problems.map(({ path = [] }) => path[1])).toEqual(found);
  });
});

function tt(target: number) {
  return { type: 'target-tracking', source: 'cpu', target };
}

function out(above: number, change: number) {
  const adjustment = 'percent-change-in-capacity';
  return { type: 'step', source: 'cpu', adjustment, steps: [{ above, change }] };
}
