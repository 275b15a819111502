/** @module Budgets as a plan writes them, and as its targets get them. */
import * as z from 'zod/mini';
import { BILLED_COSTS, type BillSettings } from '../core/money/bill-filter.ts';
import {
  type Budget,
  type BudgetMember,
  budgetsOf,
  ORDINARY_PRIORITY,
  PERIODS,
} from '../core/money/budget.ts';
import type { ScalingPlan } from '../core/plan.ts';

const usd = z.number('USD, as a number').check(z.positive('a limit larger than 0 USD'));

/** A share of a limit: 0.8 is 80 %. */
const share = z
  .number('a share of the limit, like 0.8')
  .check(
    z.positive('a share larger than 0, like 0.8'),
    z.maximum(10, 'a share of the limit, like 0.8 for 80 %'),
  );

const label = z.string().check(z.minLength(1), z.maxLength(256));

/** How a budget asks Cost Explorer. */
const costExplorer = z.strictObject({
  /**
   * A cost allocation tag that everything which spends from the budget has, and nothing else; it
   * must be active in AWS Billing.
   */
  tag: z.strictObject({
    /** The key of the tag, as it is written in AWS. */
    key: label,
    /** Resources with any of these values count. */
    values: z.array(label).check(z.minLength(1, 'at least one value'), z.maxLength(100)),
  }),
  /**
   * Which cost is compared: `amortized` where reserved instances or savings plans pay for some of
   * it, `net-…` where AWS gives a discount.
   */
  metric: z._default(z.enum(BILLED_COSTS), 'unblended'),
  /**
   * Services whose bill counts, by Cost Explorer's names. Without it, those that bill for units as
   * the plan tells what they are: instances, Fargate, Lambda, databases.
   */
  services: z.optional(z.array(label).check(z.minLength(1, 'at least one service'))),
});

/** One budget. */
export const budgetSchema = z.strictObject({
  /** The most that may be spent, in USD. Periods begin at full hours, days and months of UTC. */
  limits: z
    .strictObject({
      /** The most that everything which runs may cost in an hour. */
      hourly: z.optional(usd),
      /** The most for a day. */
      daily: z.optional(usd),
      /** The most for a month. */
      monthly: z.optional(usd),
    })
    .check(
      z.refine((limits) => PERIODS.some((period) => limits[period] !== undefined), {
        error: 'a budget needs a limit: hourly, daily or monthly',
        params: { code: 'invalid-value', fix: 'write limits: { daily: … } in USD, or another' },
      }),
    ),
  /**
   * The name of a budget in AWS Budgets that covers the same resources, and nothing else: its
   * notices correct our own count.
   */
  awsBudget: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  /**
   * Asks AWS Cost Explorer three times a day, for 0.01 USD each, what was billed for the same
   * resources: it corrects our own count of the month. Without it, it is not asked.
   */
  costExplorer: z.optional(costExplorer),
  /** No other currency is counted. */
  currency: z._default(z.literal('USD', 'budgets are in USD; no other currency is counted'), 'USD'),
  /**
   * Limits that are soft: minimums stand above them, and the hourly one takes nothing away that
   * runs. All others are hard: nothing stands above them.
   */
  soft: z._default(z.array(z.enum(PERIODS)), []),
  /** The minimums of targets stand above hard limits too. */
  keepMinimums: z._default(z.boolean(), false),
  /** Shares of each limit at which people are told, once in each period: 0.8 is 80 %. */
  alerts: z._default(z.array(share), [0.5, 0.8, 0.9, 1]),
  /** What gives way when far more is spent than was meant; without it, nothing does. */
  emergency: z.optional(
    z.strictObject({
      /** Share of the limit at which it begins: 1.5 is 150 %. */
      at: z._default(share.check(z.minimum(1, 'a share of 1 or more: 1.5 is 150 %')), 1.5),
      /** Of which limit. */
      of: z._default(z.enum(PERIODS), 'hourly'),
      /** Targets that go to their minimum at once; nobody else is touched. */
      shed: z.array(z.string()).check(z.minLength(1, 'at least one target')),
    }),
  ),
});

