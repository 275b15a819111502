/** @module The AWS services we call, each loaded when a plan needs it. */
import type { AutoScaling } from './auto-scaling.ts';
import type { Sqs } from './sqs.ts';

/** One narrow interface per service: what we call, in our words. */
export interface AwsClients {
  readonly autoScaling: AutoScaling;
  readonly sqs: Sqs;
}

export type AwsService = keyof AwsClients;

/**
 * How each service is loaded. A service that no member of the plan uses is never imported, so its
 * SDK client costs neither start-up time nor memory.
 */
const loaders: { readonly [Service in AwsService]: () => Promise<AwsClients[Service]> } = {
  autoScaling: async () => (await import('./auto-scaling.ts')).autoScaling(),
  sqs: async () => (await import('./sqs.ts')).sqs(),
};

/** Clients of the named services; asking for another one throws. */
export async function loadClients(services: Iterable<AwsService>): Promise<AwsClients> {
  const loaded = await Promise.all(
    [...new Set(services)].map(async (service) => [service, await loaders[service]()] as const),
  );
  return Object.fromEntries(loaded) as unknown as AwsClients;
}
