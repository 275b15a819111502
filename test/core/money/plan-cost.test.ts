import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Budget } from '../../../shared/core/money/budget.ts';
import { assumedDay, budgetFits, planCost } from '../../../shared/core/money/plan-cost.ts';
import { plan } from '../../support/builders.ts';

describe('planCost', () => {
  it('is a month at the minimum, at the typical hours, and at the maximum', () => {
    // 730 h × 0.10 USD × 2, × (8 h of 2 + 16 h of 5) ÷ 24 = 4, × 10.
    const cost = planCost(plan({ perHour: 0.1, min: 2, max: 10 }), [
      { units: 2, hours: 8 },
      { units: 5, hours: 16 },
    ]);

    expect(cost).toMatchObject({ target: 'web', typicalUnits: 4 });
    expect(cost.minimum).toBeCloseTo(146, 9);
    expect(cost.typical).toBeCloseTo(292, 9);
    expect(cost.maximum).toBeCloseTo(730, 9);
  });

  it('prices a mixed fleet at each capacity', () => {
    const written = plan({ perHour: 0.1, min: 1, max: 3 });
    const mixed = {
      ...written,
      unit: {
        ...written.unit,
        purchase: {
          onDemandBase: 2,
          onDemandPercentageAboveBase: 0,
          onDemandPerHour: 0.1,
          spotPerHour: 0.03,
          fallToOnDemand: false,
        },
      },
    };

    const cost = planCost(mixed, [
      { units: 1, hours: 1 },
      { units: 3, hours: 1 },
    ]);

    // Two on demand and one on spot: 0.23; the mean with one on demand: 0.165.
    expect(cost.maximum).toBeCloseTo(730 * 0.23, 9);
    expect(cost.typical).toBeCloseTo(730 * 0.165, 9);
  });

  it('without a price is units alone', () => {
    expect(planCost(plan(), [{ units: 3, hours: 24 }])).toEqual({
      ...{ target: 'web', typicalUnits: 3 },
      ...{ minimum: null, typical: null, maximum: null },
    });
  });

  it('is never below the minimum nor above the maximum on an assumed day', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 1000 }), (min, more) => {
        const scaled = plan({ perHour: 0.1, min, max: min + more });

        const { minimum, typical, maximum } = planCost(scaled, assumedDay(scaled));

        expect(typical ?? -1).toBeGreaterThanOrEqual((minimum ?? 0) - 1e-9);
        expect(typical ?? 1e9).toBeLessThanOrEqual((maximum ?? 0) + 1e-9);
      }),
    );
  });
});

describe('the assumed day', () => {
  it('has 24 hours, a peak at 60 % of the maximum, and a night at a quarter of it', () => {
    const hours = assumedDay(plan({ min: 0, max: 100 }));

    expect(hours).toHaveLength(24);
    expect(Math.max(...hours.map(({ units }) => units))).toBe(60);
    expect(Math.min(...hours.map(({ units }) => units))).toBe(15);
  });
});

describe('budgetFits', () => {
  const budget: Budget = {
    name: 'shop',
    limits: { hourly: 1, monthly: 500 },
    soft: [],
    keepMinimums: false,
    alerts: [],
    members: [],
  };

  it('puts caps beside the bounds of all who share the budget', () => {
    const fits = budgetFits([
      { ...plan({ id: 'web', perHour: 0.1, min: 2, max: 10 }), budget },
      { ...plan({ id: 'jobs', perHour: 0.5, min: 0, max: 1 }), budget },
      plan({ id: 'alone', perHour: 9, min: 1, max: 9 }),
    ]);

    // The longest month has 744 hours.
    expect(fits).toEqual([
      { budget: 'shop', period: 'hourly', limit: 1, atMinimum: 0.2, atMaximum: 1.5 },
      { budget: 'shop', period: 'monthly', limit: 500, atMinimum: 148.8, atMaximum: 1116 },
    ]);
  });

  it('of a plan without budgets are none', () => {
    expect(budgetFits([plan({ perHour: 1 })])).toEqual([]);
  });
});