/** The budgets of a plan, by a name of yours. */
export const budgetsSchema = z.record(
  z
    .string()
    .check(z.regex(/^[a-zA-Z0-9][\w.-]{0,63}$/, 'a name of letters, digits, ".", "_" and "-"')),
  budgetSchema,
);
export type BudgetSpec = z.output<typeof budgetSchema>;

/** The keys of a target that have to do with its budget. */
export const spendingKeys = {
  /** The budget that it spends from, by its name. */
  budget: z.optional(z.string()),
  /** 1 = most important, and critical: its minimum gives way last. */
  priority: z._default(z.int().check(z.minimum(1), z.maximum(100)), ORDINARY_PRIORITY),
};

/** A target that names its budget. */
export type WrittenPlan = Omit<ScalingPlan, 'budget'> & { readonly budget?: string | undefined };

/** Budgets as written, for lint: also those of nobody, and names of none. */
export interface WrittenBudgets {
  readonly budgets: readonly Budget[];
  /** The names of all, also of those that are not right in themselves. */
  readonly names: readonly string[];
  /** What each target says that it spends from. */
  readonly spenders: readonly { readonly id: string; readonly budget?: string | undefined }[];
  /** Some target spends from nobody knows what: that part of it cannot be read. */
  readonly hasUnreadSpender?: boolean;
}

/**
 * Every target with its budget, which knows all who spend from it. A target whose budget is unknown
 * has none.
 */
export function withBudgets(
  written: readonly WrittenPlan[],
  specs: Readonly<Record<string, BudgetSpec>> = {},
): WrittenBudgets & { readonly plans: readonly ScalingPlan[] } {
  const budgets = new Map(
    Object.entries(specs).map(([name, spec]) => [name, budgetOf(name, spec, written)] as const),
  );
  const plans = written.map(({ budget, ...plan }): ScalingPlan => {
    const found = budget === undefined ? undefined : budgets.get(budget);
    return found === undefined ? plan : { ...plan, budget: found };
  });
  return {
    plans,
    budgets: [...budgets.values()],
    names: Object.keys(specs),
    spenders: written,
  };
}

/** The budgets of these plans as a document writes them. */
export function writtenBudgets(
  plans: readonly ScalingPlan[],
): Readonly<Record<string, BudgetSpec>> | undefined {
  const budgets = budgetsOf(plans);
  return budgets.length === 0
    ? undefined
    : Object.fromEntries(budgets.map((budget) => [budget.name, writtenBudget(budget)]));
}

function writtenBudget(budget: Budget): BudgetSpec {
  const { awsBudget, costExplorer: bill, limits, soft, keepMinimums, alerts, emergency } = budget;
  return {
    awsBudget,
    ...(bill === undefined ? {} : { costExplorer: writtenBill(bill) }),
    limits,
    currency: 'USD' as const,
    soft: [...soft],
    keepMinimums,
    alerts: [...alerts],
    ...(emergency === undefined ? {} : { emergency: { ...emergency, shed: [...emergency.shed] } }),
  };
}

function writtenBill({ tag, metric, services }: BillSettings): z.output<typeof costExplorer> {
  return {
    tag: { key: tag.key, values: [...tag.values] },
    metric,
    ...(services === undefined ? {} : { services: [...services] }),
  };
}

function budgetOf(name: string, spec: BudgetSpec, plans: readonly WrittenPlan[]): Budget {
  const { limits, awsBudget, costExplorer: bill, soft, keepMinimums, alerts, emergency } = spec;
  return {
    name,
    awsBudget,
    ...(bill === undefined ? {} : { costExplorer: bill }),
    limits,
    soft,
    keepMinimums,
    alerts: [...new Set(alerts)].toSorted((one, other) => one - other),
    ...(emergency === undefined ? {} : { emergency }),
    members: plans.flatMap((plan) => (plan.budget === name ? [memberOf(plan)] : [])),
  };
}

/** A target as its budget knows it. */
export function memberOf({
  id,
  priority,
  capacity: { min, max },
  unit,
}: WrittenPlan): BudgetMember {
  return { id, priority: priority ?? ORDINARY_PRIORITY, min, max, unit };
}
