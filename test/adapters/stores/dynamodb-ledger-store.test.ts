import { describe, expect, it } from 'vitest';
import type { DynamoDb } from '../../../shared/adapters/aws/dynamodb.ts';
import { dynamoDbLedgerStore } from '../../../shared/adapters/stores/dynamodb-ledger-store.ts';
import { UnreadableItemError } from '../../../shared/adapters/stores/stored-item.ts';
import { emptyLedger } from '../../../shared/core/money/ledger.ts';
import { StoreUnavailableError } from '../../../shared/ports/state-store.ts';
import { failing, fakeClients } from '../../support/aws-fakes.ts';
import { START } from '../../support/builders.ts';

const storeOver = (calls: Partial<DynamoDb>) =>
  dynamoDbLedgerStore({ dynamoDb: fakeClients({ dynamoDb: calls }).dynamoDb, table: 'tidegate' });
const LEDGER = emptyLedger('shop', START);

describe('dynamoDbLedgerStore', () => {
  it('keeps a ledger under its budget and day, on condition of the version, for 400 days', async () => {
    const puts: unknown[] = [];
    const store = storeOver({
      put: async (...call) => {
        puts.push(call);
        return 'written';
      },
    });

    await store.save(LEDGER);
    await store.save({ ...LEDGER, version: 4 });

    const item = {
      ...LEDGER,
      pk: 'budget#shop',
      sk: '2026-01-05',
      expiresAt: LEDGER.day / 1000 + 400 * 86_400,
    };
    expect(puts).toEqual([
      ['tidegate', { ...item, version: 1 }, { absent: true }],
      ['tidegate', { ...item, version: 5 }, { attribute: 'version', equals: 4 }],
    ]);
  });

  it('asks for one item, the latest', async () => {
    const asked: unknown[] = [];
    const store = storeOver({
      queryLast: async (...call) => {
        asked.push(call);
        return [];
      },
    });

    await store.latest('shop');

    expect(asked).toEqual([['tidegate', { pk: 'budget#shop', skPrefix: '2', most: 1 }]]);
  });

  it('names a stored ledger that it cannot read', async () => {
    const stored = { pk: 'budget#shop', sk: '2026-01-05', ...LEDGER, hours: 'none' };
    const store = storeOver({ queryLast: async () => [stored] });

    const failed = await store.latest('shop').catch((error: unknown) => error);

    expect(failed).toBeInstanceOf(UnreadableItemError);
    expect(String(failed)).toContain('"budget#shop" / "2026-01-05"');
    expect(String(failed)).toContain('hours');
  });

  it('gives way for as long as its calls take', async () => {
    const pauses: number[] = [];
    let nowMs = 0;
    const dynamoDb = fakeClients({
      dynamoDb: {
        queryLast: async () => {
          nowMs += 4;
          return [];
        },
        put: async () => {
          nowMs += 6;
          return 'condition-failed';
        },
      },
    }).dynamoDb;
    const store = dynamoDbLedgerStore(
      { dynamoDb, table: 'tidegate' },
      { nowMs: () => nowMs, pause: async (mostMs) => void pauses.push(mostMs) },
    );
    await store.latest('shop');
    await store.save(LEDGER);

    await store.giveWay(1);

    expect(pauses).toEqual([100]);
  });

  it('says that the store is unavailable where a call fails', async () => {
    const store = storeOver({ queryLast: failing('throttled'), put: failing('timeout') });

    await expect(store.latest('shop')).rejects.toThrow(StoreUnavailableError);
    await expect(store.save(LEDGER)).rejects.toThrow(StoreUnavailableError);
  });
});
