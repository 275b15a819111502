import { describe, expect, test } from 'vitest';
import { evaluateRequest } from '../../shared/app/evaluate-request.ts';
import { inMemoryApplication, scalingPlan } from '../support/application.ts';
import { at, START } from '../support/builders.ts';

const app = () => inMemoryApplication([scalingPlan({ id: 'one' }), scalingPlan({ id: 'two' })]);

describe('an evaluation request', () => {
  test('evaluates the targets that it names and no other', async () => {
    const { plans, ports } = app();

    const evaluations = await evaluateRequest(
      { targets: ['two'], requestedAt: START },
      plans,
      ports,
    );

    expect(evaluations.map(({ decision }) => decision.target)).toEqual(['two']);
  });

  test('passes over targets that the plan no longer has', async () => {
    const { plans, ports } = app();

    const evaluations = await evaluateRequest(
      { targets: ['gone', 'one'], requestedAt: START },
      plans,
      ports,
    );

    expect(evaluations.map(({ decision }) => decision.target)).toEqual(['one']);
  });

  test.each([
    { age: 120, isDropped: false },
    { age: 121, isDropped: true },
  ])('of $age s ago: dropped = $isDropped', async ({ age, isDropped }) => {
    const { plans, ports, notes } = app();

    const evaluations = await evaluateRequest(
      { targets: ['one'], requestedAt: at(-age) },
      plans,
      ports,
    );

    expect(evaluations).toHaveLength(isDropped ? 0 : 1);
    expect(notes).toHaveLength(isDropped ? 1 : 0);
  });

  test('that is dropped says so as a warning', async () => {
    const { plans, ports, notes } = app();

    await evaluateRequest({ targets: ['one'], requestedAt: at(-600) }, plans, ports);

    expect(notes).toEqual([
      {
        level: 'warn',
        message: 'dropped an evaluation request that came too late',
        details: { targets: 1, requestedAt: at(-600) },
      },
    ]);
  });
});
