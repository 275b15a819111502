/** @module Amazon SNS: what we call of it. */
import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import { type AwsAccess, call, clientSettings, faultCode, inHaste, type Untaken } from './call.ts';

/** A message to a topic. */
export interface TopicMessage {
  /** Unique within one call. */
  readonly id: string;
  /** ASCII, at most 100 characters: the subject of an e-mail. */
  readonly subject: string;
  readonly body: string;
  /** What subscriptions filter by. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Sns {
  /** Publishes up to ten messages; returns those that were not taken. Throws an AwsCallError. */
  publish(topicArn: string, messages: readonly TopicMessage[]): Promise<readonly Untaken[]>;
}

/** A client for SNS; each topic is called in the region of its ARN. */
export function sns(access?: AwsAccess): Sns {
  const clients = new Map<string, SNSClient>();
  const clientOf = (topicArn: string): SNSClient => {
    const [, , , region = ''] = topicArn.split(':');
    const client =
      clients.get(region) ??
      new SNSClient({ ...clientSettings({ ...inHaste, ...access }), region });
    clients.set(region, client);
    return client;
  };
  return {
    async publish(topicArn, messages) {
      const { Failed: failed = [] } = await call(`PublishBatch ${topicArn}`, () =>
        clientOf(topicArn).send(
          new PublishBatchCommand({
            TopicArn: topicArn,
            PublishBatchRequestEntries: messages.map(({ id, subject, body, attributes }) => ({
              Id: id,
              Subject: subject,
              Message: body,
              MessageAttributes: Object.fromEntries(
                Object.entries(attributes).map(([name, value]) => [
                  name,
                  { DataType: 'String', StringValue: value },
                ]),
              ),
            })),
          }),
        ),
      );
      return failed.map(({ Id: id = '', Code: name = 'Unknown', Message: because = name }) => ({
        id,
        code: faultCode(name),
        because,
      }));
    },
  };
}
