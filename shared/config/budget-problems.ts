/** @module What is wrong with budgets that their schema cannot see. */
import {
  type Budget,
  CRITICAL_PRIORITY,
  floorRate,
  isHard,
  ORDINARY_PRIORITY,
  PERIODS,
  type Period,
} from '../core/money/budget.ts';
import { MOST_MEMBERS } from '../core/money/ledger.ts';
import type { WrittenBudgets } from './budget-schema.ts';
import { nearest } from './nearest.ts';
import type { PlanProblem } from './plan-problem.ts';
import { ifReadable } from './unreadable.ts';

/** Findings by their code; the comment above a code is its text in the reference. */
export const budgetCodes = {
  /** A target spends from a budget that the plan does not have. */
  'unknown-budget': 'error',
  /** No target spends from a budget: it limits nothing. */
  'unused-budget': 'warning',
  /** A hard limit is less than the minimums of its targets cost: they would be cut for good. */
  'minimum-over-hard-limit': 'error',
  /**
   * A limit is less than minimums cost that stand above it: the limit cannot hold. It is soft, or
   * the budget keeps minimums.
   */
  'minimum-over-soft-limit': 'warning',
  /** A limit is so high beside a shorter one that it is never reached. */
  'limit-without-effect': 'warning',
  /** An emergency sheds a target that does not spend from the budget. */
  'shed-outsider': 'error',
  /** An emergency sheds a target of priority 1, which is critical. */
  'shed-critical': 'error',
  /** An emergency is of a limit that the budget does not have: it never begins. */
  'emergency-without-limit': 'error',
} as const;
type BudgetCode = keyof typeof budgetCodes;

/** Hours of each period; the longest month counts. */
const HOURS = { hourly: 1, daily: 24, monthly: 31 * 24 } as const;

/** Every problem of every budget, and of those who name one. */
export function budgetProblems({
  budgets,
  names,
  spenders,
  hasUnreadSpender = false,
}: WrittenBudgets): readonly PlanProblem[] {
  return [
    ...unknown(spenders, names),
    ...budgets.flatMap((budget) => {
      const ids = spenders.flatMap((each) => (each.budget === budget.name ? [each.id] : []));
      if (ids.length === 0) {
        const isMeant = spenders.some((each) => meant(each.budget, names) === budget.name);
        return hasUnreadSpender || isMeant ? [] : [unused(budget)];
      }
      const others = hasUnreadSpender ? spenders.map(({ id }) => id) : undefined;
      return [
        ...PERIODS.flatMap((period) => ifReadable(() => limitProblems(budget, period)) ?? []),
        ...(ifReadable(() => shedProblems(budget, { ids, others })) ?? []),
        ...(ifReadable(() => emergencyProblems(budget)) ?? []),
        ...tooLarge(budget),
      ];
    }),
  ];
}

/** The budget that was meant by a name that none has. */
function meant(name: string | undefined, known: readonly string[]): string | undefined {
  return name === undefined || known.includes(name) ? undefined : nearest(name, known);
}

function unknown(spenders: WrittenBudgets['spenders'], known: readonly string[]) {
  const names = known.map((each) => `"${each}"`).join(', ');
  return spenders.flatMap(({ id, budget }) =>
    budget === undefined || known.includes(budget)
      ? []
      : [
          problem('unknown-budget', ['targets', id, 'budget'], {
            message: `there is no budget "${budget}"; there is ${names === '' ? 'none' : names}`,
            fix: `write ${meant(budget, known) ?? 'the name of one'}, or add "${budget}" to budgets`,
          }),
        ],
  );
}

function unused({ name }: Budget): PlanProblem {
  return problem('unused-budget', ['budgets', name], {
    message: `no target spends from the budget "${name}": it limits nothing`,
    fix: `write budget: ${name} at the targets that it is for, or take it away`,
  });
}

