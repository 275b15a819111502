/** @module Event source mappings of an emulator: queues that invoke a function. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type AwsAccess, clientSettings } from '../../../shared/adapters/aws/call.ts';
import { aws } from './aws-cli.ts';
import { given } from './given.ts';
import { queues } from './queues.ts';

export interface EventSourceMappings {
  /** The UUID of a mapping of a new queue; it is enabled, and the queue stays empty. */
  create(maximumConcurrency: number): Promise<string>;
}

export function eventSourceMappings(access: AwsAccess): EventSourceMappings {
  const client = new LambdaClient(clientSettings(access));
  const made = queues(access);
  const functionName = `trial-${crypto.randomUUID()}`;
  let prepared: Promise<unknown> | undefined;
  return {
    async create(maximumConcurrency) {
      prepared ??= createFunction(client, functionName, access);
      await prepared;
      const queueUrl = await made.create(`trial-${crypto.randomUUID()}`);
      const mapping = await client.send(
        new CreateEventSourceMappingCommand({
          FunctionName: functionName,
          EventSourceArn: await arnOf(queueUrl, access),
          ScalingConfig: { MaximumConcurrency: maximumConcurrency },
        }),
      );
      return mapping.UUID ?? '';
    },
  };
}

/** It is never invoked; its code is one of ours. */
async function createFunction(
  client: LambdaClient,
  name: string,
  { endpoint = '' }: AwsAccess,
): Promise<void> {
  const role = await aws(
    ...['--endpoint-url', endpoint, 'iam', 'create-role', '--role-name', name],
    ...['--assume-role-policy-document', TRUST_LAMBDA, '--query', 'Role.Arn'],
  );
  await client.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs22.x',
      Handler: 'functions/operate.handler',
      Role: String(role),
      Code: { ZipFile: await readFile(join(given.deployment, '.serverless', 'operate.zip')) },
    }),
  );
}

const TRUST_LAMBDA = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
});

async function arnOf(queueUrl: string, access: AwsAccess): Promise<string> {
  const { Attributes: attributes } = await new SQSClient({
    ...clientSettings(access),
    useQueueUrlAsEndpoint: false,
  }).send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }));
  return attributes?.QueueArn ?? '';
}
