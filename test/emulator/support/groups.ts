/** @module Auto Scaling groups of an emulator. */
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import { type AwsAccess, clientSettings } from '../../../shared/adapters/aws/call.ts';

/** Groups as a test makes them and looks at them, beside the code that is tried. */
export interface Groups {
  create(name: string, sizes: { min: number; max: number; desired: number }): Promise<void>;
  /** Throws where there is no such group. */
  desiredCapacity(name: string): Promise<number>;
}

const LAUNCH_CONFIGURATION = 'emulated';

export function groups(access: AwsAccess): Groups {
  const client = new AutoScalingClient(clientSettings(access));
  let launchConfiguration: Promise<unknown> | undefined;
  return {
    async create(name, { min, max, desired }) {
      launchConfiguration ??= createLaunchConfiguration(client);
      await launchConfiguration;
      await client.send(
        new CreateAutoScalingGroupCommand({
          AutoScalingGroupName: name,
          LaunchConfigurationName: LAUNCH_CONFIGURATION,
          MinSize: min,
          MaxSize: max,
          DesiredCapacity: desired,
          AvailabilityZones: ['us-east-1a'],
        }),
      );
    },

    async desiredCapacity(name) {
      const { AutoScalingGroups: [group] = [] } = await client.send(
        new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
      );
      if (group?.DesiredCapacity === undefined) {
        throw new Error(`There is no group "${name}".`);
      }
      return group.DesiredCapacity;
    },
  };
}

/** Test files share the emulator: another one may have made it. */
async function createLaunchConfiguration(client: AutoScalingClient): Promise<void> {
  try {
    await client.send(
      new CreateLaunchConfigurationCommand({
        LaunchConfigurationName: LAUNCH_CONFIGURATION,
        ImageId: 'ami-12345678',
        InstanceType: 'm5.large',
      }),
    );
  } catch (error) {
    if (!(error instanceof Error && error.name.startsWith('AlreadyExists'))) {
      throw error;
    }
  }
}
