import { describe, expect, it } from 'vitest';
import { type CostQuestion, costExplorer } from '../../../shared/adapters/aws/cost-explorer.ts';
import { loopbackPerTest, wireError } from '../../support/loopback.ts';

const answering = loopbackPerTest();

const QUESTION: CostQuestion = {
  from: '2026-11-01',
  to: '2026-11-03',
  metric: 'NetAmortizedCost',
  tag: { key: 'app', values: ['shop', 'blue'] },
  services: ['AWS Lambda'],
  account: '123456789012',
};

const result = (date: string, amount: string, unit = 'USD') => ({
  TimePeriod: { Start: date, End: '…' },
  Total: { NetAmortizedCost: { Amount: amount, Unit: unit } },
  Groups: [],
  Estimated: true,
});

describe('costExplorer', () => {
  it('asks for usage of an account by tag and service, a day at a time', async () => {
    const { access, calls } = await answering(() => ({ json: { ResultsByTime: [] } }));

    await costExplorer(access).dailyCosts(QUESTION);

    expect(calls).toMatchObject([
      {
        operation: 'GetCostAndUsage',
        body: {
          TimePeriod: { Start: '2026-11-01', End: '2026-11-03' },
          Granularity: 'DAILY',
          Metrics: ['NetAmortizedCost'],
          Filter: {
            And: [
              { Tags: { Key: 'app', Values: ['shop', 'blue'] } },
              { Dimensions: { Key: 'SERVICE', Values: ['AWS Lambda'] } },
              { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: ['Credit', 'Refund', 'Tax'] } } },
              { Dimensions: { Key: 'LINKED_ACCOUNT', Values: ['123456789012'] } },
            ],
          },
        },
      },
    ]);
  });

  it('asks for all accounts that it may see where its own is not known', async () => {
    const { access, calls } = await answering(() => ({ json: { ResultsByTime: [] } }));

    await costExplorer(access).dailyCosts({ ...QUESTION, account: undefined });

    expect(JSON.stringify(calls[0]?.body)).not.toContain('LINKED_ACCOUNT');
  });

  it('tells amounts as they are written, and days without one', async () => {
    const { access } = await answering(() => ({
      json: {
        ResultsByTime: [
          result('2026-11-01', '12.3456789012'),
          { TimePeriod: { Start: '2026-11-02', End: '2026-11-03' }, Total: {}, Estimated: true },
          { Total: { NetAmortizedCost: { Amount: '3', Unit: 'USD' } } },
        ],
      },
    }));

    expect(await costExplorer(access).dailyCosts(QUESTION)).toEqual([
      { date: '2026-11-01', amount: '12.3456789012', currency: 'USD' },
      { date: '2026-11-02', amount: undefined, currency: undefined },
    ]);
  });

  it('reads all pages, and stops where they never end: each costs a cent', async () => {
    const { access, calls } = await answering((_, index) => ({
      json: { ResultsByTime: [result(`2026-11-0${index + 1}`, '1')], NextPageToken: 'more' },
    }));

    const costs = await costExplorer(access).dailyCosts(QUESTION);

    expect(costs.map(({ date }) => date)).toEqual(['2026-11-01', '2026-11-02', '2026-11-03']);
    expect(calls[1]?.body).toMatchObject({ NextPageToken: 'more' });
  });

  it.each([
    { wire: 'AccessDeniedException', code: 'access-denied' },
    { wire: 'LimitExceededException', code: 'unavailable' },
    { wire: 'DataUnavailableException', code: 'unavailable' },
    { wire: 'ValidationException', code: 'invalid' },
  ])('tells $wire as $code', async ({ wire, code }) => {
    const { access } = await answering(() => wireError(wire));

    await expect(costExplorer(access).dailyCosts(QUESTION)).rejects.toMatchObject({ code });
  });

  it('gives up on an answer that does not come', async () => {
    const { access } = await answering(() => ({ raw: () => undefined }));

    await expect(costExplorer(access).dailyCosts(QUESTION)).rejects.toMatchObject({
      code: 'timeout',
    });
  });
});
