import { describe, expect, it } from 'vitest';
import { serviceQuotas } from '../../../shared/adapters/aws/service-quotas.ts';
import { loopbackPerTest, wireError } from '../../support/loopback.ts';

const answering = loopbackPerTest();

describe('service quotas', () => {
  it('tells the value of the account', async () => {
    const { access, calls } = await answering(() => ({ json: { Quota: { Value: 64 } } }));

    const values = await serviceQuotas(access).valuesOf('ec2', ['L-1216C47A', 'L-34B43A08']);

    expect(values).toEqual([64, 64]);
    expect(calls).toMatchObject([
      {
        operation: 'GetServiceQuota',
        body: { ServiceCode: 'ec2', QuotaCode: 'L-1216C47A' },
      },
      {
        operation: 'GetServiceQuota',
        body: { ServiceCode: 'ec2', QuotaCode: 'L-34B43A08' },
      },
    ]);
  });

  it('tells the default of AWS where the account has no value of its own', async () => {
    const { access } = await answering(({ operation }) =>
      operation === 'GetServiceQuota'
        ? wireError('NoSuchResourceException')
        : { json: { Quota: { Value: 5000 } } },
    );

    const values = await serviceQuotas(access).valuesOf('ecs', ['L-9EF96962']);

    expect(values).toEqual([5000]);
  });

  it('makes no number of a quota that AWS does not tell', async () => {
    const { access } = await answering(() => wireError('NoSuchResourceException'));

    const values = await serviceQuotas(access).valuesOf('ecs', ['L-00000000']);

    expect(values).toEqual([undefined]);
  });

  it.each([
    { name: 'AccessDeniedException', code: 'access-denied' },
    { name: 'TooManyRequestsException', code: 'throttled' },
  ])('tells $name as $code', async ({ name, code }) => {
    const { access } = await answering(() => wireError(name));

    const asked = serviceQuotas(access).valuesOf('ecs', ['L-9EF96962']);

    await expect(asked).rejects.toMatchObject({ code });
  });
});
