import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateTargets } from '../../shared/app/evaluate-targets.ts';
import {
  BillsFailedError,
  reconcileBills,
  UnknownBudgetError,
} from '../../shared/app/reconcile-bills.ts';
import { reconcileBudgets } from '../../shared/app/reconcile-budgets.ts';
import type { DayFigure } from '../../shared/core/money/billed-days.ts';
import type { BudgetNotice } from '../../shared/core/money/budget-notice.ts';
import { emptyLedger, type Ledger, spentAt } from '../../shared/core/money/ledger.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { type Instant, instant } from '../../shared/core/units.ts';
import type { BillAnswer, BillQuestion, Bills } from '../../shared/ports/bills.ts';
import { StoreUnavailableError } from '../../shared/ports/state-store.ts';
import { type InMemoryApplication, inMemoryApplication } from '../support/application.ts';
import { busyLedgers } from '../support/busy-ledgers.ts';
import { billedPlans, spendingPlans } from '../support/spending-plans.ts';

const ACCOUNT = '123456789012';
const DAY = 86_400;
const NOW = time('2026-11-09T09:23:00Z');
const TODAY = time('2026-11-09T00:00:00Z');

function time(text: string): Instant {
  return instant(Date.parse(text));
}

/** A ledger that counted 10 USD on each day of November before today, and nothing today. */
function counted(): Ledger {
  const days = Array.from({ length: 8 }, (_, index) => [`2026-11-0${index + 1}`, 10] as const);
  return { ...emptyLedger('shop', TODAY), days: Object.fromEntries(days) };
}

/** What was billed for the days of November, from the first on; undefined leaves one out. */
function days(...amounts: readonly (number | undefined)[]): readonly DayFigure[] {
  const first = time('2026-11-01T00:00:00Z');
  return amounts.flatMap((billed, index) =>
    billed === undefined ? [] : [{ day: instant(first + index * DAY * 1000), billed }],
  );
}

interface Billing {
  readonly app: InMemoryApplication;
  readonly asked: readonly BillQuestion[];
  /** Holds the ledger against these days, or against another answer. */
  bill(answer: readonly DayFigure[] | BillAnswer): ReturnType<typeof reconcileBills>;
  /** USD of this month in the ledger. */
  month(): Promise<number>;
}

async function billing({
  plans = billedPlans(),
  start = NOW,
  ledger = counted(),
}: {
  readonly plans?: readonly ScalingPlan[];
  readonly start?: Instant;
  readonly ledger?: Ledger;
} = {}): Promise<Billing> {
  const app = inMemoryApplication(plans, { start });
  await app.ports.ledgers.save(ledger);
  const asked: BillQuestion[] = [];
  return {
    app,
    asked,
    bill(answer) {
      const bills: Bills = {
        daily: async (question) => {
          asked.push(question);
          return 'status' in answer ? answer : { status: 'billed', days: answer };
        },
      };
      return reconcileBills({ plans, account: ACCOUNT }, { ...app.ports, bills });
    },
    async month() {
      const latest = await app.ports.ledgers.latest('shop');
      return latest === undefined ? Number.NaN : spentAt(latest, app.ports.clock.now()).monthly;
    },
  };
}

