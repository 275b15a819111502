/** @module Plans that share a budget. */
import { readPlan } from '../../shared/config/read-plan.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';

/**
 * `web`, of 3 units or more, and `staging` spend from `shop`, which sheds `staging`; `free` spends
 * from nothing. A unit costs 1 USD an hour, and the month has 400. `shop` may be given more.
 */
export function spendingPlans(shop: object = {}): readonly ScalingPlan[] {
  const target = (name: string, others: object = {}) => ({
    target: { type: 'auto-scaling-group', name },
    capacity: { min: 1, max: 20 },
    unit: { perHour: 1 },
    sources: {
      load: { type: 'cloudwatch-metric', namespace: 'Shop', metric: 'Load', statistic: 'Sum' },
    },
    policies: [{ type: 'target-tracking', source: 'load', target: 10 }],
    ...others,
  });
  const result = readPlan({
    version: 1,
    notify: { eventBus: 'default' },
    budgets: {
      shop: {
        limits: { monthly: 400 },
        soft: ['monthly'],
        awsBudget: 'shop-monthly',
        emergency: { at: 1.5, of: 'monthly', shed: ['staging'] },
        ...shop,
      },
    },
    targets: {
      web: target('web', { budget: 'shop', priority: 1, capacity: { min: 3, max: 20 } }),
      staging: target('staging', { budget: 'shop', priority: 3 }),
      free: target('free'),
    },
  });
  if (result.status === 'invalid') {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.plans;
}

/** The same, where `shop` asks Cost Explorer what everything with the tag `app: shop` cost. */
export function billedPlans(): readonly ScalingPlan[] {
  const services = ['Amazon Elastic Compute Cloud - Compute'];
  return spendingPlans({
    costExplorer: { tag: { key: 'app', values: ['shop'] }, services },
  });
}
