/** @module SNS topics and EventBridge rules of an emulator, and queues that receive from them. */
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { type AwsAccess, clientSettings } from '../../../shared/adapters/aws/call.ts';

export interface Topics {
  /** The ARN of a topic; makes it where it is not there. */
  create(name: string): Promise<string>;
  publish(topicArn: string, subject: string, message: string): Promise<void>;
  /** Sends what is published to a queue, as it is. */
  subscribe(topicArn: string, queueArn: string): Promise<void>;
  /** Sends the events of a source to a queue. */
  route(source: string, queueArn: string): Promise<void>;
}

export function topics(access: AwsAccess): Topics {
  const sns = new SNSClient(clientSettings(access));
  const eventBridge = new EventBridgeClient(clientSettings(access));
  return {
    async create(name) {
      const { TopicArn: arn } = await sns.send(new CreateTopicCommand({ Name: name }));
      return arn ?? '';
    },
    async publish(topicArn, subject, message) {
      await sns.send(
        new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message }),
      );
    },
    async subscribe(topicArn, queueArn) {
      await sns.send(
        new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn }),
      );
    },
    async route(source, queueArn) {
      const pattern = JSON.stringify({ source: [source] });
      await eventBridge.send(new PutRuleCommand({ Name: `from-${source}`, EventPattern: pattern }));
      await eventBridge.send(
        new PutTargetsCommand({
          Rule: `from-${source}`,
          Targets: [{ Id: 'queue', Arn: queueArn }],
        }),
      );
    },
  };
}