describe('a bill', () => {
  it('is asked for once, for the days of this month that are over', async () => {
    const { bill, asked } = await billing();

    await bill(days(10));

    expect(asked).toEqual([
      {
        filter: {
          tag: { key: 'app', values: ['shop'] },
          metric: 'unblended',
          services: ['Amazon Elastic Compute Cloud - Compute'],
        },
        days: { from: time('2026-11-01T00:00:00Z'), to: TODAY },
        account: ACCOUNT,
      },
    ]);
  });

  it('corrects days that are final both ways, and later ones only up', async () => {
    const { bill, month, app } = await billing();

    const [outcome] = await bill(days(12, 7, 10, 10, 10, 10, 15, 2));

    expect(await month()).toBeCloseTo(80 + 2 - 3 + 5, 9);
    expect(outcome).toMatchObject({ budget: 'shop', code: 'reconciled' });
    expect(app.ports.notifications.told).toMatchObject([
      {
        code: 'budget-reconciled',
        severity: 'info',
        what: 'The ledger of budget "shop" was corrected by +4.00 USD.',
        why:
          'Cost Explorer says that 76.00 USD were billed from 2026-11-01 to 2026-11-08, ' +
          'and that is not what we had counted.',
      },
    ]);
  });

  it('says how many days it has nothing of, and leaves them as they were counted', async () => {
    const { bill, month, app } = await billing();

    await bill(days(12, undefined, undefined, 11));

    expect(await month()).toBeCloseTo(83, 9);
    expect(app.ports.notifications.told[0]?.why).toContain('and nothing of 6 of these days');
  });

  it('is heard by the next look: what is now over the limit gives way', async () => {
    const { bill, app } = await billing();
    app.describe('web', 3);
    app.describe('staging', 4);
    app.read('web', 'load', 30);
    app.read('staging', 'load', 40);

    await bill(days(100, 100, 100, 100, 100, 100, 10, 10));
    const before = [...app.applied];
    await evaluateTargets(app.plans, app.ports);

    expect(before).toEqual([]);
    expect(app.applied).toMatchObject([{ target: 'staging', from: 4, to: 1 }]);
  });

  it('that comes twice corrects once, and tells once', async () => {
    const { bill, month, app } = await billing();

    await bill(days(12, 12));
    app.pass(60);
    const [again] = await bill(days(12, 12));

    expect(again).toMatchObject({ code: 'confirmed' });
    expect(await month()).toBeCloseTo(84, 9);
    expect(app.ports.notifications.told).toHaveLength(1);
  });

  it('for next to nothing of what was counted is doubted, and the log says so', async () => {
    const { bill, month, app } = await billing();

    const [outcome] = await bill(days(0, 0, 0, 0, 0, 0, 0, 0));

    expect(outcome).toMatchObject({ code: 'doubted' });
    expect(await month()).toBeCloseTo(80, 9);
    expect(app.notes).toMatchObject([
      { level: 'warn', message: expect.stringContaining('2026-11-01, 2026-11-02') },
    ]);
  });

  it('raises the month by what was spent before Tidegate was there', async () => {
    const { bill, month } = await billing({ ledger: emptyLedger('shop', TODAY) });

    await bill(days(20, 20, 20, 20, 20, 20, 20, 20));

    expect(await month()).toBeCloseTo(160, 9);
  });

  it('is not lost while others write the ledger', async () => {
    const { app, month } = await billing();
    const ledgers = busyLedgers(app.ports.ledgers, { conflicts: 3 });
    const bills: Bills = { daily: async () => ({ status: 'billed', days: days(12) }) };

    await reconcileBills({ plans: app.plans, account: ACCOUNT }, { ...app.ports, ledgers, bills });

    expect(await month()).toBeCloseTo(82, 9);
  });
});

describe('as the month turns', () => {
  it('nothing is asked on its first day', async () => {
    const { bill, asked } = await billing({ start: time('2026-12-01T01:23:00Z') });

    const outcomes = await bill(days(12));

    expect(outcomes).toMatchObject([{ budget: 'shop', code: 'too-early' }]);
    expect(asked).toEqual([]);
  });

  it('a correction of the month before is over', async () => {
    const { bill, month, app } = await billing({ start: time('2026-11-30T17:23:00Z') });
    await bill(days(12, 12));
    const before = await month();

    app.pass(2 * DAY);
    await bill([{ day: time('2026-12-01T00:00:00Z'), billed: 5 }]);

    expect(before).toBeCloseTo(84, 9);
    expect(await month()).toBeCloseTo(5, 9);
  });

  it('an answer that comes when it has turned corrects nothing', async () => {
    const { app } = await billing({ start: time('2026-11-30T23:59:59Z') });
    const bills: Bills = {
      daily: async () => {
        app.pass(2);
        return { status: 'billed', days: days(12, 12) };
      },
    };

    const outcomes = await reconcileBills(
      { plans: app.plans, account: ACCOUNT },
      { ...app.ports, bills },
    );

    expect(outcomes).toMatchObject([{ code: 'confirmed' }]);
    const latest = await app.ports.ledgers.latest('shop');
    expect(latest === undefined ? undefined : spentAt(latest, app.ports.clock.now())).toMatchObject(
      { monthly: 0 },
    );
  });
});

