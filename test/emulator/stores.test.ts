import { dynamoDbActivityStore } from '../../shared/adapters/stores/dynamodb-activity-store.ts';
import { dynamoDbForecastStore } from '../../shared/adapters/stores/dynamodb-forecast-store.ts';
import { dynamoDbLedgerStore } from '../../shared/adapters/stores/dynamodb-ledger-store.ts';
import { dynamoDbStateStore } from '../../shared/adapters/stores/dynamodb-state-store.ts';
import { activityStoreContract } from '../contracts/activity-store-contract.ts';
import { forecastStoreContract } from '../contracts/forecast-store-contract.ts';
import { ledgerStoreContract } from '../contracts/ledger-store-contract.ts';
import { stateStoreContract } from '../contracts/state-store-contract.ts';
import { accessTo, emulators } from './support/given.ts';
import { emptyTable } from './support/table.ts';

for (const { name, url } of emulators) {
  stateStoreContract(`on ${name}`, async () => ({
    store: dynamoDbStateStore(await emptyTable(accessTo(url))),
    stop: async () => {},
  }));

  activityStoreContract(`on ${name}`, async (clock) => ({
    store: dynamoDbActivityStore({ ...(await emptyTable(accessTo(url))), clock }),
    stop: async () => {},
  }));

  ledgerStoreContract(`on ${name}`, async () => ({
    store: dynamoDbLedgerStore(await emptyTable(accessTo(url))),
    stop: async () => {},
  }));

  forecastStoreContract(`on ${name}`, async () => ({
    store: dynamoDbForecastStore(await emptyTable(accessTo(url))),
    stop: async () => {},
  }));
}
