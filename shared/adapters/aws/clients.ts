/** @module The AWS services we call, each loaded when a plan needs it. */
import type { ApplicationAutoScaling } from './application-auto-scaling.ts';
import type { AutoScaling } from './auto-scaling.ts';
import type { AwsAccess } from './call.ts';
import type { CloudWatch } from './cloudwatch.ts';
import type { CostExplorer } from './cost-explorer.ts';
import type { DynamoDb } from './dynamodb.ts';
import type { Ecs } from './ecs.ts';
import type { EventBridge } from './eventbridge.ts';
import type { Lambda } from './lambda.ts';
import type { Sns } from './sns.ts';
import type { Sqs } from './sqs.ts';

/** One narrow interface per service: what we call, in our words. */
export interface AwsClients {
  readonly applicationAutoScaling: ApplicationAutoScaling;
  readonly autoScaling: AutoScaling;
  readonly cloudWatch: CloudWatch;
  readonly costExplorer: CostExplorer;
  readonly dynamoDb: DynamoDb;
  readonly ecs: Ecs;
  readonly eventBridge: EventBridge;
  readonly lambda: Lambda;
  readonly sns: Sns;
  readonly sqs: Sqs;
}

export type AwsService = keyof AwsClients;

/**
 * How each service is loaded. A service that no member of the plan uses is never imported, so its
 * SDK client costs neither start-up time nor memory.
 */
const loaders: {
  readonly [Service in AwsService]: (access?: AwsAccess) => Promise<AwsClients[Service]>;
} = {
  applicationAutoScaling: async (access) =>
    (await import('./application-auto-scaling.ts')).applicationAutoScaling(access),
  autoScaling: async (access) => (await import('./auto-scaling.ts')).autoScaling(access),
  cloudWatch: async (access) => (await import('./cloudwatch.ts')).cloudWatch(access),
  costExplorer: async (access) => (await import('./cost-explorer.ts')).costExplorer(access),
  dynamoDb: async (access) => (await import('./dynamodb.ts')).dynamoDb(access),
  ecs: async (access) => (await import('./ecs.ts')).ecs(access),
  eventBridge: async (access) => (await import('./eventbridge.ts')).eventBridge(access),
  lambda: async (access) => (await import('./lambda.ts')).lambda(access),
  sns: async (access) => (await import('./sns.ts')).sns(access),
  sqs: async (access) => (await import('./sqs.ts')).sqs(access),
};

/**
 * Clients of the named services; the others are absent, and using one throws. Endpoint, region and
 * credentials are what the SDK finds in its environment (AWS_ENDPOINT_URL included) unless told.
 */
export async function loadClients(
  services: Iterable<AwsService>,
  access?: AwsAccess,
): Promise<AwsClients> {
  const loaded = await Promise.all(
    [...new Set(services)].map(
      async (service) => [service, await loaders[service](access)] as const,
    ),
  );
  return Object.fromEntries(loaded) as unknown as AwsClients;
}
