/** @module What a plan can cost, as text. */
import type { BudgetFit, PlanCost } from '../../shared/core/money/plan-cost.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { fixed } from '../report/figures.ts';
import { table } from '../table.ts';
import { usd } from './amounts.ts';
import type { Typical } from './typical.ts';

/** A target's cost, with what was taken as typical of it. */
export interface ToldCost {
  readonly plan: ScalingPlan;
  readonly cost: PlanCost;
  readonly typical: Typical;
}

const HEADINGS = [
  'target',
  'unit-hour',
  'minimum',
  'typical',
  'maximum',
  'mean units',
  'typical is',
];
const NUMBERS = [1, 2, 3, 4, 5];

/** A table of USD a month, how it came about, and the budgets beside it. */
export function planCostLines(
  told: readonly ToldCost[],
  fits: readonly BudgetFit[],
): readonly string[] {
  const unpriced = told.filter(({ cost }) => cost.maximum === null).map(({ plan }) => plan.id);
  return [
    'Cost of what is scaled, in USD a month of 730 hours',
    '',
    table(HEADINGS, [...told.map(rowOf), ...(told.length > 1 ? [sumRow(told)] : [])], NUMBERS),
    '',
    ...methodOf(told),
    ...(unpriced.length === 0
      ? []
      : [
          `Without a price, and in no sum: ${unpriced.join(', ')}.`,
          'Say what a unit is, or its perHour.',
        ]),
    ...pricesOf(told),
    ...(fits.length === 0 ? [] : ['', ...fits.map(fitLine)]),
  ];
}

function rowOf({ plan, cost, typical }: ToldCost): readonly string[] {
  return [
    plan.id,
    usd(plan.unit.perHour ?? null),
    usd(cost.minimum),
    usd(cost.typical),
    usd(cost.maximum),
    fixed(cost.typicalUnits, 1),
    typical.said,
  ];
}

function sumRow(told: readonly ToldCost[]): readonly string[] {
  const sum = (of: (cost: PlanCost) => number | null) =>
    usd(told.reduce((total, { cost }) => total + (of(cost) ?? 0), 0));
  return [
    'in all',
    '',
    sum(({ minimum }) => minimum),
    sum(({ typical }) => typical),
    sum(({ maximum }) => maximum),
  ];
}

/** Each way to a typical capacity that was gone, in a sentence. */
function methodOf(told: readonly ToldCost[]): readonly string[] {
  const isUsed = (from: Typical['from']) => told.some(({ typical }) => typical.from === from);
  return [
    'Minimum, maximum: the least and the most units that the plan allows, all month.',
    ...(isUsed('assumed')
      ? [
          'Assumed day: nobody measured it; a peak that needs 60 % of the maximum, a night',
          'at a quarter of the peak. Try your own load with --trace, or what ran with',
          '--recorded.',
        ]
      : []),
    ...(isUsed('simulated')
      ? ['Simulated: the desired capacity of this plan over that load; see `tidegate simulate`.']
      : []),
    ...(isUsed('recorded')
      ? ['Recorded: the desired capacity of the last 30 days, as far as activities tell.']
      : []),
  ];
}

/** Where prices came from, and how mixed fleets are bought. */
function pricesOf(told: readonly ToldCost[]): readonly string[] {
  return told.flatMap(({ plan: { id, unit } }) => {
    const { purchase, priceFrom } = unit;
    const mix =
      purchase === undefined
        ? []
        : [
            `${purchase.onDemandBase} on demand first, then ` +
              `${fixed(purchase.onDemandPercentageAboveBase, 0)} % on demand at ` +
              `${usd(purchase.onDemandPerHour ?? null)}, the others on spot at ` +
              `${usd(purchase.spotPerHour ?? null)}`,
          ];
    const said = [...mix, ...(priceFrom === undefined ? [] : [`priced by ${priceFrom}`])];
    return said.length === 0 ? [] : [`${id}: ${said.join('; ')}.`];
  });
}

const PER = { hourly: 'in an hour', daily: 'in a day', monthly: 'in 31 days' } as const;

/** Whether a budget's cap can bind. */
function fitLine({ budget, period, limit, atMinimum, atMaximum }: BudgetFit): string {
  const cap = `Budget ${budget}: ${usd(limit)} ${PER[period]}`;
  if (atMaximum <= limit) {
    return `${cap} never stops growth: all maximums are ${usd(atMaximum)}.`;
  }
  return atMinimum <= limit
    ? `${cap} can stop growth: all maximums are ${usd(atMaximum)}.`
    : `${cap} cannot hold: all minimums are ${usd(atMinimum)}.`;
}
