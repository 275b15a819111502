import { describe, expect, it } from 'vitest';
import type { CostQuestion, DailyCost } from '../../shared/adapters/aws/cost-explorer.ts';
import { costExplorerBills } from '../../shared/adapters/cost-explorer-bills.ts';
import { type Instant, instant } from '../../shared/core/units.ts';
import type { BillQuestion } from '../../shared/ports/bills.ts';
import { failing } from '../support/aws-fakes.ts';

function midnight(date: string): Instant {
  return instant(Date.parse(`${date}T00:00:00Z`));
}

const QUESTION: BillQuestion = {
  filter: {
    tag: { key: 'app', values: ['shop'] },
    metric: 'unblended',
    services: ['AWS Lambda'],
  },
  days: { from: midnight('2026-11-01'), to: midnight('2026-11-04') },
  account: '123456789012',
};

const usd = (date: string, amount: string | undefined): DailyCost => ({
  date,
  amount,
  currency: 'USD',
});

/** The answer where Cost Explorer tells these costs. */
const told = (...costs: readonly DailyCost[]) =>
  costExplorerBills({ dailyCosts: async () => costs }).daily(QUESTION);

describe('costExplorerBills', () => {
  it('asks for whole days, the last of them outside', async () => {
    const asked: CostQuestion[] = [];
    const bills = costExplorerBills({
      dailyCosts: async (question) => {
        asked.push(question);
        return [];
      },
    });

    await bills.daily(QUESTION);
    await bills.daily({ ...QUESTION, filter: { ...QUESTION.filter, metric: 'net-amortized' } });

    expect(asked).toMatchObject([
      {
        from: '2026-11-01',
        to: '2026-11-04',
        metric: 'UnblendedCost',
        tag: { key: 'app', values: ['shop'] },
        services: ['AWS Lambda'],
        account: '123456789012',
      },
      { metric: 'NetAmortizedCost' },
    ]);
  });

  it('tells what each day was billed for', async () => {
    const answer = await told(
      usd('2026-11-01', '12.3456789012'),
      usd('2026-11-02', '0'),
      usd('2026-11-03', '4E-7'),
      usd('2026-11-04', '1.2E+3'),
    );

    expect(answer).toEqual({
      status: 'billed',
      days: [
        { day: midnight('2026-11-01'), billed: 12.3456789012 },
        { day: midnight('2026-11-02'), billed: 0 },
        { day: midnight('2026-11-03'), billed: 4e-7 },
        { day: midnight('2026-11-04'), billed: 1200 },
      ],
    });
  });

  it.each([
    { name: 'no amount', cost: usd('2026-11-02', undefined) },
    { name: 'an empty amount', cost: usd('2026-11-02', '') },
    { name: 'an amount that is not a number', cost: usd('2026-11-02', 'NaN') },
    { name: 'an infinite amount', cost: usd('2026-11-02', 'Infinity') },
    { name: 'two amounts', cost: usd('2026-11-02', '1,200.00') },
    { name: 'an amount in another notation', cost: usd('2026-11-02', '0x10') },
    { name: 'an amount of nobody knows what', cost: { date: '2026-11-02', amount: '5' } },
    { name: 'no day', cost: usd('the second', '5') },
    { name: 'a day that does not exist', cost: usd('2026-11-31', '5') },
  ])('leaves a day with $name out: it is not 0', async ({ cost }) => {
    const answer = await told(usd('2026-11-01', '7'), cost);

    expect(answer).toEqual({
      status: 'billed',
      days: [{ day: midnight('2026-11-01'), billed: 7 }],
    });
  });

  it('tells no days where there are none', async () => {
    expect(await told()).toEqual({ status: 'billed', days: [] });
  });

  it('refuses the whole of a bill in another currency, and says which day it is', async () => {
    const answer = await told(usd('2026-11-01', '7'), {
      date: '2026-11-02',
      amount: '7',
      currency: 'CNY',
    });

    expect(answer).toEqual({
      status: 'unavailable',
      because: 'other-currency',
      detail: 'the bill of 2026-11-02 is in CNY, and ledgers are in USD',
    });
  });

  it.each(['access-denied', 'throttled', 'timeout', 'unavailable'] as const)(
    'tells a failed call as a value: %s',
    async (code) => {
      const answer = await costExplorerBills({ dailyCosts: failing(code) }).daily(QUESTION);

      expect(answer).toMatchObject({ status: 'unavailable', because: code });
    },
  );

  it('lets a bug through', async () => {
    const bills = costExplorerBills({ dailyCosts: failing(new TypeError('a bug')) });

    await expect(bills.daily(QUESTION)).rejects.toThrow(TypeError);
  });
});
