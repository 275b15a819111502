/** @module Any dimension that Application Auto Scaling can set. */
import * as z from 'zod/mini';
import type { TargetStatus } from '../../core/model.ts';
import { capacity, LARGEST_CAPACITY } from '../../core/units.ts';
import type { QuotaQuestion } from '../../ports/quotas.ts';
import { applyResult } from '../apply-result.ts';
import type { ApplicationAutoScaling, RegisteredTarget } from '../aws/application-auto-scaling.ts';
import { faultOf } from '../aws/call.ts';
import {
  neverZero,
  type ScalableDimension,
  type ServiceNamespace,
  scalableDimensions,
  serviceNamespaces,
} from '../scalable-dimensions.ts';
import { defineTarget, unavailable } from '../target.ts';

/** Quotas of single dimensions, as far as they are quotas of one number. */
const QUOTAS: Readonly<Partial<Record<ScalableDimension, QuotaQuestion>>> = {
  'ecs:service:DesiredCount': {
    service: 'ecs',
    codes: ['L-9EF96962'],
    counts: 'tasks of one service',
  },
  'lambda:function:ProvisionedConcurrency': {
    service: 'lambda',
    codes: ['L-B99A9384'],
    counts: 'invocations at once',
  },
};

/**
 * Sets a capacity by registering min = max = capacity, and leaves it so. There is no other way to
 * set one, and AWS does not tell what the resource has: the equal bounds are also where the
 * capacity is read back, so that there is no second call that could fail half-way, and no native
 * policy that moves the resource meanwhile. Bounds that differ say nothing of the capacity, and
 * such a target is not moved on a guess: register it once with min = max = what it has now.
 */
export const applicationAutoScaling = defineTarget({
  type: 'application-auto-scaling',
  schema: z
    .strictObject({
      type: z.literal('application-auto-scaling'),
      /** The service. */
      namespace: z.enum(serviceNamespaces),
      /** What to set: it begins with the service. */
      dimension: z.enum(scalableDimensions),
      /** The resource, as Application Auto Scaling names it: `function:api:live`. */
      resourceId: z.string().check(z.minLength(1), z.maxLength(1600)),
    })
    .check(
      z.refine(({ namespace, dimension }) => dimension.startsWith(`${namespace}:`), {
        path: ['dimension'],
        error: 'a dimension of the namespace: it begins with it',
      }),
    ),
  services: ['applicationAutoScaling'],
  permissions: [
    'application-autoscaling:DescribeScalableTargets',
    'application-autoscaling:RegisterScalableTarget',
  ],
  identity: ({ dimension, resourceId }) =>
    dimension === 'ecs:service:DesiredCount' && resourceId.startsWith('service/')
      ? `ecs-service ${resourceId.slice('service/'.length)}`
      : `application-auto-scaling ${dimension} ${resourceId}`,
  quotas: ({ dimension }) => QUOTAS[dimension],
  range: ({ namespace }) => rangeOf(namespace),

  async describe(specs, { applicationAutoScaling }) {
    const asked = [...new Set(specs.map(({ namespace }) => namespace))];
    const described = new Map(
      await Promise.all(
        asked.map(async (namespace) => {
          const ids = specs.filter((spec) => spec.namespace === namespace);
          const resourceIds = [...new Set(ids.map(({ resourceId }) => resourceId))];
          const statusOf = await describeService(namespace, resourceIds, applicationAutoScaling);
          return [namespace, statusOf] as const;
        }),
      ),
    );
    return specs.map((spec) => {
      const statusOf = described.get(spec.namespace);
      return statusOf === undefined
        ? unavailable('unavailable', `${spec.namespace} was not described`)
        : statusOf(spec);
    });
  },

  apply: ({ namespace, dimension, resourceId }, { to }, { applicationAutoScaling }) =>
    applyResult(() =>
      applicationAutoScaling.setBounds({ namespace, dimension, resourceId, min: to, max: to }),
    ),
});

interface Resource {
  readonly namespace: ServiceNamespace;
  readonly dimension: string;
  readonly resourceId: string;
}

/** What each resource of one service is; a service that fails fails for its own resources only. */
async function describeService(
  namespace: ServiceNamespace,
  resourceIds: readonly string[],
  applicationAutoScaling: ApplicationAutoScaling,
): Promise<(resource: Resource) => TargetStatus> {
  try {
    const registered = await applicationAutoScaling.describeTargets(namespace, resourceIds);
    return (resource) => statusIn(registered, resource);
  } catch (error) {
    const { code, detail } = faultOf(error);
    return () => unavailable(code, detail);
  }
}

function statusIn(registered: readonly RegisteredTarget[], resource: Resource): TargetStatus {
  const { dimension, resourceId } = resource;
  const found = registered.find(
    (target) => target.resourceId === resourceId && target.dimension === dimension,
  );
  if (found === undefined) {
    return unavailable('not-found', `"${resourceId}" is not registered for ${dimension}`);
  }
  const { min, max } = found;
  if (min !== max) {
    return unavailable(
      'invalid',
      `"${resourceId}" is registered with ${min} to ${max}, which does not tell its capacity: ` +
        'register it with min = max = what it has now',
    );
  }
  const { lowest, highest } = rangeOf(resource.namespace);
  return {
    status: 'described',
    capacity: capacity(min),
    inService: capacity(min),
    pending: capacity(0),
    bounds: { min: capacity(lowest), max: capacity(highest) },
  };
}

function rangeOf(namespace: ServiceNamespace) {
  return { lowest: neverZero.has(namespace) ? 1 : 0, highest: LARGEST_CAPACITY };
}
