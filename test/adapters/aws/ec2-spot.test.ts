import { describe, expect, it } from 'vitest';
import { ec2Spot } from '../../../shared/adapters/aws/ec2-spot.ts';
import { at } from '../../support/builders.ts';
import { loopbackPerTest } from '../../support/loopback.ts';

const answering = loopbackPerTest();
const SPAN = { from: at(0), to: at(3600) };

const price = (zone: string, usd: string, time = '2026-09-01T10:00:00.000Z') =>
  `<item><instanceType>m5.large</instanceType><spotPrice>${usd}</spotPrice>` +
  `<timestamp>${time}</timestamp><availabilityZone>${zone}</availabilityZone></item>`;
const pageXml = (items: string, nextToken = '') =>
  `<DescribeSpotPriceHistoryResponse><spotPriceHistorySet>${items}</spotPriceHistorySet>` +
  `<nextToken>${nextToken}</nextToken></DescribeSpotPriceHistoryResponse>`;

describe('ec2Spot', () => {
  it('tells what Linux instances cost in each zone, and when', async () => {
    const { access, calls } = await answering(() => ({
      xml: pageXml(price('us-east-1a', '0.0345') + price('us-east-1b', 'none')),
    }));

    const prices = await ec2Spot(access).priceHistory(['m5.large', 'c5.large'], SPAN);

    expect(prices).toEqual([
      {
        instanceType: 'm5.large',
        zone: 'us-east-1a',
        usd: 0.0345,
        at: new Date('2026-09-01T10:00:00Z'),
      },
    ]);
    expect(calls).toMatchObject([
      {
        operation: 'DescribeSpotPriceHistory',
        body: {
          'Filter.1.Name': 'instance-type',
          'Filter.1.Value.1': 'm5.large',
          'Filter.1.Value.2': 'c5.large',
          'ProductDescription.1': 'Linux/UNIX',
          StartTime: '2026-01-05T09:00:00Z',
          EndTime: '2026-01-05T10:00:00Z',
        },
      },
    ]);
  });

  it('reads all pages, and stops where they never end', async () => {
    const ending = await answering((_, index) => ({
      xml: pageXml(price('us-east-1a', '0.03'), index === 0 ? 'more' : ''),
    }));
    const endless = await answering(() => ({
      xml: pageXml(price('us-east-1a', '0.03'), 'more'),
    }));

    const all = await ec2Spot(ending.access).priceHistory(['m5.large'], SPAN);
    const most = await ec2Spot(endless.access).priceHistory(['m5.large'], SPAN);

    expect([all.length, ending.calls.length]).toEqual([2, 2]);
    expect([most.length, endless.calls.length]).toEqual([25, 25]);
  });

  it.each([
    { wire: 'UnauthorizedOperation', status: 403, code: 'access-denied' },
    { wire: 'RequestLimitExceeded', status: 503, code: 'throttled' },
  ])('tells $wire as $code', async ({ wire, status, code }) => {
    const { access } = await answering(() => ({
      status,
      xml: `<Response><Errors><Error><Code>${wire}</Code><Message>no</Message></Error></Errors></Response>`,
    }));

    const reading = ec2Spot(access).priceHistory(['m5.large'], SPAN);

    await expect(reading).rejects.toMatchObject({ code });
  });
});
