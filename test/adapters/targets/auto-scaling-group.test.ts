import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { AutoScalingGroup } from '../../../shared/adapters/aws/auto-scaling.ts';
import { autoScalingGroup } from '../../../shared/adapters/targets/auto-scaling-group.ts';
import { fakeClients } from '../../support/aws-fakes.ts';

const WEB = z.parse(autoScalingGroup.schema, { type: 'auto-scaling-group', name: 'web' });

const inService = (...units: readonly number[]) =>
  units.map((each) => ({ lifecycleState: 'InService', units: each }));

async function describeOne(given: Partial<AutoScalingGroup>) {
  const group: AutoScalingGroup = {
    name: 'web',
    desiredCapacity: 3,
    minSize: 1,
    maxSize: 9,
    instances: inService(3),
    suspendedProcesses: [],
    isBeingDeleted: false,
    ...given,
  };
  const clients = fakeClients({ autoScaling: { describeGroups: async () => [group] } });
  const [status] = await autoScalingGroup.describe([WEB], clients);
  return status;
}

describe('auto-scaling-group', () => {
  it('tells what works, what starts and what neither does', async () => {
    const status = await describeOne({
      instances: [
        'InService',
        'InService',
        'Pending',
        'Pending:Wait',
        'Pending:Proceed',
        'Terminating:Wait',
        'Standby',
        'Quarantined',
        'Warmed:Stopped',
        'Warmed:Pending',
      ].map((lifecycleState) => ({ lifecycleState, units: 1 })),
    });

    expect(status).toEqual({
      status: 'described',
      capacity: 3,
      inService: 2,
      pending: 3,
      bounds: { min: 1, max: 9 },
    });
  });

  it('counts units, not instances, in a group with weights', async () => {
    const status = await describeOne({ desiredCapacity: 7, instances: inService(1, 2, 4) });

    expect(status).toMatchObject({ inService: 7, pending: 0 });
  });

  it.each([
    { suspended: [], blocks: undefined },
    { suspended: ['AZRebalance', 'HealthCheck'], blocks: undefined },
    { suspended: ['Launch'], blocks: 'scale-out' },
    { suspended: ['Terminate'], blocks: 'scale-in' },
    { suspended: ['Launch', 'Terminate'], blocks: 'both' },
    { suspended: ['AlarmNotification'], blocks: 'both' },
  ])('with $suspended suspended, $blocks is blocked', async ({ suspended, blocks }) => {
    const status = await describeOne({ suspendedProcesses: suspended });

    const hold = status?.status === 'described' ? status.hold : undefined;
    expect([hold?.code, hold?.blocks]).toEqual(
      blocks === undefined ? [undefined, undefined] : ['suspended', blocks],
    );
  });

  it('is not moved while it is being deleted', async () => {
    expect(await describeOne({ isBeingDeleted: true })).toMatchObject({
      hold: { code: 'deleting', blocks: 'both' },
    });
  });

  it.each(['', 'x'.repeat(256)])('refuses the name "%s"', (name) => {
    expect(z.safeParse(autoScalingGroup.schema, { ...WEB, name }).success).toBe(false);
  });
});
