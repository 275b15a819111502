import { describe, expect, it } from 'vitest';
import { budgetNotices } from '../../../shared/adapters/events/budget-notice.ts';
import { budgetText } from '../../../shared/adapters/events/budget-text.ts';
import { RejectedEventError } from '../../../shared/adapters/events/rejected-event.ts';
import { budgetsText } from '../../support/budget-texts.ts';

const MIDNIGHT = Date.parse('2026-11-23T00:00:00Z');
const SENT = '2026-11-23T09:00:05.345Z';

const sns = (...texts: readonly string[]) => ({
  Records: texts.map((text) => ({
    EventSource: 'aws:sns',
    Sns: { Message: text, Timestamp: SENT },
  })),
});
const written = {
  accountId: '123456789012',
  budgetName: 'shop-monthly',
  notificationType: 'ACTUAL',
  timeUnit: 'MONTHLY',
  spend: { amount: '612.40', unit: 'USD' },
  time: SENT,
};
const notice = {
  account: '123456789012',
  awsBudget: 'shop-monthly',
  kind: 'actual',
  measures: 'cost',
  period: 'monthly',
  amount: 612.4,
  currency: 'USD',
};

describe('a notice of AWS Budgets', () => {
  it.each([
    { name: 'by SNS', event: sns(budgetsText()), on: MIDNIGHT },
    {
      name: 'by EventBridge as text',
      event: { 'detail-type': 'Budget Notice', time: SENT, detail: { message: budgetsText() } },
      on: MIDNIGHT,
    },
    {
      name: 'by EventBridge in the words of the API',
      event: { source: 'billing', 'detail-type': 'Budget Notice', detail: written },
      on: Date.parse(SENT),
    },
    { name: 'by hand', event: { budgetNotice: written }, on: Date.parse(SENT) },
  ])('is the same $name', ({ event, on }) => {
    expect(budgetNotices(event)).toEqual([{ ...notice, on, at: Date.parse(SENT) }]);
  });

  it('is sent on the day that it is dated, where nobody says when', () => {
    const event = { Records: [{ EventSource: 'aws:sns', Sns: { Message: budgetsText() } }] };

    expect(budgetNotices(event)).toMatchObject([{ at: MIDNIGHT }]);
  });

  it.each([
    { name: 'a forecast', text: budgetsText({ kind: 'FORECASTED' }), read: { kind: 'forecast' } },
    { name: 'thousands', text: budgetsText({ amount: '$12,345.60' }), read: { amount: 12345.6 } },
    { name: 'no cents', text: budgetsText({ amount: '$85' }), read: { amount: 85 } },
    {
      name: 'the code before the amount',
      text: budgetsText({ amount: 'USD 85.20' }),
      read: { amount: 85.2, currency: 'USD' },
    },
    {
      name: 'the code behind the amount',
      text: budgetsText({ amount: '85.20 USD' }),
      read: { amount: 85.2, currency: 'USD' },
    },
    { name: 'euros', text: budgetsText({ amount: '€85.20' }), read: { currency: '€' } },
    { name: 'another code', text: budgetsText({ amount: '85.20 CNY' }), read: { currency: 'CNY' } },
    { name: 'no currency', text: budgetsText({ amount: '85.20' }), read: { currency: 'none' } },
    {
      name: 'a budget of usage',
      text: budgetsText({ type: 'Usage', amount: '120 Hrs' }),
      read: { measures: 'Usage', currency: 'none' },
    },
    { name: 'a day', text: budgetsText({ period: 'day' }), read: { period: 'daily' } },
    { name: 'no known period', text: budgetsText({ period: 'tide' }), read: { period: 'unknown' } },
    {
      name: 'lines that end as on Windows',
      text: budgetsText().replaceAll('\n', '\r\n'),
      read: notice,
    },
    { name: 'its lines in another order', text: shuffled(budgetsText()), read: notice },
  ])('is read with $name', ({ text, read }) => {
    expect(budgetText(text)).toMatchObject(read);
  });

  it.each([
    { name: 'no name', text: without('Budget Name'), problem: 'Budget Name' },
    { name: 'no kind', text: without('Alert Type'), problem: 'neither ACTUAL nor FORECASTED' },
    { name: 'no account', text: without('AWS Account'), problem: 'AWS Account <twelve digits>' },
    { name: 'no date', text: budgetsText({ date: 'yesterday' }), problem: 'it says no date' },
    { name: 'no amount', text: budgetsText({ amount: undefined }), problem: 'no amount of money' },
    {
      name: 'the decimals of others',
      text: budgetsText({ amount: '1.234,56' }),
      problem: '"ACTUAL Amount" is no amount of money',
    },
    { name: 'a credit', text: budgetsText({ amount: '-$5.00' }), problem: 'no amount of money' },
    { name: 'JSON', text: '{"budgetName":"shop-monthly"}', problem: 'Budget Name' },
    { name: 'nothing', text: '', problem: 'it has no line' },
  ])('is rejected with $name, and says what was not found', ({ text, problem }) => {
    const rejected = () => budgetNotices(sns(text));

    expect(rejected).toThrow(RejectedEventError);
    expect(rejected).toThrow(problem);
  });

  it.each([
    {
      name: 'a negative amount',
      event: { budgetNotice: { ...written, spend: { amount: -1, unit: 'USD' } } },
    },
    { name: 'an amount in words', event: { budgetNotice: { ...written, spend: 'much' } } },
    { name: 'a short account', event: { budgetNotice: { ...written, accountId: '12' } } },
    { name: 'no time', event: { budgetNotice: { ...written, time: 'soon' } } },
    { name: 'an unknown key', event: { budgetNotice: { ...written, force: true } } },
  ])('is rejected by hand with $name', ({ event }) => {
    expect(() => budgetNotices(event)).toThrow(/at budgetNotice/);
  });
});

function without(line: string): string {
  return budgetsText()
    .split('\n')
    .filter((each) => !each.startsWith(line))
    .join('\n');
}

function shuffled(text: string): string {
  return text.split('\n').toReversed().join('\n');
}
