import { describe, expect, it } from 'vitest';
import { pricing } from '../../../shared/adapters/aws/pricing.ts';
import { loopbackPerTest, wireError } from '../../support/loopback.ts';

const answering = loopbackPerTest();

const product = (usagetype: string, perUnit: Readonly<Record<string, string>>) =>
  JSON.stringify({
    product: { attributes: { usagetype, instanceType: 'm5.large' }, sku: 'ABC' },
    serviceCode: 'AmazonEC2',
    terms: {
      OnDemand: {
        'ABC.JRTC': { priceDimensions: { 'ABC.JRTC.6Y': { unit: 'Hrs', pricePerUnit: perUnit } } },
      },
      Reserved: { 'ABC.R': { priceDimensions: {} } },
    },
  });

describe('pricing', () => {
  it('asks for products by their attributes, and tells their prices', async () => {
    const { access, calls } = await answering(() => ({
      json: { PriceList: [product('BoxUsage:m5.large', { USD: '0.0960000000' })] },
    }));

    const prices = await pricing(access).prices('AmazonEC2', { instanceType: 'm5.large' });

    expect(prices).toEqual([
      { usageType: 'BoxUsage:m5.large', currency: 'USD', amount: 0.096, unit: 'Hrs' },
    ]);
    expect(calls).toMatchObject([
      {
        operation: 'GetProducts',
        body: {
          ServiceCode: 'AmazonEC2',
          Filters: [{ Type: 'TERM_MATCH', Field: 'instanceType', Value: 'm5.large' }],
          MaxResults: 100,
        },
      },
    ]);
  });

  it('tells the currency, and leaves out what is no product', async () => {
    const { access } = await answering(() => ({
      json: {
        PriceList: [
          product('CNN1-BoxUsage:m5.large', { CNY: '0.8' }),
          'not JSON',
          '{"product":{}}',
          JSON.stringify({ product: { attributes: {} }, terms: {} }),
        ],
      },
    }));

    const prices = await pricing(access).prices('AmazonEC2', {});

    expect(prices.map(({ currency, amount }) => [currency, amount])).toEqual([['CNY', 0.8]]);
  });

  it('reads all pages, and stops where they never end', async () => {
    const { access, calls } = await answering(() => ({
      json: { PriceList: [product('BoxUsage', { USD: '1' })], NextToken: 'more' },
    }));

    const prices = await pricing(access).prices('AmazonEC2', {});

    expect([prices.length, calls.length]).toEqual([20, 20]);
    expect(calls[1]?.body).toMatchObject({ NextToken: 'more' });
  });

  it.each([
    { wire: 'AccessDeniedException', code: 'access-denied' },
    { wire: 'ThrottlingException', code: 'throttled' },
    { wire: 'InvalidParameterException', code: 'invalid' },
  ])('tells $wire as $code', async ({ wire, code }) => {
    const { access } = await answering(() => wireError(wire));

    await expect(pricing(access).prices('AmazonEC2', {})).rejects.toMatchObject({ code });
  });
});
