/** @module An embedded DynamoDB on a free port of this machine, with our table in it. */
import { once } from 'node:events';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { type AwsAccess, clientSettings } from './call.ts';

/** A running server. Stop it at the end. */
export interface EmbeddedTable {
  readonly access: AwsAccess;
  readonly table: string;
  stop(): Promise<void>;
}

/** Starts a server with an empty table of the deployed form. */
export async function startTable(table = 'tidegate'): Promise<EmbeddedTable> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error(`The server listens on no port: ${address}`);
  }
  const access: AwsAccess = {
    endpoint: `http://127.0.0.1:${address.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const client = new DynamoDBClient(clientSettings(access));
  await client.send(new CreateTableCommand(deployedTable(table)));
  client.destroy();
  return {
    access,
    table,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** A table of the form that serverless.yml deploys, under any name. */
export function deployedTable(table: string): CreateTableCommandInput {
  return {
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
  };
}
