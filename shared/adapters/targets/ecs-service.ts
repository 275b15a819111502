/** @module An ECS service's desired count. */
import * as z from 'zod/mini';
import type { TargetHold, TargetStatus } from '../../core/model.ts';
import { capacity } from '../../core/units.ts';
import { applyResult } from '../apply-result.ts';
import { faultOf } from '../aws/call.ts';
import type { Ecs, EcsService, EcsServices } from '../aws/ecs.ts';
import { defineTarget, unavailable } from '../target.ts';

/**
 * Sets desiredCount, which starts no deployment. A deployment in progress blocks scale-in only: it
 * needs its old and new tasks, and load that grows meanwhile needs more.
 */
export const ecsService = defineTarget({
  type: 'ecs-service',
  schema: z.strictObject({
    type: z.literal('ecs-service'),
    /** The cluster's name. */
    cluster: z._default(z.string().check(z.minLength(1), z.maxLength(255)), 'default'),
    /** The service's name, not its ARN. */
    service: z.string().check(z.regex(/^[\w-]{1,255}$/, 'the name of a service, not its ARN')),
  }),
  services: ['ecs'],
  permissions: ['ecs:DescribeServices', 'ecs:UpdateService'],
  identity: ({ cluster, service }) => `ecs-service ${cluster}/${service}`,
  dimensions: ({ cluster, service }) => ({ ClusterName: cluster, ServiceName: service }),
  quotas: () => ({ service: 'ecs', codes: ['L-9EF96962'], counts: 'tasks of one service' }),

  async describe(specs, { ecs }) {
    const clusters = [...new Set(specs.map(({ cluster }) => cluster))];
    const described = new Map(
      await Promise.all(
        clusters.map(async (cluster) => {
          const names = specs
            .filter((spec) => spec.cluster === cluster)
            .map((spec) => spec.service);
          return [cluster, await describeCluster(cluster, [...new Set(names)], ecs)] as const;
        }),
      ),
    );
    return specs.map(({ cluster, service }) => {
      const statusOf = described.get(cluster);
      return statusOf === undefined
        ? unavailable('unavailable', `cluster "${cluster}" was not described`)
        : statusOf(service);
    });
  },

  apply: ({ cluster, service }, { to }, { ecs }) =>
    applyResult(() => ecs.setDesiredCount(cluster, service, to)),
});

/** What each service of one cluster is; a cluster that fails fails for its own services only. */
async function describeCluster(
  cluster: string,
  names: readonly string[],
  ecs: Ecs,
): Promise<(service: string) => TargetStatus> {
  try {
    const answer = await ecs.describeServices(cluster, names);
    return (service) => statusIn(answer, { cluster, service });
  } catch (error) {
    const { code, detail } = faultOf(error);
    return () => unavailable(code, detail);
  }
}

function statusIn(
  { services, failures }: EcsServices,
  { cluster, service }: { readonly cluster: string; readonly service: string },
): TargetStatus {
  const found = services.find(({ name }) => name === service);
  if (found !== undefined) {
    return described(found);
  }
  const failure = failures.find(({ name }) => name === service);
  return failure === undefined || failure.reason.startsWith('MISSING')
    ? unavailable('not-found', `there is no service "${service}" in cluster "${cluster}"`)
    : unavailable('unavailable', `service "${service}" in "${cluster}": ${failure.reason}`);
}

function described(service: EcsService): TargetStatus {
  const { name, desiredCount, runningCount, pendingCount } = service;
  if (service.status === 'INACTIVE') {
    return unavailable('not-found', `service "${name}" was deleted`);
  }
  if (service.schedulingStrategy === 'DAEMON') {
    return unavailable('invalid', `service "${name}" is a DAEMON: it has one task per instance`);
  }
  if (![desiredCount, runningCount, pendingCount].every((count) => count >= 0)) {
    return unavailable('unavailable', `service "${name}" was described without its counts`);
  }
  const hold = holdOf(service);
  return {
    status: 'described',
    capacity: capacity(desiredCount),
    inService: capacity(runningCount),
    pending: capacity(pendingCount),
    ...(hold === undefined ? {} : { hold }),
  };
}

function holdOf({ status, deployments }: EcsService): TargetHold | undefined {
  if (status === 'DRAINING') {
    return { code: 'deleting', blocks: 'both', because: 'the service is draining' };
  }
  const isDeploying =
    deployments.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS') ||
    deployments.some((deployment) => deployment.status === 'ACTIVE');
  return isDeploying
    ? { code: 'deploying', blocks: 'scale-in', because: 'a deployment is in progress' }
    : undefined;
}
