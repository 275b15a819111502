import { describe, expect, it } from 'vitest';
import { type BudgetNotice, readNotice } from '../../../shared/core/money/budget-notice.ts';
import { instant } from '../../../shared/core/units.ts';

const time = (text: string) => instant(Date.parse(text));
const now = time('2026-11-23T09:00:06Z');
const account = '123456789012';
const notice: BudgetNotice = {
  account,
  awsBudget: 'shop-monthly',
  kind: 'actual',
  measures: 'cost',
  period: 'monthly',
  amount: 612.4,
  currency: 'USD',
  on: time('2026-11-23T00:00:00Z'),
  at: time('2026-11-23T09:00:05Z'),
};

describe('readNotice', () => {
  it('makes a figure for the month up to the end of the day that it is dated', () => {
    expect(readNotice(notice, { account, now })).toEqual({
      status: 'figure',
      figure: {
        from: time('2026-11-01T00:00:00Z'),
        to: time('2026-11-24T00:00:00Z'),
        billed: 612.4,
        at: notice.at,
      },
    });
  });

  it.each([
    { name: 'another account', given: { account: '210987654321' }, code: 'other-account' },
    { name: 'a budget of usage', given: { measures: 'Usage' }, code: 'not-a-cost-budget' },
    { name: 'a forecast', given: { kind: 'forecast' }, code: 'forecast' },
    { name: 'yuan', given: { currency: 'CNY' }, code: 'other-currency' },
    { name: 'a day', given: { period: 'daily' }, code: 'other-period' },
    { name: 'nobody knows what period', given: { period: 'unknown' }, code: 'other-period' },
    { name: 'last month', given: { on: time('2026-10-31T23:59:59Z') }, code: 'past' },
    { name: 'last year', given: { on: time('2025-11-23T09:00:00Z') }, code: 'past' },
    { name: 'the day after tomorrow', given: { on: time('2026-11-25T00:00:00Z') }, code: 'future' },
  ] as const)('ignores one for $name, with the code $code', ({ given, code }) => {
    const read = readNotice({ ...notice, ...given }, { account, now });

    expect(read).toMatchObject({ status: 'ignored', code });
  });

  it('ignores every one where its own account is not known: nothing is certain', () => {
    expect(readNotice(notice, { account: undefined, now })).toMatchObject({
      code: 'other-account',
      because: 'it is for the account 123456789012, and this is not known to be any',
    });
  });

  it('takes one that is dated tomorrow for today: it is night elsewhere', () => {
    const tomorrow = { ...notice, on: time('2026-11-24T00:00:00Z') };

    expect(readNotice(tomorrow, { account, now })).toMatchObject({
      figure: { to: time('2026-11-24T00:00:00Z') },
    });
  });
});
