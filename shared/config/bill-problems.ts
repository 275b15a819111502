/** @module What is wrong with the bills that budgets ask Cost Explorer for. */
import { type BillSettings, billFilterOf, billingService } from '../core/money/bill-filter.ts';
import type { Budget } from '../core/money/budget.ts';
import type { PlanProblem } from './plan-problem.ts';
import { ifReadable } from './unreadable.ts';

/** Findings by their code; the comment above a code is its text in the reference. */
export const billCodes = {
  /** Nothing tells which services bill for a budget's units: their plan states only a price. */
  'bill-without-services': 'error',
  /** A budget has no monthly limit, and a bill corrects only the month: it changes nothing. */
  'bill-without-effect': 'warning',
  /** The bill of a service counts that bills for nothing which spends from the budget. */
  'bill-of-more': 'warning',
  /** Two budgets ask for the same bill: both would count all of it. */
  'bill-twice': 'warning',
} as const;

/** Every problem of the bills that these budgets ask for. */
export function billProblems(budgets: readonly Budget[]): readonly PlanProblem[] {
  return budgets.flatMap((budget, index) =>
    [
      () => withoutServices(budget),
      () => withoutEffect(budget),
      () => ofMore(budget),
      () => twice(budget, budgets.slice(0, index)),
    ].flatMap((find) => ifReadable(() => (budget.members.length === 0 ? [] : find())) ?? []),
  );
}

/** Targets of which nothing tells who bills for their units. */
function unknown({ members }: Budget): readonly string[] {
  return members.flatMap(({ id, unit }) => (billingService(unit) === undefined ? [id] : []));
}

function withoutServices(budget: Budget): readonly PlanProblem[] {
  const { name, costExplorer } = budget;
  const ids = unknown(budget);
  if (costExplorer === undefined || costExplorer.services !== undefined || ids.length === 0) {
    return [];
  }
  return [
    problem('bill-without-services', name, [], {
      message: `nothing tells which service bills for the units of ${list(ids)}`,
      fix:
        'write what a unit is (instanceType, fargate, lambda or database), or name all services, ' +
        'like services: [Amazon Elastic Compute Cloud - Compute]',
    }),
  ];
}

function withoutEffect({ name, costExplorer, limits }: Budget): readonly PlanProblem[] {
  return costExplorer === undefined || limits.monthly !== undefined
    ? []
    : [
        problem('bill-without-effect', name, [], {
          message: 'a bill corrects only the month, and there is no monthly limit',
          fix: 'write limits: { monthly: … }, or take costExplorer away',
        }),
      ];
}

function ofMore(budget: Budget): readonly PlanProblem[] {
  const { name, costExplorer, members } = budget;
  const services = costExplorer?.services ?? [];
  const billing: ReadonlySet<string | undefined> = new Set(
    members.map(({ unit }) => billingService(unit)),
  );
  return unknown(budget).length > 0
    ? []
    : services.flatMap((service, index) =>
        billing.has(service)
          ? []
          : [
              problem('bill-of-more', name, ['services', index], {
                message: `"${service}" bills for no unit of this budget, and its bill would count`,
                fix: `take it off the list: ${list([...billing].map((each) => `"${each}"`))} will do`,
              }),
            ],
      );
}

function twice(budget: Budget, others: readonly Budget[]): readonly PlanProblem[] {
  const { name, costExplorer } = budget;
  const other = others.find((each) => isShared(billFilterOf(budget), billFilterOf(each)));
  return costExplorer === undefined || other === undefined
    ? []
    : [
        problem('bill-twice', name, ['tag'], {
          message: `the budget "${other.name}" asks for the same bill: both would count all of it`,
          fix: 'give what spends from each budget a tag or a value of its own',
        }),
      ];
}

/** Whether something may be in both bills. */
function isShared(one: BillSettings | undefined, other: BillSettings | undefined): boolean {
  const haveCommon = (some: readonly string[] = [], more: readonly string[] = []) =>
    some.some((each) => more.includes(each));
  return (
    one !== undefined &&
    one.tag.key === other?.tag.key &&
    haveCommon(one.tag.values, other.tag.values) &&
    haveCommon(one.services, other.services)
  );
}

function problem(
  code: keyof typeof billCodes,
  budget: string,
  path: PlanProblem['path'],
  said: Pick<PlanProblem, 'message' | 'fix'>,
): PlanProblem {
  const place = ['budgets', budget, 'costExplorer', ...path];
  return { code, severity: billCodes[code], path: place, ...said };
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
