/** @module Amazon SQS: what we call of it. */
import {
  GetQueueAttributesCommand,
  type QueueAttributeName,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type AwsAccess, call, clientSettings } from './call.ts';

/** The counts of a queue; standard queues report them approximately. */
export interface QueueCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export interface Sqs {
  /** Throws an AwsCallError. */
  countMessages(queueUrl: string): Promise<QueueCounts>;
  /** Sends up to ten messages; returns the ids that were not taken. Throws an AwsCallError. */
  send(
    queueUrl: string,
    messages: readonly {
      readonly id: string;
      readonly body: string;
      readonly delaySeconds: number;
    }[],
  ): Promise<readonly string[]>;
}

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const satisfies readonly QueueAttributeName[];

/** A client for SQS. A configured endpoint is used even where a queue's URL names another host. */
export function sqs(access?: AwsAccess): Sqs {
  const client = new SQSClient({ ...clientSettings(access), useQueueUrlAsEndpoint: false });
  return {
    async countMessages(queueUrl) {
      const { Attributes: attributes = {} } = await call(`GetQueueAttributes ${queueUrl}`, () =>
        client.send(
          new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...COUNTS] }),
        ),
      );
      const count = (name: (typeof COUNTS)[number]) => Number(attributes[name] ?? Number.NaN);
      return {
        visible: count('ApproximateNumberOfMessages'),
        inFlight: count('ApproximateNumberOfMessagesNotVisible'),
        delayed: count('ApproximateNumberOfMessagesDelayed'),
      };
    },

    async send(queueUrl, messages) {
      const { Failed: failed = [] } = await call(`SendMessageBatch ${queueUrl}`, () =>
        client.send(
          new SendMessageBatchCommand({
            QueueUrl: queueUrl,
            Entries: messages.map(({ id, body, delaySeconds }) => ({
              Id: id,
              MessageBody: body,
              DelaySeconds: delaySeconds,
            })),
          }),
        ),
      );
      return failed.flatMap(({ Id: id }) => (id === undefined ? [] : [id]));
    },
  };
}
