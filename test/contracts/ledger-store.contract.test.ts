import { dynamoDb } from '../../shared/adapters/aws/dynamodb.ts';
import { startTable } from '../../shared/adapters/aws/embedded-dynamodb.ts';
import { dynamoDbLedgerStore } from '../../shared/adapters/stores/dynamodb-ledger-store.ts';
import { inMemoryLedgerStore } from '../../shared/adapters/stores/in-memory-ledger-store.ts';
import { ledgerStoreContract } from './ledger-store-contract.ts';

ledgerStoreContract('in memory', async () => ({
  store: inMemoryLedgerStore(),
  stop: async () => {},
}));

ledgerStoreContract('in DynamoDB', async () => {
  const { access, table, stop } = await startTable();
  return { store: dynamoDbLedgerStore({ dynamoDb: dynamoDb(access), table }), stop };
});
