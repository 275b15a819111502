/** @module SQS queues of an emulator, filled by producers and drained by workers. */
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type AwsAccess, clientSettings } from '../../../shared/adapters/aws/call.ts';
import { sqs } from '../../../shared/adapters/aws/sqs.ts';
import { chunks } from '../../../shared/adapters/chunks.ts';

/** Messages in one batch: SQS allows 10. */
const MESSAGES_PER_CALL = 10;

export interface Queues {
  /** The URL of a new queue. */
  create(name: string): Promise<string>;
  urlOf(name: string): Promise<string>;
  send(url: string, bodies: readonly string[]): Promise<void>;
  /** Takes some messages that are visible, and tells their bodies. */
  take(url: string): Promise<readonly string[]>;
  /** Takes every message that is visible, as a worker does. */
  drain(url: string): Promise<void>;
  /** Messages that are visible or in flight. */
  countOutstanding(url: string): Promise<number>;
}

export function queues(access: AwsAccess): Queues {
  const client = new SQSClient({ ...clientSettings(access), useQueueUrlAsEndpoint: false });

  async function take(url: string): Promise<readonly string[]> {
    const { Messages: taken = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: MESSAGES_PER_CALL }),
    );
    if (taken.length > 0) {
      await client.send(
        new DeleteMessageBatchCommand({
          QueueUrl: url,
          Entries: taken.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
        }),
      );
    }
    return taken.map(({ Body: body = '' }) => body);
  }

  async function drain(url: string): Promise<void> {
    const taken = await take(url);
    if (taken.length > 0) {
      await drain(url);
    }
  }

  return {
    async create(name) {
      const { QueueUrl: url } = await client.send(new CreateQueueCommand({ QueueName: name }));
      return url ?? '';
    },
    async urlOf(name) {
      const { QueueUrl: url } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
      return url ?? '';
    },
    async send(url, bodies) {
      await Promise.all(
        chunks(bodies, MESSAGES_PER_CALL).map((batch) =>
          client.send(
            new SendMessageBatchCommand({
              QueueUrl: url,
              Entries: batch.map((body, index) => ({ Id: String(index), MessageBody: body })),
            }),
          ),
        ),
      );
    },
    take,
    drain,
    async countOutstanding(url) {
      const { visible, inFlight } = await sqs(access).countMessages(url);
      return visible + inFlight;
    },
  };
}

/** So many messages of work. */
export function jobs(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `job ${index}`);
}
