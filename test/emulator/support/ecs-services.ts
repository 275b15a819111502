/** @module ECS services of an emulator, all in one cluster. */
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { type AwsAccess, clientSettings } from '../../../shared/adapters/aws/call.ts';

export interface EcsServices {
  readonly cluster: string;
  create(desiredCount: number): Promise<{ readonly cluster: string; readonly service: string }>;
}

export function ecsServices(access: AwsAccess): EcsServices {
  const client = new ECSClient(clientSettings(access));
  const cluster = `trial-${crypto.randomUUID()}`;
  let prepared: Promise<unknown> | undefined;
  return {
    cluster,
    async create(desiredCount) {
      prepared ??= prepare(client, cluster);
      await prepared;
      const service = `trial-${crypto.randomUUID()}`;
      await client.send(
        new CreateServiceCommand({
          cluster,
          serviceName: service,
          taskDefinition: cluster,
          desiredCount,
        }),
      );
      return { cluster, service };
    },
  };
}

/** The cluster, and a task definition of the same name. */
async function prepare(client: ECSClient, cluster: string): Promise<void> {
  await client.send(new CreateClusterCommand({ clusterName: cluster }));
  await client.send(
    new RegisterTaskDefinitionCommand({
      family: cluster,
      containerDefinitions: [{ name: 'worker', image: 'worker', memory: 128 }],
    }),
  );
}
