/** @module Why an Auto Scaling group has fewer units than it asks for. */
import type { FailedLaunches } from '../core/model.ts';
import { instant } from '../core/units.ts';
import type { AutoScaling, AutoScalingGroup, ScalingActivity } from './aws/auto-scaling.ts';
import { faultOf } from './aws/call.ts';

/** Groups whose activities are read at one look: each is a call, and a batch has 100 targets. */
const MOST_GROUPS = 10;
/** Failures so long before the latest activity belong to another shortage. */
const SAME_SHORTAGE_MS = 30 * 60_000;

/**
 * Failed launches by the group's name. Only groups that lack units which are not even on their way
 * are asked for their activities; what cannot be read is not known, and holds nobody up.
 */
export async function failedLaunchesOf(
  groups: readonly AutoScalingGroup[],
  autoScaling: Pick<AutoScaling, 'latestActivities'>,
): Promise<ReadonlyMap<string, FailedLaunches>> {
  const short = groups.filter(lacksUnits).slice(0, MOST_GROUPS);
  const found = await Promise.all(
    short.map(async ({ name }) => {
      try {
        const failed = failedLaunches(await autoScaling.latestActivities(name));
        return failed === undefined ? [] : [[name, failed] as const];
      } catch (error) {
        // A bug is thrown on; a failed call is not.
        faultOf(error);
        return [];
      }
    }),
  );
  return new Map(found.flat());
}

function lacksUnits({ desiredCapacity, instances, suspendedProcesses }: AutoScalingGroup): boolean {
  const coming = instances
    .filter(({ lifecycleState }) => /^(?:InService$|Pending)/.test(lifecycleState))
    .reduce((sum, { units }) => sum + units, 0);
  return desiredCapacity > coming && !suspendedProcesses.includes('Launch');
}

/**
 * The failed launches among a group's latest activities. One that was cancelled did not fail.
 * Source: Amazon EC2 Auto Scaling user guide, "Troubleshoot issues in Amazon EC2 Auto Scaling".
 */
function failedLaunches(activities: readonly ScalingActivity[]): FailedLaunches | undefined {
  const newest = Math.max(...activities.map(({ at }) => at));
  const failed = activities.filter(
    ({ at, status, description }) =>
      status === 'Failed' && description.startsWith('Launching') && newest - at <= SAME_SHORTAGE_MS,
  );
  const [latest] = failed.toSorted((one, other) => other.at - one.at);
  return latest === undefined
    ? undefined
    : {
        count: failed.length,
        latest: instant(latest.at),
        because: latest.message === '' ? 'a launch failed' : latest.message,
        onSpot: /spot/i.test(latest.message),
      };
}
