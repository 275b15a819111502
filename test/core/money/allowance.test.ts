import { describe, expect, it } from 'vitest';
import { allowanceOf } from '../../../shared/core/money/allowance.ts';
import type { Budget } from '../../../shared/core/money/budget.ts';
import { emptyLedger, observe, reserve, want } from '../../../shared/core/money/ledger.ts';
import { standingOf } from '../../../shared/core/money/levels.ts';
import { budget, member } from '../../support/budgets.ts';
import { at, START } from '../../support/builders.ts';

const TWO = [member('web', { priority: 1, min: 5 }), member('jobs', { min: 2 })];

/** What a target may have, while the others cost, want and have reserved so much. */
function allowance(
  id: string,
  rates: Readonly<Record<string, number>>,
  given: {
    readonly budget?: Partial<Budget>;
    readonly wanted?: Readonly<Record<string, number>>;
    readonly reserved?: Readonly<Record<string, number>>;
    readonly spentToday?: number;
  } = {},
) {
  const shared = budget({ members: TWO, ...given.budget });
  let ledger = emptyLedger('shop', START);
  if (given.spentToday !== undefined) {
    const hour = String(START / 3_600_000 - 1);
    ledger = { ...ledger, hours: { [hour]: given.spentToday } };
  }
  for (const [target, rate] of Object.entries(rates)) {
    ledger = observe(ledger, { target, at: START, rate });
  }
  for (const [target, rate] of Object.entries(given.wanted ?? {})) {
    ledger = want(ledger, target, rate);
  }
  for (const [target, rate] of Object.entries(given.reserved ?? {})) {
    ledger = reserve(ledger, { target, at: START, rate });
  }
  const found = shared.members.find((each) => each.id === id) ?? member(id);
  const answer = allowanceOf(
    { budget: shared, ledger, standing: standingOf(shared, ledger, START) },
    found,
  );
  if (answer.status !== 'known') {
    throw new Error('the ledger is there');
  }
  return answer;
}

describe('under an hourly cap of 100 USD, where web costs 60, a target', () => {
  it.each([
    { name: 'may have what is left over', jobs: 10, most: 40 },
    { name: 'may not have what others reserved', jobs: 10, reserved: { web: 85 }, most: 15 },
    { name: 'keeps what it reserved itself', jobs: 10, reserved: { jobs: 40 }, most: 40 },
    { name: 'makes room for a more important one', jobs: 40, wanted: { web: 90 }, most: 10 },
    { name: 'keeps its minimum in that', jobs: 40, wanted: { web: 200 }, most: 2 },
    { name: 'waits for that room', id: 'web', jobs: 40, wanted: { web: 90 }, most: 60 },
    { name: 'gives back what is too much', jobs: 55, most: 40 },
  ])('$name', ({ id = 'jobs', jobs, most, ...given }) => {
    const answer = allowance(id, { web: 60, jobs }, given);

    expect(answer).toMatchObject({ most, hardMost: most, cap: { period: 'hourly', isHard: true } });
  });

  it('that is soft keeps what runs, and does not grow', () => {
    const answer = allowance('jobs', { web: 60, jobs: 55 }, { budget: { soft: ['hourly'] } });

    expect(answer.most).toBe(55);
    expect(answer).not.toHaveProperty('hardMost');
  });
});

describe('under a daily cap a target', () => {
  const limits = { daily: 1000 };

  it.each([
    { name: 'may have what two hours and all minimums leave', spentToday: 700, most: 80 },
    { name: 'of which nothing is left may have nothing', spentToday: 1000, most: 0 },
    {
      name: 'that is soft keeps its minimum',
      spentToday: 1000,
      budget: { soft: ['daily'] },
      most: 5,
    },
    {
      name: 'keeps its minimum where the budget keeps minimums',
      spentToday: 1000,
      budget: { keepMinimums: true },
      most: 5,
    },
  ] as const)('$name', ({ spentToday, most, ...given }) => {
    const shared = { limits, members: [member('web', { priority: 1, min: 5 })], ...given.budget };

    const answer = allowance('web', { web: 20 }, { spentToday, budget: shared });

    // 15 hours are left: 300 USD pay (300 − 5 × 13) ÷ 2 = 117 an hour.
    expect(answer.most).toBe(spentToday === 700 ? 117 : most);
  });

  it('is told the tightest of several caps', () => {
    const answer = allowance(
      'web',
      { web: 60 },
      { budget: { limits: { hourly: 70, daily: 5000 } } },
    );

    expect(answer).toMatchObject({ most: 68, cap: { period: 'hourly', limit: 70 }, mostRate: 70 });
  });
});

describe('a mixed fleet', () => {
  it('may have units by what they cost, the base on demand and the rest on spot', () => {
    const purchase = {
      onDemandBase: 4,
      onDemandPercentageAboveBase: 0,
      onDemandAllocation: 'prioritized',
      fallToOnDemand: false,
      onDemandPerHour: 1,
      spotPerHour: 0.25,
    } as const;
    const { unit, ...rest } = member('web');
    const members = [{ ...rest, unit: { ...unit, purchase } }];

    const answer = allowance('web', { web: 4 }, { budget: { members, limits: { hourly: 10 } } });

    expect(answer.most).toBe(4 + 24);
  });
});

describe('an emergency', () => {
  const emergency = { at: 1.5, of: 'hourly', shed: ['jobs'] } as const;
  const shed = { since: START, period: 'hourly' } as const;

  it.each([
    { name: 'sheds who is named', id: 'jobs', isShed: true },
    { name: 'leaves everybody else', id: 'web', isShed: false },
  ])('$name', ({ id, isShed }) => {
    const shared = budget({ members: TWO, emergency });
    const ledger = {
      ...observe(emptyLedger('shop', at(0)), { target: 'web', at: START, rate: 180 }),
      ladder: { shed },
    };
    const standing = standingOf(shared, ledger, START);
    const found = TWO.find((each) => each.id === id) ?? member(id);

    const answer = allowanceOf({ budget: shared, ledger, standing }, found);

    expect('shed' in answer ? answer.shed : undefined).toBe(
      isShed
        ? 'the emergency of budget "shop" sheds it: 180.00 USD hourly for a limit of 100.00 USD, ' +
            'and it began at 150 %'
        : undefined,
    );
  });
});