describe('what cannot be had', () => {
  it.each([
    { because: 'access-denied', detail: 'it may not' },
    { because: 'other-currency', detail: 'the bill of 2026-11-02 is in CNY' },
    { because: 'unavailable', detail: 'data unavailable' },
  ] as const)('fails once all is done, and changes nothing: $because', async (failure) => {
    const { bill, month } = await billing();

    const failed = bill({ status: 'unavailable', ...failure });

    await expect(failed).rejects.toThrow(BillsFailedError);
    await expect(failed).rejects.toThrow(
      `shop has no bill (${failure.because}): ${failure.detail}`,
    );
    expect(await month()).toBeCloseTo(80, 9);
  });

  it('is a ledger, too', async () => {
    const { app } = await billing();
    const down = () => Promise.reject(new StoreUnavailableError('read', new Error('down')));
    const bills: Bills = { daily: async () => ({ status: 'billed', days: days(12) }) };
    const ledgers = { ...app.ports.ledgers, latest: down, save: down };
    const ports = { ...app.ports, ledgers, bills };

    const failed = reconcileBills({ plans: app.plans, account: ACCOUNT }, ports);

    await expect(failed).rejects.toMatchObject({ budgets: ['shop'] });
  });

  it('is a bill of a budget that asks for none: nothing is asked', async () => {
    const { app } = await billing();
    const asked: BillQuestion[] = [];
    const bills: Bills = {
      daily: async (question) => {
        asked.push(question);
        return { status: 'billed', days: [] };
      },
    };
    const ports = { ...app.ports, bills };
    const wanted = { plans: app.plans, budgets: ['shop', 'sea'], account: ACCOUNT };

    await expect(reconcileBills(wanted, ports)).rejects.toThrow(UnknownBudgetError);
    expect(asked).toEqual([]);
  });

  it('is nothing where no budget asks', async () => {
    const { bill, asked } = await billing({ plans: spendingPlans() });

    expect(await bill(days(12))).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('bills and notices of AWS Budgets', () => {
  const notice = (amount: number, date: string): BudgetNotice => ({
    account: ACCOUNT,
    awsBudget: 'shop-monthly',
    kind: 'actual',
    measures: 'cost',
    period: 'monthly',
    amount,
    currency: 'USD',
    on: time(`${date}T12:00:00Z`),
    at: time(`${date}T13:00:00Z`),
  });
  type News = { readonly days: readonly DayFigure[] } | { readonly notice: BudgetNotice };

  /** The month after all news, told one after the other at the same time. */
  async function monthAfter(all: readonly News[]): Promise<number> {
    const { app, bill, month } = await billing();
    for (const news of all) {
      // biome-ignore lint/performance/noAwaitInLoops: one after the other is what is tried.
      await ('days' in news
        ? bill(news.days)
        : reconcileBudgets([news.notice], { plans: app.plans, account: ACCOUNT }, app.ports));
    }
    return month();
  }

  it.each([
    { name: 'the notice first', order: [0, 1] },
    { name: 'the bill first', order: [1, 0] },
    { name: 'both again and again', order: [1, 0, 0, 1, 1, 0] },
  ])('do not correct the same day twice: $name', async ({ order }) => {
    const all: readonly News[] = [
      { notice: notice(120, '2026-11-09') },
      { days: days(14, 14, 14, 14, 14, 14, 10, 10) },
    ];

    expect(await monthAfter(order.flatMap((index) => all[index] ?? []))).toBeCloseTo(120, 9);
  });

  it('come to the same in every order, however often they come', async () => {
    const anyNews: fc.Arbitrary<News> = fc.oneof(
      fc
        .array(fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }), { maxLength: 8 })
        .map((amounts) => ({ days: days(...amounts) })),
      fc
        .record({ amount: fc.integer({ min: 1, max: 300 }), day: fc.integer({ min: 1, max: 9 }) })
        .map(({ amount, day }) => ({ notice: notice(amount, `2026-11-0${day}`) })),
    );

    await fc.assert(
      fc.asyncProperty(
        fc
          .array(anyNews, { minLength: 1, maxLength: 5 })
          .chain((all) =>
            fc.tuple(
              fc.constant(all),
              fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length }),
            ),
          ),
        async ([inOrder, mixed]) => {
          expect(await monthAfter(mixed)).toBeCloseTo(await monthAfter(inOrder), 9);
        },
      ),
      { numRuns: 40 },
    );
  });
});
