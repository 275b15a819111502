/** @module What a document that does not fit the schema tells all the same. */
import * as z from 'zod/mini';
import type { Budget } from '../core/money/budget.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { budgetSchema, memberOf, type WrittenBudgets, type WrittenPlan } from './budget-schema.ts';
import { valueAt } from './meant.ts';
import { type Mended, mended, type Renamed, writtenPath } from './mended.ts';
import type { PlanProblem } from './plan-problem.ts';
import { planSchema, targetSchema, withDefaults } from './plan-schema.ts';
import { priceTargets } from './price-targets.ts';
import { allIssues, readable } from './readable.ts';
import { problemsOf } from './schema-problems.ts';
import type { Pricing } from './unit-price.ts';
import { ifReadable, withParts } from './unreadable.ts';

/** Slips below a mended key are seen in the next round: a key lies no deeper than this. */
const MOST_ROUNDS = 8;

/** Plans of which parts may refuse to be looked at, and all that is wrong with their form. */
export interface ReadablePlans extends WrittenBudgets {
  readonly plans: readonly ScalingPlan[];
  /** The keys of each target, by its id, of which something cannot be read. */
  readonly unread: ReadonlyMap<string, ReadonlySet<string>>;
  /** What does not fit, and what is wrong with prices. */
  readonly problems: readonly PlanProblem[];
  /** Keys that are named as they were meant, for paths of what is found further on. */
  readonly renamed: readonly Renamed[];
}

/**
 * Reads what can be read. Slips that have an evident remedy are taken as mended, so that what they
 * hide is told too; every other part that does not fit throws to who looks at it.
 */
export function readablePlans(document: unknown, pricing: Pricing | undefined): ReadablePlans {
  const { problems, document: whole, renamed } = problemsIn(document);
  const read = readableTargets(withDefaults(whole)).map((target) => priced(target, pricing));
  const plans = read.map(({ plan }) => plan);
  const budgets = readableBudgets(whole, plans);
  return {
    ...budgets,
    plans: plans.map((plan) => spending(plan, budgets.budgets)),
    unread: new Map(read.map(({ plan, unread }) => [plan.id, unread])),
    problems: [...problems, ...read.flatMap((each) => each.problems)],
    renamed,
  };
}

/** All that does not fit, and the document without its slips. */
function problemsIn(written: unknown) {
  const found = new Map<string, PlanProblem>();
  let so: Mended = { document: written, renamed: [] };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { document, renamed } = so;
    const issues = allIssues(planSchema, withDefaults(document));
    const next = mended(document, issues);
    const isMended = (path: PlanProblem['path']) =>
      next.renamed.some(({ at, to }) => JSON.stringify([...at, to]) === JSON.stringify(path));
    for (const problem of issues.flatMap((issue) => problemsOf(issue, document))) {
      // A key with a slip is no missing key, too.
      if (problem.code !== 'missing-key' || !isMended(problem.path)) {
        const path = writtenPath(problem.path, renamed);
        found.set(JSON.stringify([problem.code, path]), { ...problem, path });
      }
    }
    so = { document: next.document, renamed: [...renamed, ...next.renamed] };
    if (next.document === document) {
      break;
    }
  }
  return { ...so, problems: [...found.values()] };
}

interface ReadTarget {
  readonly plan: z.output<typeof targetSchema> & { readonly id: string };
  readonly unread: ReadonlySet<string>;
}

/** The targets as far as they can be read. */
function readableTargets(document: unknown): readonly ReadTarget[] {
  return recordAt(document, 'targets').flatMap(([id, written]): readonly ReadTarget[] => {
    const issues = z.safeParse(targetSchema, written).error?.issues ?? [];
    const unread = new Set(issues.map(({ path: [key = ''] }) => String(key)));
    const read = ifReadable(() => readable(targetSchema, written));
    return read === undefined ? [] : [{ plan: withParts(read, { id }), unread }];
  });
}

/** A target with the price of its unit, and what is wrong with that. */
function priced({ plan, unread }: ReadTarget, pricing: Pricing | undefined) {
  const found = ifReadable(() => {
    const { unit, budget } = plan;
    return priceTargets({ [plan.id]: { unit, budget } }, pricing);
  });
  const unit = found?.targets[plan.id]?.unit;
  const problems = found?.problems ?? [];
  return { plan: unit === undefined ? plan : withParts(plan, { unit }), unread, problems };
}

/** The budgets as far as they can be read, each with those of its targets that can be. */
function readableBudgets(document: unknown, plans: readonly WrittenPlan[]): WrittenBudgets {
  const spenders = plans.flatMap(({ id }, index) => {
    const said = ifReadable(() => ({ id, budget: plans[index]?.budget }));
    return said === undefined ? [] : [said];
  });
  const written = recordAt(document, 'budgets');
  const targets = recordAt(document, 'targets');
  const budgets = written.flatMap(([name, each]): readonly Budget[] => {
    const read = ifReadable(() => readable(budgetSchema, each));
    const members = plans.flatMap(
      (plan) => ifReadable(() => (plan.budget === name ? [memberOf(plan)] : [])) ?? [],
    );
    return read === undefined ? [] : [withParts(read, { name, members })];
  });
  return {
    budgets,
    names: written.map(([name]) => name),
    spenders,
    hasUnreadSpender: targets.length === 0 || spenders.length < targets.length,
  };
}

/** A target with the budget that it names, where there is one and it can be read. */
function spending(plan: WrittenPlan, budgets: readonly Budget[]): ScalingPlan {
  const budget = budgets.find(({ name }) => ifReadable(() => plan.budget) === name);
  return withParts(plan, { budget });
}

function recordAt(document: unknown, key: string): readonly (readonly [string, unknown])[] {
  const value = valueAt(document, [key]);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : [];
}
