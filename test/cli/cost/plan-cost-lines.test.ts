import { describe, expect, it } from 'vitest';
import { planCostLines, type ToldCost } from '../../../cli/cost/plan-cost-lines.ts';
import { assumed } from '../../../cli/cost/typical.ts';
import { type BudgetFit, planCost } from '../../../shared/core/money/plan-cost.ts';
import type { ScalingPlan } from '../../../shared/core/plan.ts';
import { scalingPlan } from '../../support/application.ts';

function told(plan: ScalingPlan): ToldCost {
  const typical = assumed(plan);
  return { plan, typical, cost: planCost(plan, typical.hours) };
}

describe('planCostLines', () => {
  it('names what has no price, and leaves it out of the sum', () => {
    const priced = told(scalingPlan({ id: 'web', perHour: 0.1, min: 2, max: 20 }));
    const unpriced = told(scalingPlan({ id: 'free', min: 0, max: 2 }));

    const lines = planCostLines([priced, unpriced], []).join('\n');

    expect(lines).toContain(
      '\nfree            –        –        –         –         1.3  assumed day',
    );
    expect(lines).toContain('\nin all              146.00   580.96  1,460.00\n');
    expect(lines).toContain('Without a price, and in no sum: free.');
  });

  it('says how a mixed fleet is bought, and where its prices came from', () => {
    const plan = scalingPlan({ id: 'batch', perHour: 0.1, min: 2, max: 20 });
    const mixed: ScalingPlan = {
      ...plan,
      unit: {
        ...plan.unit,
        priceFrom: 'the table of us-east-1 of 2026-06-01',
        purchase: {
          onDemandBase: 2,
          onDemandPercentageAboveBase: 25,
          onDemandPerHour: 0.1,
          spotPerHour: 0.035,
          fallToOnDemand: true,
        },
      },
    };

    expect(planCostLines([told(mixed)], [])).toContain(
      'batch: 2 on demand first, then 25 % on demand at 0.10, the others on spot at 0.035; ' +
        'priced by the table of us-east-1 of 2026-06-01.',
    );
  });

  it.each<{ name: string; fit: Omit<BudgetFit, 'budget'>; line: string }>([
    {
      name: 'never stops growth',
      fit: { period: 'hourly', limit: 2, atMinimum: 0.2, atMaximum: 2 },
      line: 'Budget shop: 2.00 in an hour never stops growth: all maximums are 2.00.',
    },
    {
      name: 'can stop growth',
      fit: { period: 'daily', limit: 40, atMinimum: 4.8, atMaximum: 48 },
      line: 'Budget shop: 40.00 in a day can stop growth: all maximums are 48.00.',
    },
    {
      name: 'cannot hold',
      fit: { period: 'monthly', limit: 100, atMinimum: 148.8, atMaximum: 1488 },
      line: 'Budget shop: 100.00 in 31 days cannot hold: all minimums are 148.80.',
    },
  ])('says of a cap that it $name', ({ fit, line }) => {
    const lines = planCostLines([told(scalingPlan())], [{ budget: 'shop', ...fit }]);

    expect(lines.at(-1)).toBe(line);
  });
});
