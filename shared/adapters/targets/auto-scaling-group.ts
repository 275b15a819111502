/** @module An EC2 Auto Scaling group's desired capacity. */
import * as z from 'zod/mini';
import type { DescribedTarget, FailedLaunches, TargetHold } from '../../core/model.ts';
import { capacity } from '../../core/units.ts';
import { applyResult } from '../apply-result.ts';
import type { AutoScalingGroup } from '../aws/auto-scaling.ts';
import { faultOf } from '../aws/call.ts';
import { failedLaunchesOf } from '../failed-launches.ts';
import { defineTarget, unavailable } from '../target.ts';

/** vCPUs by kind: Standard on demand and on spot, G and VT the same, P on demand. */
const VCPU_QUOTAS = ['L-1216C47A', 'L-34B43A08', 'L-DB2E81BA', 'L-3819A6DF', 'L-417A185B'] as const;

/** Sets DesiredCapacity and leaves the group's own bounds as they are. */
export const autoScalingGroup = defineTarget({
  type: 'auto-scaling-group',
  schema: z.strictObject({
    type: z.literal('auto-scaling-group'),
    /** The group's name. */
    name: z.string().check(z.minLength(1), z.maxLength(255)),
  }),
  services: ['autoScaling'],
  permissions: [
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:DescribeScalingActivities',
    'autoscaling:SetDesiredCapacity',
  ],
  identity: ({ name }) => `auto-scaling-group ${name}`,
  dimensions: ({ name }) => ({ AutoScalingGroupName: name }),
  quotas: () => ({ service: 'ec2', codes: VCPU_QUOTAS, counts: 'vCPUs of one kind of instance' }),

  async describe(specs, { autoScaling }) {
    try {
      const groups = await autoScaling.describeGroups([...new Set(specs.map(({ name }) => name))]);
      const byName = new Map(groups.map((group) => [group.name, group]));
      const failed = await failedLaunchesOf(groups, autoScaling);
      return specs.map(({ name }) => {
        const group = byName.get(name);
        return group === undefined
          ? unavailable(
              'not-found',
              `there is no Auto Scaling group "${name}" in this account and region`,
            )
          : described(group, failed.get(name));
      });
    } catch (error) {
      const { code, detail } = faultOf(error);
      return specs.map(() => unavailable(code, detail));
    }
  },

  apply: ({ name }, { to }, { autoScaling }) =>
    applyResult(() => autoScaling.setDesiredCapacity(name, to)),
});

const IN_SERVICE = /^InService$/;
const PENDING = /^Pending/;

function described(
  group: AutoScalingGroup,
  failedLaunches: FailedLaunches | undefined,
): DescribedTarget {
  const hold = holdOf(group);
  return {
    status: 'described',
    capacity: capacity(group.desiredCapacity),
    inService: capacity(count(group, IN_SERVICE)),
    pending: capacity(count(group, PENDING)),
    bounds: { min: capacity(group.minSize), max: capacity(group.maxSize) },
    ...(hold === undefined ? {} : { hold }),
    ...(failedLaunches === undefined ? {} : { failedLaunches }),
  };
}

/** Units, not instances: in a group with weights an instance counts as many as it weighs. */
function count({ instances }: AutoScalingGroup, pattern: RegExp): number {
  return instances
    .filter(({ lifecycleState }) => pattern.test(lifecycleState))
    .reduce((sum, { units }) => sum + units, 0);
}

/** Launch or Terminate switched off blocks a direction; AlarmNotification means "do not scale". */
function holdOf({ isBeingDeleted, suspendedProcesses }: AutoScalingGroup): TargetHold | undefined {
  if (isBeingDeleted) {
    return { code: 'deleting', blocks: 'both', because: 'the group is being deleted' };
  }
  const suspended = new Set(suspendedProcesses);
  const [launch, terminate] = [suspended.has('Launch'), suspended.has('Terminate')];
  if (suspended.has('AlarmNotification') || (launch && terminate)) {
    return { code: 'suspended', blocks: 'both', because: 'its scaling processes are suspended' };
  }
  if (launch) {
    return { code: 'suspended', blocks: 'scale-out', because: 'its Launch process is suspended' };
  }
  return terminate
    ? { code: 'suspended', blocks: 'scale-in', because: 'its Terminate process is suspended' }
    : undefined;
}
