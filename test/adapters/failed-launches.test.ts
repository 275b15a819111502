import { describe, expect, it } from 'vitest';
import type { AutoScalingGroup, ScalingActivity } from '../../shared/adapters/aws/auto-scaling.ts';
import { failedLaunchesOf } from '../../shared/adapters/failed-launches.ts';
import { awsFault } from '../support/aws-fakes.ts';
import { at } from '../support/builders.ts';

const SPOT = 'Could not launch Spot Instances. UnfulfillableCapacity - no capacity.';
const ON_DEMAND = 'We currently do not have sufficient m5.large capacity in us-east-1a.';

const failed = (second: number, message = ON_DEMAND): ScalingActivity => ({
  at: at(second),
  status: 'Failed',
  description: 'Launching a new EC2 instance.',
  message,
});
const launched = (second: number): ScalingActivity => ({ ...failed(second), status: 'Successful' });

const group = (name: string, given: Partial<AutoScalingGroup> = {}): AutoScalingGroup => ({
  name,
  desiredCapacity: 4,
  minSize: 0,
  maxSize: 9,
  instances: [
    { lifecycleState: 'InService', units: 2 },
    { lifecycleState: 'Pending:Wait', units: 1 },
  ],
  suspendedProcesses: [],
  isBeingDeleted: false,
  ...given,
});

async function found(
  groups: readonly AutoScalingGroup[],
  activities: readonly ScalingActivity[] | Error,
) {
  const asked: string[] = [];
  const launches = await failedLaunchesOf(groups, {
    latestActivities: async (name) => {
      asked.push(name);
      if (activities instanceof Error) {
        throw activities;
      }
      return activities;
    },
  });
  return { asked, launches: Object.fromEntries(launches) };
}

describe('failedLaunchesOf', () => {
  it.each([
    {
      name: 'failures in a row',
      activities: [failed(120), failed(60)],
      expected: { count: 2, latest: at(120), because: ON_DEMAND, onSpot: false },
    },
    {
      name: 'spot failures between launches on demand',
      activities: [launched(130), failed(120, SPOT), launched(100)],
      expected: { count: 1, latest: at(120), because: SPOT, onSpot: true },
    },
    {
      name: 'the latest, in whatever order',
      activities: [failed(60), failed(120, SPOT)],
      expected: { count: 2, latest: at(120), because: SPOT, onSpot: true },
    },
    {
      name: 'a failure without a message',
      activities: [failed(60, '')],
      expected: { count: 1, latest: at(60), because: 'a launch failed', onSpot: false },
    },
    { name: 'launches only', activities: [launched(60)], expected: undefined },
    { name: 'nothing at all', activities: [], expected: undefined },
    {
      name: 'a failure of another shortage, long before',
      activities: [launched(7200), failed(60)],
      expected: undefined,
    },
    {
      name: 'a failed termination',
      activities: [{ ...failed(60), description: 'Terminating EC2 instance: i-1' }],
      expected: undefined,
    },
  ])('tells $name', async ({ activities, expected }) => {
    const { launches } = await found([group('web')], activities);

    expect(launches['web']).toEqual(expected);
  });

  it.each([
    { name: 'that lacks units', given: {}, isAsked: true },
    { name: 'that has all', given: { desiredCapacity: 3 }, isAsked: false },
    { name: 'that must not launch', given: { suspendedProcesses: ['Launch'] }, isAsked: false },
  ])('asks for the activities of a group $name: $isAsked', async ({ given, isAsked }) => {
    const { asked } = await found([group('web', given)], []);

    expect(asked).toEqual(isAsked ? ['web'] : []);
  });

  it('asks for ten groups of a batch at most', async () => {
    const groups = Array.from({ length: 25 }, (_, index) => group(`web-${index}`));

    const { asked } = await found(groups, []);

    expect(asked).toHaveLength(10);
  });

  it('knows nothing where the call fails, and throws where it is a bug', async () => {
    expect((await found([group('web')], awsFault('throttled'))).launches).toEqual({});
    await expect(found([group('web')], new TypeError('bug'))).rejects.toThrow('bug');
  });
});
