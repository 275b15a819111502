/** @module The plan as a value: one schema composed from the families, checked as a whole. */

import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { sources } from '../adapters/sources/index.ts';
import { targets } from '../adapters/targets/index.ts';
import { limits } from '../core/limits/index.ts';
import type { Interpreters } from '../core/lua.ts';
import { notifySchema } from '../core/notices/settings.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { policies } from '../core/policies/index.ts';
import { positiveDuration, wholeCapacity } from '../core/quantity.ts';
import type { Instant } from '../core/units.ts';
import { lintTargets } from './lint.ts';
import { priceTargets } from './price-targets.ts';
import type { Pricing } from './unit-price.ts';
import { unitSchema } from './unit-schema.ts';

/** Something wrong with a plan: where, what, and whether the plan may be used all the same. */
export interface PlanProblem {
  readonly severity: 'error' | 'warning';
  /** Keys from the top of the document: ["targets", "web", "capacity", "min"]. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A plan that can be used, or every reason why it cannot; warnings either way. */
export type PlanResult =
  | {
      readonly status: 'valid';
      readonly plans: readonly ScalingPlan[];
      readonly warnings: readonly PlanProblem[];
    }
  | { readonly status: 'invalid'; readonly problems: readonly PlanProblem[] };

// Without a locale every standard message is "Invalid input".
z.config(en());

/** The shortest cadence: SQS delays reach it, and no AWS metric is fresher. */
const SHORTEST_CADENCE_SECONDS = 10;

const mode = z.enum(['live', 'shadow']);
const cadence = positiveDuration.check(
  z.refine((every) => every >= SHORTEST_CADENCE_SECONDS, 'a cadence of 10s or more'),
);
const onForeignChange = z.enum(['adopt', 'hold', 'reclaim']);

const targetPlan = z.strictObject({
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
      z.refine(({ min, max }) => min <= max, 'min is more than max'),
      z.refine(({ max }) => max > 0, 'max is 0: the target could never run'),
    ),
  /** `shadow` decides, records and explains, and never acts. */
  mode: z._default(mode, 'live'),
  /** How often it is looked at: 10s or more. */
  evaluateEvery: z.prefault(cadence, '60s'),
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
    .check(z.refine((named) => Object.keys(named).length > 0, 'a target needs a source')),
  /** What asks for capacity; the highest recommendation wins. */
  policies: z.array(policies.schema).check(z.minLength(1, 'at least one policy')),
  /** What holds recommendations back. */
  limits: z.prefault(limits.schema, {}),
});

const defaults = z.strictObject({
  mode: z.optional(mode),
  evaluateEvery: z.optional(cadence),
  onForeignChange: z.optional(onForeignChange),
});

/** The schema of the whole document, for people's editors too. */
export const planSchema = z.strictObject({
  /** The version of this format. */
  version: z.literal(1, 'version: 1'),
  /** Taken by every target that does not say otherwise. */
  defaults: z.prefault(defaults, {}),
  /** Who is told of alerts, refusals, failures and big changes; without it, the log alone says. */
  notify: z.optional(notifySchema),
  /** What is scaled, by an id of yours: letters, digits, ".", "_" and "-". */
  targets: z.record(
    z
      .string()
      .check(z.regex(/^[a-zA-Z0-9][\w.-]{0,127}$/, 'an id of letters, digits, ".", "_" and "-"')),
    targetPlan,
  ),
});

/**
 * Checks a document that was already parsed; every problem at once. With `now`, its warnings say
 * also what is doubtful in the coming year; with `interpreters`, scripts are compiled; with
 * `pricing`, units get their price, where the plan does not state it.
 */
export function readPlan(
  document: unknown,
  now?: Instant,
  interpreters?: Interpreters,
  pricing?: Pricing,
): PlanResult {
  const parsed = z.safeParse(planSchema, withDefaults(document));
  if (!parsed.success) {
    const { plans, problems } = readableTargets(withDefaults(document), pricing);
    return {
      status: 'invalid',
      problems: [
        ...parsed.error.issues.flatMap(problemsOf),
        ...problems,
        ...lintTargets(plans, now, interpreters),
      ],
    };
  }
  const { notify } = parsed.data;
  const priced = priceTargets(parsed.data.targets, pricing);
  const plans = Object.entries(priced.targets).map(
    ([id, plan]): ScalingPlan => ({
      id,
      ...plan,
      ...(notify === undefined ? {} : { notify }),
    }),
  );
  const found = [...priced.problems, ...lintTargets(plans, now, interpreters)];
  return found.some(({ severity }) => severity === 'error')
    ? { status: 'invalid', problems: found }
    : { status: 'valid', plans, warnings: found };
}

/** The document with every default filled in, in the words of a plan. */
export function resolvedDocument(plans: readonly ScalingPlan[]): unknown {
  const [{ notify } = {}] = plans;
  return z.encode(planSchema, {
    version: 1,
    defaults: {},
    ...(notify === undefined ? {} : { notify }),
    targets: Object.fromEntries(plans.map(({ id, notify: _, ...plan }) => [id, plan])),
  } as z.output<typeof planSchema>);
}

/** The document as JSON Schema (draft 2020-12), as people write it. */
export function planJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(planSchema, { io: 'input', unrepresentable: 'any' });
}

/** The targets that are right in themselves, so that one report can say all. */
function readableTargets(
  document: unknown,
  pricing: Pricing | undefined,
): { readonly plans: readonly ScalingPlan[]; readonly problems: readonly PlanProblem[] } {
  if (!isRecord(document) || !isRecord(document['targets'])) {
    return { plans: [], problems: [] };
  }
  const readable = Object.entries(document['targets']).flatMap(([id, each]) => {
    const parsed = z.safeParse(targetPlan, each);
    return parsed.success ? [[id, parsed.data] as const] : [];
  });
  const { targets, problems } = priceTargets(Object.fromEntries(readable), pricing);
  return {
    plans: Object.entries(targets).map(([id, plan]): ScalingPlan => ({ id, ...plan })),
    problems,
  };
}

/** Targets take what `defaults` says and they do not; its problems are reported there only. */
function withDefaults(document: unknown): unknown {
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

/** One problem per issue; an unknown key is a problem of its own, at its own place. */
function problemsOf(issue: z.core.$ZodIssue): readonly PlanProblem[] {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      severity: 'error' as const,
      path: [...path, key],
      message: `unknown key "${key}"`,
    }));
  }
  return [{ severity: 'error', path, message: messageOf(issue) }];
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union' && 'discriminator' in issue) {
    const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : [];
    return `unknown type; one of ${options.join(', ')}`;
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map(({ message }) => message).join('; ');
  }
  return issue.message;
}
