/** @module Amazon EC2 Auto Scaling: what we call of it. */
import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { type Instant, instant } from '../../core/units.ts';
import { type AwsAccess, call, clientSettings } from './call.ts';

/** An Auto Scaling group, as far as we look at it. */
export interface AutoScalingGroup {
  readonly name: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  readonly instances: readonly GroupInstance[];
  readonly suspendedProcesses: readonly string[];
  readonly isBeingDeleted: boolean;
}

/** An instance of a group. */
export interface GroupInstance {
  /** "InService", "Pending:Wait", "Terminating" … */
  readonly lifecycleState: string;
  /** Units of capacity that it counts: its weight, 1 in a group without weights. */
  readonly units: number;
}

/** Something that a group did or tried to do. */
export interface ScalingActivity {
  readonly at: Instant;
  /** "Successful", "Failed", "InProgress" … */
  readonly status: string;
  /** Begins with "Launching" for a launch. */
  readonly description: string;
  /** Why it failed; empty where it did not. */
  readonly message: string;
}

export interface AutoScaling {
  /** The group's latest activities, the newest first. Throws an AwsCallError. */
  latestActivities(name: string): Promise<readonly ScalingActivity[]>;
  /** Those of the named groups that exist; any number of names. Throws an AwsCallError. */
  describeGroups(names: readonly string[]): Promise<readonly AutoScalingGroup[]>;
  /** Throws an AwsCallError. */
  setDesiredCapacity(name: string, desiredCapacity: number): Promise<void>;
}

/** Names in one DescribeAutoScalingGroups call, and records in its answer: AWS allows 100. */
const GROUPS_PER_CALL = 100;
/** A group with six zones and a few types tries them all within so many activities. */
const LATEST_ACTIVITIES = 20;
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
      instances: (group.Instances ?? []).map((instance) => ({
        lifecycleState: instance.LifecycleState ?? '',
        units: Number(instance.WeightedCapacity ?? 1),
      })),
      suspendedProcesses: (group.SuspendedProcesses ?? []).map((each) => each.ProcessName ?? ''),
      isBeingDeleted: group.Status !== undefined,
    }));
    return answer.NextToken === undefined || pagesLeft <= 1
      ? groups
      : [...groups, ...(await describePage(names, answer.NextToken, pagesLeft - 1))];
  }

  return {
    async latestActivities(name) {
      const answer = await call(`DescribeScalingActivities ${name}`, () =>
        client.send(
          new DescribeScalingActivitiesCommand({
            AutoScalingGroupName: name,
            MaxRecords: LATEST_ACTIVITIES,
          }),
        ),
      );
      return (answer.Activities ?? []).flatMap((activity) =>
        activity.StartTime === undefined
          ? []
          : [
              {
                at: instant(activity.StartTime.getTime()),
                status: activity.StatusCode ?? '',
                description: activity.Description ?? '',
                message: activity.StatusMessage ?? '',
              },
            ],
      );
    },

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
