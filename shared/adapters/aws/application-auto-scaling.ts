/** @module Application Auto Scaling: what we call of it. */
import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { chunks } from '../chunks.ts';
import type { ScalableDimension, ServiceNamespace } from '../scalable-dimensions.ts';
import { type AwsAccess, call, clientSettings } from './call.ts';

/** A scalable target as registered. What capacity the resource has is not told. */
export interface RegisteredTarget {
  readonly resourceId: string;
  readonly dimension: string;
  readonly min: number;
  readonly max: number;
}

export interface ApplicationAutoScaling {
  /** Those of the resources that are registered, in every dimension. Throws an AwsCallError. */
  describeTargets(
    namespace: ServiceNamespace,
    resourceIds: readonly string[],
  ): Promise<readonly RegisteredTarget[]>;
  /** AWS moves the resource into the bounds at once, if it is active. Throws an AwsCallError. */
  setBounds(target: {
    readonly namespace: ServiceNamespace;
    readonly dimension: ScalableDimension;
    readonly resourceId: string;
    readonly min: number;
    readonly max: number;
  }): Promise<void>;
}

/** Resource ids in one DescribeScalableTargets call: AWS allows 50. */
const RESOURCES_PER_CALL = 50;
/** A resource has a few dimensions; more pages than these would be AWS repeating itself. */
const MOST_PAGES = 10;

/** A client for Application Auto Scaling. */
export function applicationAutoScaling(access?: AwsAccess): ApplicationAutoScaling {
  const client = new ApplicationAutoScalingClient(clientSettings(access));

  async function describePage(
    namespace: ServiceNamespace,
    resourceIds: readonly string[],
    nextToken: string | undefined,
    pagesLeft: number,
  ): Promise<readonly RegisteredTarget[]> {
    const answer = await call(`DescribeScalableTargets ${namespace}`, () =>
      client.send(
        new DescribeScalableTargetsCommand({
          ServiceNamespace: namespace,
          ResourceIds: [...resourceIds],
          ...(nextToken === undefined ? {} : { NextToken: nextToken }),
        }),
      ),
    );
    const targets = (answer.ScalableTargets ?? []).map((target) => ({
      resourceId: target.ResourceId ?? '',
      dimension: target.ScalableDimension ?? '',
      min: target.MinCapacity ?? Number.NaN,
      max: target.MaxCapacity ?? Number.NaN,
    }));
    return answer.NextToken === undefined || pagesLeft <= 1
      ? targets
      : [
          ...targets,
          ...(await describePage(namespace, resourceIds, answer.NextToken, pagesLeft - 1)),
        ];
  }

  return {
    async describeTargets(namespace, resourceIds) {
      const pages = await Promise.all(
        chunks(resourceIds, RESOURCES_PER_CALL).map((chunk) =>
          describePage(namespace, chunk, undefined, MOST_PAGES),
        ),
      );
      return pages.flat();
    },

    async setBounds({ namespace, dimension, resourceId, min, max }) {
      await call(`RegisterScalableTarget ${resourceId}`, () =>
        client.send(
          new RegisterScalableTargetCommand({
            ServiceNamespace: namespace,
            ScalableDimension: dimension,
            ResourceId: resourceId,
            MinCapacity: min,
            MaxCapacity: max,
          }),
        ),
      );
    },
  };
}