function limitProblems(budget: Budget, period: Period): readonly PlanProblem[] {
  const { name, limits, keepMinimums } = budget;
  const limit = limits[period];
  if (limit === undefined) {
    return [];
  }
  const path = ['budgets', name, 'limits', period];
  const floor = floorRate(budget) * HOURS[period];
  if (floor > limit) {
    const isKept = keepMinimums || !isHard(budget, period);
    return [
      problem(isKept ? 'minimum-over-soft-limit' : 'minimum-over-hard-limit', path, {
        message:
          `the minimums of its targets cost ${usd(floor)} USD in ${LONGEST[period]}, and the ` +
          `limit is ${usd(limit)} USD: ` +
          (isKept
            ? 'minimums stand above it, so it cannot hold'
            : 'they would be cut below their minimum'),
        fix: `raise the limit to ${Math.ceil(floor)} or more, or lower minimums`,
      }),
    ];
  }
  const shorter = PERIODS.find((each) => limits[each] !== undefined);
  const reached = shorter === undefined ? undefined : limits[shorter];
  if (shorter === undefined || reached === undefined || shorter === period) {
    return [];
  }
  const most = (reached * HOURS[period]) / (shorter === 'hourly' ? 1 : HOURS[shorter]);
  return limit < most
    ? []
    : [
        problem('limit-without-effect', path, {
          message:
            `the ${shorter} limit of ${usd(reached)} USD comes to ${usd(most)} USD in ` +
            `${LONGEST[period]} at most: the ${period} limit of ${usd(limit)} USD is never reached`,
          fix: `lower it below ${usd(most)}, or take it away`,
        }),
      ];
}

const LONGEST = { hourly: 'an hour', daily: 'a day', monthly: 'a month of 31 days' } as const;

function emergencyProblems({ name, limits, emergency }: Budget): readonly PlanProblem[] {
  return emergency === undefined || limits[emergency.of] !== undefined
    ? []
    : [
        problem('emergency-without-limit', ['budgets', name, 'emergency', 'of'], {
          message: `the emergency is of the ${emergency.of} limit, and there is none: it never begins`,
          fix: `write limits: { ${emergency.of}: … }, or another period`,
        }),
      ];
}

/** What is wrong with who is shed. */
function shedProblems(
  { name, emergency, members }: Budget,
  {
    ids,
    others,
  }: {
    /** Who spends from the budget. */
    readonly ids: readonly string[];
    /** Of whom it is known that they do not, where it is not known of all. */
    readonly others: readonly string[] | undefined;
  },
): readonly PlanProblem[] {
  return (emergency?.shed ?? []).flatMap((id, index) => {
    const path = ['budgets', name, 'emergency', 'shed', index];
    if (!ids.includes(id)) {
      return others?.includes(id) === false
        ? []
        : [
            problem('shed-outsider', path, {
              message: `"${id}" does not spend from the budget "${name}": shedding it would save nothing`,
              fix: `write ${nearest(id, ids) ?? `one of ${ids.join(', ')}`}, or give "${id}" this budget`,
            }),
          ];
    }
    const { priority = ORDINARY_PRIORITY } = members.find((each) => each.id === id) ?? {};
    return priority > CRITICAL_PRIORITY
      ? []
      : [
          problem('shed-critical', path, {
            message: `"${id}" has priority ${CRITICAL_PRIORITY}: critical targets are not shed`,
            fix: 'take it off the list, or give it a priority of 2 or more',
          }),
        ];
  });
}

function tooLarge({ name, members }: Budget): readonly PlanProblem[] {
  return members.length <= MOST_MEMBERS
    ? []
    : [
        {
          code: 'invalid-value',
          severity: 'error',
          path: ['budgets', name],
          message: `${members.length} targets spend from it, and its ledger holds ${MOST_MEMBERS}`,
          fix: 'give them several budgets',
        },
      ];
}

function problem(
  code: BudgetCode,
  path: PlanProblem['path'],
  said: Pick<PlanProblem, 'message' | 'fix'>,
): PlanProblem {
  return { code, severity: budgetCodes[code], path, ...said };
}

function usd(amount: number): string {
  return amount.toFixed(2);
}
