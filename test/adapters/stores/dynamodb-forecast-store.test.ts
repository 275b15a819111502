import { describe, expect, test } from 'vitest';
import type { ItemKey } from '../../../shared/adapters/aws/dynamodb.ts';
import { dynamoDbForecastStore } from '../../../shared/adapters/stores/dynamodb-forecast-store.ts';
import { StoreUnavailableError } from '../../../shared/ports/state-store.ts';
import { failing, fakeClients, type SomeCalls } from '../../support/aws-fakes.ts';
import { forecast } from '../../support/forecasts.ts';

const store = (calls: SomeCalls['dynamoDb'] = {}) =>
  dynamoDbForecastStore({ dynamoDb: fakeClients({ dynamoDb: calls }).dynamoDb, table: 'table' });

/** What is loaded of an item as it is stored. */
async function loadedFrom(item: object) {
  const key = { pk: 'target#web', sk: 'forecast' };
  const [forecasts] = await store({ batchGet: async () => [{ ...key, ...item }] }).load(['web']);
  return forecasts;
}

describe('a stored item of forecasts', () => {
  test('is found under the target, and read at half the price', async () => {
    const asked: unknown[] = [];

    await store({
      batchGet: async (...call) => {
        asked.push(call);
        return [];
      },
    }).load(['web']);

    const keys: readonly ItemKey[] = [{ pk: 'target#web', sk: 'forecast' }];
    expect(asked).toEqual([['table', keys, 'eventual']]);
  });

  test('loses the forecasts that another version made, and keeps the others', async () => {
    const { skill: _, ...another } = forecast();

    const forecasts = await loadedFrom({
      madeAt: 1,
      forecasts: {
        'predictive#1': another,
        'predictive#2': forecast(),
        'predictive#3': { ...forecast(), quantiles: [1] },
        'predictive#4': 'a forecast',
      },
    });

    expect(forecasts).toEqual({ 'predictive#2': forecast() });
  });

  test.each([
    { name: 'without forecasts', item: {} },
    { name: 'whose forecasts are a list', item: { forecasts: [forecast()] } },
  ])('$name has none', async ({ item }) => {
    expect(await loadedFrom(item)).toEqual({});
  });

  test('stays near a kilobyte', async () => {
    const items: unknown[] = [];
    const wild = (length: number) =>
      Array.from({ length }, (_, index) => 12_345.678_9 / (index + 3));

    await store({
      put: async (_table, item) => {
        items.push(item);
        return 'written';
      },
    }).save('web', {
      'predictive#1': forecast({
        usual: wild(56),
        errors: Array.from({ length: 5 }, () => wild(5)),
      }),
    });

    expect(JSON.stringify(items[0]).length).toBeLessThan(1_000);
  });
});

describe('a table that does not answer', () => {
  test.each(['throttled', 'timeout', 'access-denied'] as const)('%s: says so', async (code) => {
    const { load, save } = store({ batchGet: failing(code), put: failing(code) });

    await expect(load(['web'])).rejects.toThrow(StoreUnavailableError);
    await expect(save('web', { 'predictive#1': forecast() })).rejects.toThrow(
      StoreUnavailableError,
    );
  });
});
