/** @module How each target type is tried on an emulator: what is made there, how it is named. */
import {
  ApplicationAutoScalingClient,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import pLimit from 'p-limit';
import { type AwsAccess, clientSettings } from '../../../shared/adapters/aws/call.ts';
import { type AwsService, loadClients } from '../../../shared/adapters/aws/clients.ts';
import type { TargetBench, TargetTrial } from '../../contracts/target-driver-contract.ts';
import { ecsServices } from './ecs-services.ts';
import { eventSourceMappings } from './event-source-mappings.ts';
import { groups } from './groups.ts';

/** By type: every target type that an emulator is able to serve. */
export const targetTrials: Readonly<Record<string, (access: AwsAccess) => TargetTrial>> = {
  'auto-scaling-group': autoScalingGroupTrial,
  'ecs-service': ecsServiceTrial,
  'application-auto-scaling': applicationAutoScalingTrial,
  'lambda-event-source': lambdaEventSourceTrial,
};

function autoScalingGroupTrial(access: AwsAccess): TargetTrial {
  const made = groups(access);
  return trial('autoScaling', access, {
    create: async (desired) => {
      const name = `trial-${crypto.randomUUID()}`;
      await made.create(name, { min: 0, max: 1_000, desired });
      return { type: 'auto-scaling-group', name };
    },
    absent: { type: 'auto-scaling-group', name: 'no-such-group' },
  });
}

function ecsServiceTrial(access: AwsAccess): TargetTrial {
  const made = ecsServices(access);
  return trial('ecs', access, {
    create: async (desired) => ({ type: 'ecs-service', ...(await made.create(desired)) }),
    absent: { type: 'ecs-service', cluster: made.cluster, service: 'no-such-service' },
  });
}

/** Of ECS services: moto wants them to exist, as AWS does. */
function applicationAutoScalingTrial(access: AwsAccess): TargetTrial {
  const made = ecsServices(access);
  const client = new ApplicationAutoScalingClient(clientSettings(access));
  const common = { namespace: 'ecs', dimension: 'ecs:service:DesiredCount' } as const;
  const spec = (service: string) => ({
    type: 'application-auto-scaling',
    ...common,
    resourceId: `service/${made.cluster}/${service}`,
  });
  return trial('applicationAutoScaling', access, {
    create: async (desired) => {
      const { service } = await made.create(desired);
      const named = spec(service);
      await client.send(
        new RegisterScalableTargetCommand({
          ServiceNamespace: common.namespace,
          ScalableDimension: common.dimension,
          ResourceId: named.resourceId,
          MinCapacity: desired,
          MaxCapacity: desired,
        }),
      );
      return named;
    },
    absent: spec('no-such-service'),
  });
}

function lambdaEventSourceTrial(access: AwsAccess): TargetTrial {
  const made = eventSourceMappings(access);
  return trial('lambda', access, {
    create: async (maximumConcurrency) => ({
      type: 'lambda-event-source',
      uuid: await made.create(maximumConcurrency),
    }),
    absent: { type: 'lambda-event-source', uuid: '00000000-0000-4000-8000-000000000000' },
  });
}

/** Targets are made one after the other: MiniStack's ECS loses its count when two come at once. */
function trial(
  service: AwsService,
  access: AwsAccess,
  {
    create,
    absent,
  }: { readonly create: (capacity: number) => Promise<object>; readonly absent: object },
): TargetTrial {
  const inTurn = pLimit(1);
  const bench = async (specs: readonly object[]): Promise<TargetBench> => ({
    specs,
    clients: await loadClients([service], access),
  });
  return {
    having: async (capacities) =>
      bench(await Promise.all(capacities.map((each) => inTurn(() => create(each))))),
    absentAndPresent: async () => bench([absent, await create(3)]),
  };
}
