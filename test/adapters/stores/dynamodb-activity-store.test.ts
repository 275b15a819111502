import { describe, expect, it } from 'vitest';
import type { DynamoDb } from '../../../shared/adapters/aws/dynamodb.ts';
import { dynamoDbActivityStore } from '../../../shared/adapters/stores/dynamodb-activity-store.ts';
import { UnreadableItemError } from '../../../shared/adapters/stores/stored-item.ts';
import type { Activity } from '../../../shared/ports/activity-store.ts';
import { StoreUnavailableError } from '../../../shared/ports/state-store.ts';
import { failing, fakeClients } from '../../support/aws-fakes.ts';
import { decision, START } from '../../support/builders.ts';

const storeOver = (calls: Partial<DynamoDb>) =>
  dynamoDbActivityStore({
    dynamoDb: fakeClients({ dynamoDb: calls }).dynamoDb,
    table: 'tidegate',
    clock: { now: () => START },
  });

const { next: _, ...told } = decision();
const ACTIVITY: Activity = {
  target: 'web',
  at: START,
  id: 'web@4',
  decision: told,
  outcome: { status: 'applied' },
};
const STORED = {
  pk: 'target#web',
  sk: 'activity#2026-01-05T09:00:00.000Z#web@4',
  ...ACTIVITY,
  expiresAt: Date.parse('2026-02-04T09:00:00Z') / 1000,
};

describe('dynamoDbActivityStore', () => {
  it('keeps an activity by its time, to be dropped after 30 days', async () => {
    const puts: unknown[] = [];
    const store = storeOver({
      put: async (...call) => {
        puts.push(call);
        return 'written';
      },
    });

    await store.append(ACTIVITY);

    expect(puts).toEqual([['tidegate', STORED]]);
  });

  it('asks for as many as are wanted', async () => {
    const queries: unknown[] = [];
    const store = storeOver({
      queryLast: async (...call) => {
        queries.push(call);
        return [STORED];
      },
    });

    expect(await store.recent('web', 20)).toEqual([ACTIVITY]);
    expect(queries).toEqual([['tidegate', { pk: 'target#web', skPrefix: 'activity#', most: 20 }]]);
  });

  it.each([
    { name: 'a decision', item: { ...STORED, decision: { action: 'explode' } }, at: 'decision' },
    { name: 'an outcome', item: { ...STORED, outcome: 'fine' }, at: 'outcome' },
    { name: 'a time', item: { ...STORED, at: 'noon' }, at: 'at' },
  ])('names a stored activity without $name', async ({ item, at }) => {
    const store = storeOver({ queryLast: async () => [item] });

    const failed = await store.recent('web', 1).catch((error: unknown) => error);

    expect(failed).toBeInstanceOf(UnreadableItemError);
    expect(failed).toMatchObject({ pk: STORED.pk, sk: STORED.sk });
    expect(String(failed)).toContain(at);
  });

  it('says that the store is unavailable where a call fails', async () => {
    const store = storeOver({ put: failing('throttled'), queryLast: failing('access-denied') });

    await expect(store.append(ACTIVITY)).rejects.toThrow(StoreUnavailableError);
    await expect(store.recent('web', 1)).rejects.toThrow(StoreUnavailableError);
  });
});
