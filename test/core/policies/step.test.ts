import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { step } from '../../../shared/core/policies/step.ts';
import { found, missing, policyContext, target } from '../../support/builders.ts';

const spec = (written: object) => z.parse(step.schema, { type: 'step', source: 'cpu', ...written });

// EC2 Auto Scaling user guide, "Step and simple scaling policies": threshold 50, a group of 10.
const AWS_EXAMPLE = spec({
  adjustment: 'percent-change-in-capacity',
  steps: [
    { above: 50, change: 0 },
    { above: 60, change: 10 },
    { above: 70, change: 30 },
    { below: 50, change: 0 },
    { below: 40, change: -10 },
    { below: 30, change: -30 },
  ],
});

function recommend(written: object, value: number, of: Parameters<typeof target>) {
  return step.recommend(
    spec(written),
    policyContext({ readings: { cpu: value }, target: target(...of) }),
    undefined,
  );
}

describe('step', () => {
  it("follows AWS's worked example: 10 → 11 → 14 → 13 → 10", () => {
    const capacities = [10];

    for (const cpu of [60, 70, 40, 30]) {
      const current = target(capacities.at(-1) ?? 0);
      const answer = step.recommend(
        AWS_EXAMPLE,
        policyContext({ readings: { cpu }, target: current }),
        undefined,
      );
      capacities.push(answer.status === 'recommended' ? answer.capacity : Number.NaN);
    }

    expect(capacities).toEqual([10, 11, 14, 13, 10]);
  });

  // Above: the lower bound is inclusive. Below: the upper bound is inclusive (same page).
  it.each([
    { cpu: 49.9, expected: 10 },
    { cpu: 50, expected: 10 },
    { cpu: 59.999, expected: 10 },
    { cpu: 60, expected: 11 },
    { cpu: 69.999, expected: 11 },
    { cpu: 70, expected: 13 },
    { cpu: 1e300, expected: 13 },
    { cpu: 40.001, expected: 10 },
    { cpu: 40, expected: 9 },
    { cpu: 30.001, expected: 9 },
    { cpu: 30, expected: 7 },
    { cpu: 0, expected: 7 },
    { cpu: -5, expected: 7 },
  ])('at $cpu a group of 10 becomes $expected', ({ cpu, expected }) => {
    const context = policyContext({ readings: { cpu }, target: target(10) });

    expect(step.recommend(AWS_EXAMPLE, context, undefined)).toMatchObject({ capacity: expected });
  });

  it('finds the step whatever the order in which the plan lists them', () => {
    const steps = [...AWS_EXAMPLE.steps].reverse();
    const written = { adjustment: 'percent-change-in-capacity', steps };

    expect(recommend(written, 75, [10])).toMatchObject({ capacity: 13 });
    expect(recommend(written, 25, [10])).toMatchObject({ capacity: 7 });
  });

  it.each([
    { name: 'added units', adjustment: 'change-in-capacity', change: 3, expected: 7 },
    { name: 'a percentage', adjustment: 'percent-change-in-capacity', change: 50, expected: 6 },
    { name: 'the capacity itself', adjustment: 'exact-capacity', change: 9, expected: 9 },
    { name: 'a smaller exact capacity', adjustment: 'exact-capacity', change: 2, expected: 2 },
  ])('a change may be $name', ({ adjustment, change, expected }) => {
    const written = { adjustment, steps: [{ above: 60, change }] };

    expect(recommend(written, 60, [4])).toMatchObject({ capacity: expected });
  });

  it('a percentage changes at least the minimum magnitude', () => {
    const written = {
      adjustment: 'percent-change-in-capacity',
      minimumMagnitude: 2,
      steps: [{ above: 60, change: 25 }],
    };

    expect(recommend(written, 61, [4])).toMatchObject({ capacity: 6 });
  });

  // Same page, instance warm-up: +1 is starting when the metric reaches the +30 % step;
  // 30 % of the 10 that measured it are 3, one of which is coming already.
  it.each([
    { name: 'the same step again asks for nothing more', cpu: 65, expected: 11 },
    { name: 'a higher step counts what is starting', cpu: 75, expected: 13 },
  ])('units that warm up are counted once: $name', ({ cpu, expected }) => {
    const context = policyContext({ readings: { cpu }, target: target(11, { inService: 10 }) });

    expect(step.recommend(AWS_EXAMPLE, context, undefined)).toMatchObject({ capacity: expected });
  });

  it('a step out never asks for less than what is starting', () => {
    const written = { steps: [{ above: 60, change: 1 }] };

    expect(recommend(written, 60, [20, { inService: 5 }])).toMatchObject({ capacity: 20 });
  });

  it('works from zero with added units', () => {
    const written = { steps: [{ above: 1, change: 2 }] };

    expect(recommend(written, 5, [0])).toMatchObject({ status: 'recommended', capacity: 2 });
  });

  it('between its steps it wants the capacity as it is', () => {
    const written = {
      steps: [
        { above: 70, change: 1 },
        { below: 30, change: -1 },
      ],
    };

    expect(recommend(written, 50, [4])).toEqual({
      status: 'recommended',
      capacity: 4,
      because: 'cpu is 50, in none of the steps',
      edge: { source: 'cpu', above: 70, below: 30 },
    });
  });

  it.each([
    { cpu: 51, edge: { above: 60, below: 50 } },
    { cpu: 62, edge: { above: 70, below: 60 } },
    { cpu: 75, edge: { below: 70 } },
    { cpu: 35, edge: { above: 40, below: 30 } },
    { cpu: 20, edge: { above: 30 } },
  ])('at $cpu it names the bounds of the step as what would change it', ({ cpu, edge }) => {
    const context = policyContext({ readings: { cpu }, target: target(10) });

    expect(step.recommend(AWS_EXAMPLE, context, undefined)).toHaveProperty('edge', {
      source: 'cpu',
      ...edge,
    });
  });

  it('where a step out and a step in meet, the step out holds', () => {
    const steps = [
      { above: 50, change: 2 },
      { below: 50, change: -2 },
    ];

    expect(recommend({ steps }, 50, [10])).toMatchObject({ capacity: 12 });
    expect(recommend({ steps: [...steps].reverse() }, 50, [10])).toMatchObject({ capacity: 12 });
  });

  it('with steps out only it has no opinion below them, and so never blocks a scale-in', () => {
    const written = { steps: [{ above: 70, change: 1 }] };

    expect(recommend(written, 50, [4])).toMatchObject({ status: 'abstained' });
  });

  it('is blind without its reading', () => {
    const context = policyContext({ readings: { cpu: missing('stale') } });

    expect(step.recommend(AWS_EXAMPLE, context, undefined)).toMatchObject({
      status: 'blind',
      missing: ['cpu'],
    });
  });

  it.each([
    {
      name: 'two steps from one value',
      steps: [
        { above: 60, change: 1 },
        { above: 60, change: 2 },
      ],
      problem: 'repeated-step: two steps start at the same value: above 60',
    },
    {
      name: 'steps that overlap',
      steps: [
        { above: 60, change: 1 },
        { below: 70, change: -1 },
      ],
      problem:
        'inverted-thresholds: the steps overlap: the highest below of 70 lies over the lowest ' +
        'above of 60',
    },
    {
      name: 'a step that removes while the source is high',
      steps: [{ above: 60, change: -1 }],
      problem: 'step-without-effect: the step above 60 is to remove 1, and above never removes',
    },
    {
      name: 'both directions from one value',
      steps: [
        { above: 60, change: 1 },
        { below: 60, change: -1 },
      ],
      problem: 'touching-thresholds: 60 is where scale-out begins and where scale-in begins',
    },
    {
      name: 'a smaller answer to a higher value',
      steps: [
        { above: 60, change: 2 },
        { above: 80, change: 1 },
      ],
      problem: 'unordered-steps: above 80 it changes by 1, less than the 2 from 60 on',
    },
  ])('lint finds $name', ({ steps, problem }) => {
    expect(all({ steps })).toEqual([problem]);
  });

  it("lint accepts AWS's example, whose middle steps meet at the threshold", () => {
    expect(found(step.lint, AWS_EXAMPLE)).toEqual([]);
    expect(found(step.doubts, AWS_EXAMPLE)).toEqual([]);
  });

  it.each([
    { name: 'no steps', steps: [] },
    { name: '21 steps', steps: Array.from({ length: 21 }, (_, above) => ({ above, change: 1 })) },
    { name: 'a step of both kinds', steps: [{ above: 1, below: 2, change: 1 }] },
    { name: 'a step of neither kind', steps: [{ change: 1 }] },
  ])('refuses $name', ({ steps }) => {
    const written = { type: 'step', source: 'cpu', steps };

    expect(z.safeParse(step.schema, written).success).toBe(false);
  });
});

/** What lint finds and doubts. */
function all(written: object): readonly string[] {
  return [...found(step.lint, spec(written)), ...found(step.doubts, spec(written))];
}
