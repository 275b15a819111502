import { dynamoDbActivityStore } from '../../shared/adapters/stores/dynamodb-activity-store.ts';
import { dynamoDbForecastStore } from '../../shared/adapters/stores/dynamodb-forecast-store.ts';
import { dynamoDbStateStore } from '../../shared/adapters/stores/dynamodb-state-store.ts';
import { activityStoreContract } from '../contracts/activity-store-contract.ts';
import { forecastStoreContract } from '../contracts/forecast-store-contract.ts';
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

  forecastStoreContract(`on ${name}`, async () => ({
    store: dynamoDbForecastStore(await emptyTable(accessTo(url))),
    stop: async () => {},
  }));
}
