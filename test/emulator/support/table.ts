/** @module Tables of an emulator, of the deployed form. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type AwsAccess, clientSettings } from '../../../shared/adapters/aws/call.ts';
import { type DynamoDb, dynamoDb } from '../../../shared/adapters/aws/dynamodb.ts';
import { deployedTable } from '../../../shared/adapters/aws/embedded-dynamodb.ts';

/** A new, empty table and a client for it. */
export async function emptyTable(
  access: AwsAccess,
): Promise<{ readonly table: string; readonly dynamoDb: DynamoDb }> {
  const table = `tidegate-${crypto.randomUUID()}`;
  await new DynamoDBClient(clientSettings(access)).send(
    new CreateTableCommand(deployedTable(table)),
  );
  return { table, dynamoDb: dynamoDb(access) };
}
