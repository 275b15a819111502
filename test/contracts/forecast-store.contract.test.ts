import { dynamoDb } from '../../shared/adapters/aws/dynamodb.ts';
import { startTable } from '../../shared/adapters/aws/embedded-dynamodb.ts';
import { dynamoDbForecastStore } from '../../shared/adapters/stores/dynamodb-forecast-store.ts';
import { inMemoryForecastStore } from '../../shared/adapters/stores/in-memory-forecast-store.ts';
import { rememberedForecasts } from '../../shared/adapters/stores/remembered-forecasts.ts';
import { START } from '../support/builders.ts';
import { forecastStoreContract } from './forecast-store-contract.ts';

const stop = async () => {};

forecastStoreContract('in memory', async () => ({ store: inMemoryForecastStore(), stop }));

forecastStoreContract('in memory, remembered', async () => ({
  store: rememberedForecasts(inMemoryForecastStore(), { clock: { now: () => START } }),
  stop,
}));

forecastStoreContract('in DynamoDB', async () => {
  const { access, table, stop: stopTable } = await startTable();
  return {
    store: dynamoDbForecastStore({ dynamoDb: dynamoDb(access), table }),
    stop: stopTable,
  };
});
