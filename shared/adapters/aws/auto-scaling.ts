/** @module Amazon EC2 Auto Scaling: what we call of it. */
import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { type AwsAccess, call, clientSettings } from './call.ts';

/** An Auto Scaling group, as far as we look at it. */
export interface AutoScalingGroup {
  readonly name: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  /** Lifecycle states of its instances: "InService", "Pending:Wait", "Terminating" … */
  readonly lifecycleStates: readonly string[];
  readonly suspendedProcesses: readonly string[];
  readonly isBeingDeleted: boolean;
}

export interface AutoScaling {
  /** Those of the named groups that exist; any number of names. Throws an AwsCallError. */
  describeGroups(names: readonly string[]): Promise<readonly AutoScalingGroup[]>;
  /** Throws an AwsCallError. */
  setDesiredCapacity(name: string, desiredCapacity: number): Promise<void>;
}

/** Names in one DescribeAutoScalingGroups call, and records in its answer: AWS allows 100. */
const GROUPS_PER_CALL = 100;
/** A page more than names asked would be AWS repeating itself. */
const MOST_PAGES = 10;

export function autoScaling(access?: AwsAccess): AutoScaling {
  const client = new AutoScalingClient(clientSettings(access));

  async function describePage(
    names: readonly string[],
    nextToken: string | undefined,
    pagesLeft: number,
  ): Promise<readonly AutoScalingGroup[]> {
    const answer = await call('DescribeAutoScalingGroups', () =>
      client.send(
        new DescribeAutoScalingGroupsCommand({
          AutoScalingGroupNames: [...names],
          MaxRecords: GROUPS_PER_CALL,
          ...(nextToken === undefined ? {} : { NextToken: nextToken }),
        }),
      ),
    );
    const groups = (answer.AutoScalingGroups ?? []).map((group) => ({
      name: group.AutoScalingGroupName ?? '',
      minSize: group.MinSize ?? 0,
      maxSize: group.MaxSize ?? 0,
      desiredCapacity: group.DesiredCapacity ?? 0,
      lifecycleStates: (group.Instances ?? []).map((instance) => instance.LifecycleState ?? ''),
      suspendedProcesses: (group.SuspendedProcesses ?? []).map((each) => each.ProcessName ?? ''),
      isBeingDeleted: group.Status !== undefined,
    }));
    return answer.NextToken === undefined || pagesLeft <= 1
      ? groups
      : [...groups, ...(await describePage(names, answer.NextToken, pagesLeft - 1))];
  }

  return {
    async describeGroups(names) {
      const chunks: string[][] = [];
      for (let start = 0; start < names.length; start += GROUPS_PER_CALL) {
        chunks.push(names.slice(start, start + GROUPS_PER_CALL));
      }
      const pages = await Promise.all(
        chunks.map((chunk) => describePage(chunk, undefined, MOST_PAGES)),
      );
      return pages.flat();
    },

    async setDesiredCapacity(name, desiredCapacity) {
      await call(`SetDesiredCapacity ${name}`, () =>
        client.send(
          new SetDesiredCapacityCommand({
            AutoScalingGroupName: name,
            DesiredCapacity: desiredCapacity,
            HonorCooldown: false,
          }),
        ),
      );
    },
  };
}
