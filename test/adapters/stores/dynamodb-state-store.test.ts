import { describe, expect, it } from 'vitest';
import type { DynamoDb } from '../../../shared/adapters/aws/dynamodb.ts';
import { dynamoDbStateStore } from '../../../shared/adapters/stores/dynamodb-state-store.ts';
import { UnreadableItemError } from '../../../shared/adapters/stores/stored-item.ts';
import { StoreUnavailableError } from '../../../shared/ports/state-store.ts';
import { failing, fakeClients } from '../../support/aws-fakes.ts';
import { state } from '../../support/builders.ts';

const storeOver = (calls: Partial<DynamoDb>) =>
  dynamoDbStateStore({ dynamoDb: fakeClients({ dynamoDb: calls }).dynamoDb, table: 'tidegate' });

describe('dynamoDbStateStore', () => {
  it('keeps a state under its target, on condition of the version that was read', async () => {
    const puts: unknown[] = [];
    const store = storeOver({
      put: async (...call) => {
        puts.push(call);
        return 'written';
      },
    });

    await store.save('web', state({ reason: 'steady' }));
    await store.save('web', state({ version: 4, reason: 'cooldown' }));

    const key = { pk: 'target#web', sk: 'state' };
    const empty = { limits: {}, policies: {} };
    expect(puts).toEqual([
      ['tidegate', { ...key, ...empty, version: 1, reason: 'steady' }, { absent: true }],
      [
        'tidegate',
        { ...key, ...empty, version: 5, reason: 'cooldown' },
        { attribute: 'version', equals: 4 },
      ],
    ]);
  });

  it.each([
    { name: 'without a version', item: { limits: {}, policies: {} }, at: 'version' },
    {
      name: 'with a negative capacity',
      item: { ...state(), applied: { capacity: -1, at: 0 } },
      at: '-1',
    },
    { name: 'of another shape', item: { ...state(), policies: 'none' }, at: 'policies' },
  ])('names a stored state $name, and what is wrong with it', async ({ item, at }) => {
    const stored = { pk: 'target#web', sk: 'state', ...item };
    const store = storeOver({ batchGet: async () => [stored] });

    const failed = await store.load(['web']).catch((error: unknown) => error);

    expect(failed).toBeInstanceOf(UnreadableItemError);
    expect(failed).toMatchObject({ pk: 'target#web', sk: 'state' });
    expect(String(failed)).toContain('"target#web" / "state"');
    expect(String(failed)).toContain(at);
  });

  it('says that the store is unavailable where a call fails', async () => {
    const store = storeOver({ batchGet: failing('throttled'), put: failing('timeout') });

    await expect(store.load(['web'])).rejects.toThrow(StoreUnavailableError);
    await expect(store.save('web', state())).rejects.toThrow(StoreUnavailableError);
  });

  it('throws a bug on', async () => {
    const bug = new TypeError('x is not a function');
    const store = storeOver({ batchGet: failing(bug), put: failing(bug) });

    await expect(store.load(['web'])).rejects.toBe(bug);
    await expect(store.save('web', state())).rejects.toBe(bug);
  });
});
