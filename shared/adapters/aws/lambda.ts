/** @module AWS Lambda: what we call of it. */
import {
  GetEventSourceMappingCommand,
  LambdaClient,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { type AwsAccess, call, clientSettings } from './call.ts';

/** An event source mapping, as far as we look at it. */
export interface EventSourceMapping {
  readonly eventSourceArn: string;
  /** "Creating", "Enabling", "Enabled", "Disabling", "Disabled", "Updating" or "Deleting". */
  readonly state: string;
  /** Absent where it is not limited. */
  readonly maximumConcurrency?: number;
}

export interface Lambda {
  /** Throws an AwsCallError. */
  getEventSourceMapping(uuid: string): Promise<EventSourceMapping>;
  /** 2 to 1000; takes effect after a while, "Updating". Throws an AwsCallError. */
  setMaximumConcurrency(uuid: string, maximumConcurrency: number): Promise<void>;
}

/** A client for Lambda. */
export function lambda(access?: AwsAccess): Lambda {
  const client = new LambdaClient(clientSettings(access));
  return {
    async getEventSourceMapping(uuid) {
      const mapping = await call(`GetEventSourceMapping ${uuid}`, () =>
        client.send(new GetEventSourceMappingCommand({ UUID: uuid })),
      );
      const maximumConcurrency = mapping.ScalingConfig?.MaximumConcurrency;
      return {
        eventSourceArn: mapping.EventSourceArn ?? '',
        state: mapping.State ?? '',
        ...(maximumConcurrency === undefined ? {} : { maximumConcurrency }),
      };
    },

    async setMaximumConcurrency(uuid, maximumConcurrency) {
      await call(`UpdateEventSourceMapping ${uuid}`, () =>
        client.send(
          new UpdateEventSourceMappingCommand({
            UUID: uuid,
            ScalingConfig: { MaximumConcurrency: maximumConcurrency },
          }),
        ),
      );
    },
  };
}
