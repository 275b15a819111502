import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { onBudgetNotice } from '../../functions/on-budget-notice.ts';
import { RejectedEventError } from '../../shared/adapters/events/rejected-event.ts';
import { emptyLedger, spentAt } from '../../shared/core/money/ledger.ts';
import { instant } from '../../shared/core/units.ts';
import { StoreUnavailableError } from '../../shared/ports/state-store.ts';
import { type InMemoryApplication, inMemoryApplication } from '../support/application.ts';
import { budgetsText } from '../support/budget-texts.ts';
import { busyLedgers } from '../support/busy-ledgers.ts';
import { spendingPlans } from '../support/spending-plans.ts';

const START = instant(Date.parse('2026-11-23T09:00:06Z'));

/** Two targets on the budget `shop`, whose ledger has nothing yet but is open; one on none. */
async function application(): Promise<InMemoryApplication> {
  const app = inMemoryApplication(spendingPlans(), { start: START });
  for (const target of ['web', 'staging', 'free']) {
    app.read(target, 'load', 20);
    app.describe(target, 2);
  }
  await app.ports.ledgers.save(emptyLedger('shop', START));
  return app;
}

const sns = (text: string, sent = '2026-11-23T09:00:05.345Z') => ({
  Records: [{ EventSource: 'aws:sns', Sns: { Message: text, Timestamp: sent } }],
});

/** USD of the month in the ledger. */
async function spentThisMonth({ ports }: InMemoryApplication): Promise<number> {
  const ledger = await ports.ledgers.latest('shop');
  return ledger === undefined ? Number.NaN : spentAt(ledger, START).monthly;
}

describe('a notice of actual cost', () => {
  test('raises the ledger to what was billed, says so, and evaluates the targets', async () => {
    const app = await application();

    const answer = await onBudgetNotice(sns(budgetsText()), app);

    expect(answer).toMatchObject({
      notices: [{ budget: 'shop', code: 'reconciled' }],
      evaluated: 2,
    });
    expect(await spentThisMonth(app)).toBeCloseTo(612.4, 2);
    expect(app.ports.notifications.told).toContainEqual(
      expect.objectContaining({
        code: 'budget-reconciled',
        what: 'The ledger of budget "shop" was corrected by +612.40 USD.',
      }),
    );
    expect(new Set(app.evaluations.map(({ decision }) => decision.target))).toEqual(
      new Set(['web', 'staging']),
    );
  });

  test('above an emergency sheds the targets that are named, and nobody else, at once', async () => {
    const app = await application();
    app.describe('web', 3);
    app.describe('staging', 4);
    app.read('web', 'load', 30);
    app.read('staging', 'load', 40);

    await onBudgetNotice(sns(budgetsText()), app);

    expect(app.applied).toMatchObject([{ target: 'staging', from: 4, to: 1 }]);
    expect(app.ports.notifications.told.map(({ code }) => code)).toContain('budget-shed');
  });

  test('that comes twice corrects once, and tells once', async () => {
    const app = await application();

    await onBudgetNotice(sns(budgetsText()), app);
    const again = await onBudgetNotice(sns(budgetsText()), app);

    expect(again).toMatchObject({ notices: [{ code: 'confirmed' }], evaluated: 2 });
    expect(await spentThisMonth(app)).toBeCloseTo(612.4, 2);
    const told = app.ports.notifications.told.filter(({ code }) => code === 'budget-reconciled');
    expect(told).toHaveLength(1);
  });

  test('that is older than another of the same day changes nothing', async () => {
    const app = await application();

    await onBudgetNotice(sns(budgetsText({ amount: '$700.00' }), '2026-11-23T08:00:00Z'), app);
    const older = await onBudgetNotice(sns(budgetsText(), '2026-11-23T07:00:00Z'), app);

    expect(older).toMatchObject({ notices: [{ code: 'confirmed' }] });
    expect(await spentThisMonth(app)).toBeCloseTo(700, 2);
  });

  test('is not lost while others write the ledger', async () => {
    const app = await application();
    const ledgers = busyLedgers(app.ports.ledgers, { conflicts: 3 });

    await onBudgetNotice(sns(budgetsText()), { ...app, ports: { ...app.ports, ledgers } });

    expect(await spentThisMonth(app)).toBeCloseTo(612.4, 2);
  });
});

describe('the samples in events/', () => {
  test.each([
    { file: 'direct', code: 'reconciled' },
    { file: 'event-bridge', code: 'reconciled' },
    { file: 'event-bridge-text', code: 'reconciled' },
    { file: 'sns', code: 'reconciled' },
    { file: 'sns-forecast', code: 'forecast' },
  ])('for on-budget-notice, $file: $code', async ({ file, code }) => {
    const app = await application();
    const sample = new URL(`../../events/on-budget-notice.${file}.json`, import.meta.url);

    const answer = await onBudgetNotice(JSON.parse(readFileSync(sample, 'utf8')), app);

    expect(answer).toMatchObject({ notices: [{ code }] });
    expect(await spentThisMonth(app)).toBeCloseTo(code === 'forecast' ? 0 : 612.4, 2);
  });
});

describe('a notice that is not certain changes nothing, and the answer and the log say why', () => {
  test.each([
    { name: 'of a forecast', text: budgetsText({ kind: 'FORECASTED' }), code: 'forecast' },
    {
      name: 'for another account',
      text: budgetsText({ account: '210987654321' }),
      code: 'other-account',
    },
    {
      name: 'of a budget that the plan does not have',
      text: budgetsText({ name: 'garden' }),
      code: 'unknown-budget',
    },
    { name: 'of usage', text: budgetsText({ type: 'Usage' }), code: 'not-a-cost-budget' },
    { name: 'of a quarter', text: budgetsText({ period: 'quarter' }), code: 'other-period' },
    { name: 'in yuan', text: budgetsText({ amount: '¥612.40' }), code: 'other-currency' },
    { name: 'of last month', text: budgetsText({ date: 'October 31, 2026' }), code: 'past' },
    { name: 'of next month', text: budgetsText({ date: 'December 1, 2026' }), code: 'future' },
  ])('$name: $code', async ({ text, code }) => {
    const app = await application();

    const answer = await onBudgetNotice(sns(text), app);

    expect(answer).toMatchObject({ notices: [{ code }], evaluated: 0 });
    expect(app.notes).toMatchObject([{ level: 'warn', details: { code } }]);
    expect(await spentThisMonth(app)).toBe(0);
    expect(app.applied).toEqual([]);
  });

  test('where the account that we run in is not known', async () => {
    const app = await application();

    const answer = await onBudgetNotice(sns(budgetsText()), { ...app, accountId: undefined });

    expect(answer).toMatchObject({ notices: [{ code: 'other-account' }], evaluated: 0 });
  });
});

describe('what fails is delivered again', () => {
  test('a text that is no notice is rejected as a whole', async () => {
    const app = await application();
    const both = { Records: [...sns(budgetsText()).Records, ...sns('the tide is high').Records] };

    const rejected = onBudgetNotice(both, app);

    await expect(rejected).rejects.toThrow(RejectedEventError);
    expect(await spentThisMonth(app)).toBe(0);
  });

  test('a ledger that does not answer', async () => {
    const app = await application();
    const failing = () => Promise.reject(new StoreUnavailableError('read', new Error('down')));
    const ports = {
      ...app.ports,
      ledgers: { ...app.ports.ledgers, latest: failing, save: failing },
    };

    const failed = onBudgetNotice(sns(budgetsText()), { ...app, ports });

    await expect(failed).rejects.toThrow(StoreUnavailableError);
    expect(app.applied).toEqual([]);
  });
});
