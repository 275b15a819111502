/** @module The plan as a value: one schema composed from the families, checked as a whole. */

import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { sources } from '../adapters/sources/index.ts';
import { targets } from '../adapters/targets/index.ts';
import { limits } from '../core/limits/index.ts';
import { notifySchema } from '../core/notices/settings.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { policies } from '../core/policies/index.ts';
import { positiveDuration, wholeCapacity } from '../core/quantity.ts';
import {
  type BudgetSpec,
  budgetsSchema,
  spendingKeys,
  type WrittenBudgets,
  withBudgets,
  writtenBudgets,
} from './budget-schema.ts';
import { calmCadenceOf, LONGEST_CALM_SECONDS } from './calm-cadence.ts';
import type { PlanProblem } from './plan-problem.ts';
import { priceTargets } from './price-targets.ts';
import type { Pricing } from './unit-price.ts';
import { unitSchema } from './unit-schema.ts';

// Without a locale every standard message is "Invalid input".
z.config(en());

/** The shortest cadence: SQS delays reach it, and no AWS metric is fresher. */
const SHORTEST_CADENCE_SECONDS = 10;

const mode = z.enum(['live', 'shadow']);
const cadence = positiveDuration.check(
  z.refine((every) => every >= SHORTEST_CADENCE_SECONDS, 'a cadence of 10s or more'),
);
const calmCadence = cadence.check(
  z.refine((every) => every <= LONGEST_CALM_SECONDS, 'a cadence of 15m or less'),
);
const onForeignChange = z.enum(['adopt', 'hold', 'reclaim']);

/** One target of a plan. */
export const targetSchema = z.strictObject({
  /** What is moved. */
  target: targets.schema,
  /** The bounds that are never left. */
  capacity: z
    .strictObject({
      /** The fewest units. */
      min: wholeCapacity,
      /** The most units. */
      max: wholeCapacity,
    })
    .check(
      z.refine(({ min, max }) => min <= max, {
        error: 'min is more than max',
        params: { code: 'minimum-over-maximum', fix: 'swap the two' },
      }),
      z.refine(({ max }) => max > 0, {
        error: 'max is 0: the target could never run',
        params: { code: 'maximum-of-zero', fix: 'write the most units that there may be' },
      }),
    ),
  /** `shadow` decides, records and explains, and never acts. */
  mode: z._default(mode, 'live'),
  /** How often it is looked at: 10s or more. */
  evaluateEvery: z.prefault(cadence, '60s'),
  /**
   * How often while it is calm: it has had its minimum for ten minutes, and whatever is read would
   * have to double before more is asked for. 15m or less, of which as many `evaluateEvery` count as
   * fit. Unless written, 5m where an alarm wakes it, all sources are read from CloudWatch and it
   * has no budget; else as often as ever.
   */
  calmEvery: z.optional(calmCadence),
  /** What one unit of capacity is. */
  unit: z.prefault(unitSchema, {}),
  /**
   * When somebody else moved the target: take it as it is (`adopt`), leave it alone for 15 minutes
   * (`hold`), or take it back (`reclaim`).
   */
  onForeignChange: z._default(onForeignChange, 'adopt'),
  /** Names of CloudWatch alarms that cause an evaluation at once. */
  wakeOn: z._default(z.array(z.string().check(z.minLength(1))), []),
  /** What is read, by a name of yours. */
  sources: z
    .record(
      z.string().check(z.regex(/^[a-zA-Z][a-zA-Z0-9-]*$/, 'a name of letters, digits and hyphens')),
      sources.schema,
    )
    .check(
      z.refine((named) => Object.keys(named).length > 0, {
        error: 'a target needs a source',
        params: { code: 'invalid-value', fix: 'write what is to be read, by a name of yours' },
      }),
    ),
  /** What asks for capacity; the highest recommendation wins. */
  policies: z.array(policies.schema).check(z.minLength(1, 'at least one policy')),
  /** What holds recommendations back. */
  limits: z.prefault(limits.schema, {}),
  ...spendingKeys,
});

