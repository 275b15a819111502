import { expect, test } from 'vitest';
import { neverCalm } from '../../../shared/config/lint/never-calm.ts';
import { scalingPlan } from '../../support/application.ts';
import { START } from '../../support/builders.ts';

test.each([
  { evaluateEvery: 10, calmEvery: 60, fix: 'write calmEvery: 5m, or remove it' },
  { evaluateEvery: 150, calmEvery: 300, fix: 'write calmEvery: 6m, or remove it' },
  { evaluateEvery: 240, calmEvery: 300, fix: 'write calmEvery: 8m, or remove it' },
  { evaluateEvery: 600, calmEvery: 900, fix: 'remove calmEvery' },
])(
  'calm times of $calmEvery s are no rarer than looks every $evaluateEvery s, and the fix is allowed',
  ({ evaluateEvery, calmEvery, fix }) => {
    const plan = scalingPlan({ evaluateEvery, calmEvery });

    const found = neverCalm.find(plan, { plans: [plan], now: START });

    expect(found).toMatchObject([{ path: ['calmEvery'], fix }]);
  },
);
