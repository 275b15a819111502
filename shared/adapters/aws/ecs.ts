/** @module Amazon ECS: what we call of it. */
import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import pLimit from 'p-limit';
import { chunks } from '../chunks.ts';
import { type AwsAccess, call, clientSettings } from './call.ts';

/** A service, as far as we look at it. */
export interface EcsService {
  readonly name: string;
  /** "ACTIVE", "DRAINING" or "INACTIVE". */
  readonly status: string;
  /** "REPLICA" or "DAEMON". */
  readonly schedulingStrategy: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  readonly deployments: readonly {
    /** "PRIMARY", "ACTIVE" or "INACTIVE". */
    readonly status: string;
    /** "IN_PROGRESS", "COMPLETED", "FAILED"; empty where the deployment is not ECS's own. */
    readonly rolloutState: string;
  }[];
}

/** Services of one cluster: those found, and why others are not among them. */
export interface EcsServices {
  readonly services: readonly EcsService[];
  /** By the tail of the ARN; the reason is "MISSING" where there is no such service. */
  readonly failures: readonly { readonly name: string; readonly reason: string }[];
}

export interface Ecs {
  /** Any number of services of one cluster. Throws an AwsCallError. */
  describeServices(cluster: string, names: readonly string[]): Promise<EcsServices>;
  /** Throws an AwsCallError. */
  setDesiredCount(cluster: string, service: string, desiredCount: number): Promise<void>;
}

/** Services in one DescribeServices call: ECS allows 10. */
const SERVICES_PER_CALL = 10;
/** ECS allows 20 DescribeServices calls a second, 100 in a burst, per account and region. */
const CALLS_AT_ONCE = 10;

/** A client for ECS. */
export function ecs(access?: AwsAccess): Ecs {
  const client = new ECSClient(clientSettings(access));
  const oneOf = pLimit(CALLS_AT_ONCE);

  async function describeChunk(cluster: string, names: readonly string[]): Promise<EcsServices> {
    const answer = await call(`DescribeServices of cluster ${cluster}`, () =>
      client.send(new DescribeServicesCommand({ cluster, services: [...names] })),
    );
    return {
      services: (answer.services ?? []).map((service) => ({
        name: service.serviceName ?? '',
        status: service.status ?? '',
        schedulingStrategy: service.schedulingStrategy ?? 'REPLICA',
        desiredCount: service.desiredCount ?? Number.NaN,
        runningCount: service.runningCount ?? Number.NaN,
        pendingCount: service.pendingCount ?? Number.NaN,
        deployments: (service.deployments ?? []).map(({ status, rolloutState }) => ({
          status: status ?? '',
          rolloutState: rolloutState ?? '',
        })),
      })),
      failures: (answer.failures ?? []).map(({ arn, reason, detail }) => ({
        name: arn?.split('/').at(-1) ?? '',
        reason: [reason, detail].filter(Boolean).join(': '),
      })),
    };
  }

  return {
    async describeServices(cluster, names) {
      const answers = await Promise.all(
        chunks(names, SERVICES_PER_CALL).map((chunk) => oneOf(() => describeChunk(cluster, chunk))),
      );
      return {
        services: answers.flatMap(({ services }) => services),
        failures: answers.flatMap(({ failures }) => failures),
      };
    },

    async setDesiredCount(cluster, service, desiredCount) {
      await call(`UpdateService ${cluster}/${service}`, () =>
        client.send(new UpdateServiceCommand({ cluster, service, desiredCount })),
      );
    },
  };
}