const defaults = z.strictObject({
  mode: z.optional(mode),
  evaluateEvery: z.optional(cadence),
  calmEvery: z.optional(calmCadence),
  onForeignChange: z.optional(onForeignChange),
});

/** The schema of the whole document, for people's editors too. */
export const planSchema = z.strictObject({
  /** The version of this format. */
  version: z.literal(1, '1, the version of this format'),
  /** Taken by every target that does not say otherwise. */
  defaults: z.prefault(defaults, {}),
  /** Who is told of alerts, refusals, failures and big changes; without it, the log alone says. */
  notify: z.optional(notifySchema),
  /** What may be spent, by a name of yours; targets say from which they spend. */
  budgets: z.optional(budgetsSchema),
  /** What is scaled, by an id of yours: letters, digits, ".", "_" and "-". */
  targets: z.record(
    z
      .string()
      .check(z.regex(/^[a-zA-Z0-9][\w.-]{0,127}$/, 'an id of letters, digits, ".", "_" and "-"')),
    targetSchema,
  ),
});

/** The plans of a document that fits the schema. */
export interface FittingPlan extends WrittenBudgets {
  readonly plans: readonly ScalingPlan[];
  /** What is wrong with prices. */
  readonly problems: readonly PlanProblem[];
}

/**
 * The plans of a document that was already parsed; undefined where it does not fit the schema. It
 * is held against nothing else: what is deployed was linted before. With `pricing`, units get their
 * price, where the plan does not state it.
 */
export function parsePlan(document: unknown, pricing?: Pricing): FittingPlan | undefined {
  const whole = withDefaults(document);
  const parsed = z.safeParse(planSchema, whole);
  if (!parsed.success) {
    return undefined;
  }
  const { notify, budgets, targets } = parsed.data;
  const { plans, ...rest } = pricedPlans(targets, budgets, pricing);
  return {
    plans: notify === undefined ? plans : plans.map((plan) => ({ ...plan, notify })),
    ...rest,
  };
}

/** The document with every default filled in, in the words of a plan. */
export function resolvedDocument(plans: readonly ScalingPlan[]): unknown {
  const [{ notify } = {}] = plans;
  const budgets = writtenBudgets(plans);
  return z.encode(planSchema, {
    version: 1,
    defaults: {},
    ...(notify === undefined ? {} : { notify }),
    ...(budgets === undefined ? {} : { budgets }),
    targets: Object.fromEntries(
      plans.map(({ id, notify: _, budget, ...plan }) => [
        id,
        budget === undefined ? plan : { ...plan, budget: budget.name },
      ]),
    ),
  } as z.output<typeof planSchema>);
}

/** The document as JSON Schema (draft 2020-12), as people write it. */
export function planJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(planSchema, { io: 'input', unrepresentable: 'any' });
}

function pricedPlans(
  written: Readonly<Record<string, z.output<typeof targetSchema>>>,
  budgets: Readonly<Record<string, BudgetSpec>> | undefined,
  pricing: Pricing | undefined,
) {
  const priced = priceTargets(written, pricing);
  const targets = Object.entries(priced.targets).map(([id, plan]) => ({
    id,
    ...plan,
    calmEvery: calmCadenceOf(plan),
  }));
  return { ...withBudgets(targets, budgets), problems: priced.problems };
}

/** Targets take what `defaults` says and they do not; its problems are reported there only. */
export function withDefaults(document: unknown): unknown {
  if (!isRecord(document) || !isRecord(document['targets']) || !isRecord(document['defaults'])) {
    return document;
  }
  const taken = Object.entries(document['defaults']).filter(
    ([key, value]) => z.safeParse(defaults, { [key]: value }).success,
  );
  return {
    ...document,
    targets: Object.fromEntries(
      Object.entries(document['targets']).map(([id, plan]) => [
        id,
        isRecord(plan) ? { ...Object.fromEntries(taken), ...plan } : plan,
      ]),
    ),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
