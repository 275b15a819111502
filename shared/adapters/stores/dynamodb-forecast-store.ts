/** @module Forecasts in DynamoDB: one item per target, written once an hour. */
import type { ForecastStore } from '../../ports/forecast-store.ts';
import { forecastsIn, newestOf, shortened } from './stored-forecast.ts';
import { storeCall, type Table, targetPartition } from './stored-item.ts';

const SORT_KEY = 'forecast';

/** Forecasts in the table of the states, read eventually consistent: an hour is long. */
export function dynamoDbForecastStore({ dynamoDb, table }: Table): ForecastStore {
  return {
    async load(targets) {
      const keys = targets.map((target) => ({ pk: targetPartition(target), sk: SORT_KEY }));
      const items = await storeCall('load forecasts', () =>
        dynamoDb.batchGet(table, keys, 'eventual'),
      );
      const byPartition = new Map(items.map((item) => [item['pk'], item]));
      return keys.map(({ pk }) => forecastsIn(byPartition.get(pk)));
    },

    async save(target, forecasts) {
      const madeAt = newestOf(forecasts);
      const written = await storeCall(`save the forecasts of ${target}`, () =>
        dynamoDb.put(
          table,
          { madeAt, forecasts: shortened(forecasts), pk: targetPartition(target), sk: SORT_KEY },
          { attribute: 'madeAt', atMost: madeAt },
        ),
      );
      return written === 'written' ? 'saved' : 'outdated';
    },
  };
}
