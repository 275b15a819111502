import { dynamoDb } from '../../shared/adapters/aws/dynamodb.ts';
import { startTable } from '../../shared/adapters/aws/embedded-dynamodb.ts';
import { dynamoDbActivityStore } from '../../shared/adapters/stores/dynamodb-activity-store.ts';
import { inMemoryActivityStore } from '../../shared/adapters/stores/in-memory-activity-store.ts';
import { activityStoreContract } from './activity-store-contract.ts';

activityStoreContract('in memory', async (clock) => ({
  store: inMemoryActivityStore({ clock }),
  stop: async () => {},
}));

activityStoreContract('in DynamoDB', async (clock) => {
  const { access, table, stop } = await startTable();
  return { store: dynamoDbActivityStore({ dynamoDb: dynamoDb(access), table, clock }), stop };
});
