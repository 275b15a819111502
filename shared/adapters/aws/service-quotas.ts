/** @module Service Quotas: what we call of it. For the command line only. */
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import pLimit from 'p-limit';
import type { Quotas } from '../../ports/quotas.ts';
import { type AwsAccess, AwsCallError, call, clientSettings } from './call.ts';

/** Service Quotas answers ten questions a second, and stumbles over more. */
const CALLS_AT_ONCE = 3;

/** The quotas of the account and region that the SDK finds in its environment. */
export function serviceQuotas(access?: AwsAccess): Quotas {
  const client = new ServiceQuotasClient(clientSettings(access));
  const oneOf = pLimit(CALLS_AT_ONCE);

  /** A quota that was never raised may have no value of its own: then AWS's default applies. */
  async function quotaOf(service: string, code: string): Promise<number | undefined> {
    const names = { ServiceCode: service, QuotaCode: code };
    try {
      const own = await call(`GetServiceQuota ${code}`, () =>
        client.send(new GetServiceQuotaCommand(names)),
      );
      return own.Quota?.Value;
    } catch (error) {
      if (!isUnknown(error)) {
        throw error;
      }
    }
    try {
      const standard = await call(`GetAWSDefaultServiceQuota ${code}`, () =>
        client.send(new GetAWSDefaultServiceQuotaCommand(names)),
      );
      return standard.Quota?.Value;
    } catch (error) {
      if (isUnknown(error)) {
        return undefined;
      }
      throw error;
    }
  }

  return {
    valuesOf: (service, codes) =>
      Promise.all(codes.map((code) => oneOf(() => quotaOf(service, code)))),
  };
}

function isUnknown(error: unknown): boolean {
  return error instanceof AwsCallError && error.serviceCode === 'NoSuchResourceException';
}
