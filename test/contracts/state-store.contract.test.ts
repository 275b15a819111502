import { dynamoDb } from '../../shared/adapters/aws/dynamodb.ts';
import { startTable } from '../../shared/adapters/aws/embedded-dynamodb.ts';
import { dynamoDbStateStore } from '../../shared/adapters/stores/dynamodb-state-store.ts';
import { inMemoryStateStore } from '../../shared/adapters/stores/in-memory-state-store.ts';
import { stateStoreContract } from './state-store-contract.ts';

stateStoreContract('in memory', async () => ({
  store: inMemoryStateStore(),
  stop: async () => {},
}));

stateStoreContract('in DynamoDB', async () => {
  const { access, table, stop } = await startTable();
  return { store: dynamoDbStateStore({ dynamoDb: dynamoDb(access), table }), stop };
});
