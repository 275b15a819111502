import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type DynamoDb, dynamoDb } from '../../../shared/adapters/aws/dynamodb.ts';
import { type EmbeddedTable, startTable } from '../../../shared/adapters/aws/embedded-dynamodb.ts';
import { loopbackPerTest, wireError } from '../../support/loopback.ts';

const answering = loopbackPerTest();

describe('dynamoDb', () => {
  let server: EmbeddedTable;
  let db: DynamoDb;
  beforeAll(async () => {
    server = await startTable('tidegate');
    db = dynamoDb(server.access);
  });
  afterAll(() => server.stop());

  const put = (pk: string, sk: string, content: object = {}) =>
    db.put('tidegate', { ...content, pk, sk });

  it('gives back an item as plain values, without what was undefined', async () => {
    const content = { text: '', nothing: null, list: [1, { deep: -0.25 }], isTrue: true };
    await put('content', 'a', { ...content, absent: undefined });

    expect(await db.batchGet('tidegate', [{ pk: 'content', sk: 'a' }])).toEqual([
      { pk: 'content', sk: 'a', ...content },
    ]);
  });

  it('gets nothing for no keys, without a call', async () => {
    const { access, calls } = await answering(() => wireError('ResourceNotFoundException'));

    expect(await dynamoDb(access).batchGet('tidegate', [])).toEqual([]);
    expect(calls).toEqual([]);
  });

  it('gets any number of items, each once', async () => {
    const keys = Array.from({ length: 201 }, (_, index) => ({ pk: 'many', sk: `${index}` }));
    await Promise.all(keys.map(({ pk, sk }) => put(pk, sk)));

    const items = await db.batchGet('tidegate', [...keys, { pk: 'many', sk: '0' }]);

    expect(items).toHaveLength(201);
  });

  it.each([
    { name: 'absent, and it is', existing: undefined, condition: { absent: true }, wrote: true },
    {
      name: 'absent, but it is there',
      existing: { version: 1 },
      condition: { absent: true },
      wrote: false,
    },
    {
      name: 'of a version, and it is',
      existing: { version: 1 },
      condition: { attribute: 'version', equals: 1 },
      wrote: true,
    },
    {
      name: 'of a version, but it is another',
      existing: { version: 2 },
      condition: { attribute: 'version', equals: 1 },
      wrote: false,
    },
    {
      name: 'of a version, but it is not there',
      existing: undefined,
      condition: { attribute: 'version', equals: 1 },
      wrote: false,
    },
    {
      name: 'of at most a version, and it is less',
      existing: { version: 1 },
      condition: { attribute: 'version', atMost: 9 },
      wrote: true,
    },
    {
      name: 'of at most a version, and it is that',
      existing: { version: 9 },
      condition: { attribute: 'version', atMost: 9 },
      wrote: true,
    },
    {
      name: 'of at most a version, but it is more',
      existing: { version: 10 },
      condition: { attribute: 'version', atMost: 9 },
      wrote: false,
    },
    {
      name: 'of at most a version, and it is not there',
      existing: undefined,
      condition: { attribute: 'version', atMost: 9 },
      wrote: true,
    },
  ] as const)('puts an item that must be $name', async ({ name, existing, condition, wrote }) => {
    if (existing !== undefined) {
      await put('condition', name, existing);
    }

    const result = await db.put('tidegate', { pk: 'condition', sk: name, version: 9 }, condition);

    expect(result).toBe(wrote ? 'written' : 'condition-failed');
    expect(await db.batchGet('tidegate', [{ pk: 'condition', sk: name }])).toMatchObject(
      wrote ? [{ version: 9 }] : existing === undefined ? [] : [existing],
    );
  });

  it.each([
    { name: 'was lost, and it is its own', writer: undefined, calls: 3, expected: 'written' },
    {
      name: 'was lost, and others wrote',
      writer: 'others',
      calls: 3,
      expected: 'condition-failed',
    },
  ])('takes a refused put whose first answer $name as $expected', async (given) => {
    let stored: unknown;
    const { access, calls } = await answering(({ operation, body }) => {
      if (operation === 'BatchGetItem') {
        const item = z.parse(z.looseObject({}), stored);
        const others = given.writer === undefined ? {} : { writer: { S: given.writer } };
        return { json: { Responses: { tidegate: [{ ...item, ...others }] } } };
      }
      if (stored === undefined) {
        stored = z.parse(z.object({ Item: z.unknown() }), body).Item;
        return { raw: (response) => response.destroy() };
      }
      return wireError('ConditionalCheckFailedException');
    });
    const client = dynamoDb({ ...access, maxAttempts: 2 });

    const result = await client.put(
      'tidegate',
      { pk: 'a', sk: 'b', version: 2 },
      { attribute: 'version', equals: 1 },
    );

    expect(result).toBe(given.expected);
    expect(calls).toHaveLength(given.calls);
  });

  it('believes a put that was refused at once, without a look', async () => {
    const { access, calls } = await answering(() => wireError('ConditionalCheckFailedException'));

    const result = await dynamoDb(access).put('tidegate', { pk: 'a', sk: 'b' }, { absent: true });

    expect(result).toBe('condition-failed');
    expect(calls).toHaveLength(1);
  });

  it('queries the last items with a prefix, last first', async () => {
    await Promise.all(['a#1', 'a#2', 'a#3', 'b#1', 'A#1'].map((sk) => put('query', sk)));

    const items = await db.queryLast('tidegate', { pk: 'query', skPrefix: 'a#', most: 2 });

    expect(items.map(({ sk }) => sk)).toEqual(['a#3', 'a#2']);
  });

  it('queries the named parts of a range, both ends included, in either order', async () => {
    const decided = { decision: { from: 2, to: 4, because: 'of the load' }, status: 'applied' };
    await Promise.all(
      ['a#1', 'a#2', 'a#3', 'b#1'].map((sk) => put('range', sk, { ...decided, left: 'out' })),
    );
    const range = { pk: 'range', from: 'a#1', to: 'a#3', parts: ['decision.from', 'status'] };

    const all = await db.queryBetween('tidegate', { ...range, order: 'first-first' });
    const last = await db.queryBetween('tidegate', { ...range, order: 'last-first', most: 1 });
    const none = await db.queryBetween('tidegate', { ...range, to: 'a#0', order: 'first-first' });

    expect(all.map(({ sk }) => sk)).toEqual(['a#1', 'a#2', 'a#3']);
    expect(last).toEqual([{ pk: 'range', sk: 'a#3', decision: { from: 2 }, status: 'applied' }]);
    expect(none).toEqual([]);
  });

  it('queries a whole range over pages of large items', async () => {
    const large = 'x'.repeat(300_000);
    await Promise.all([1, 2, 3, 4, 5].map((number) => put('wide', `a#${number}`, { large })));

    const items = await db.queryBetween('tidegate', {
      ...{ pk: 'wide', from: 'a#', to: 'b#', parts: [] },
      order: 'first-first',
    });

    expect(items.map(({ sk }) => sk)).toEqual(['a#1', 'a#2', 'a#3', 'a#4', 'a#5']);
  });

  it('queries over the pages of large items', async () => {
    const large = 'x'.repeat(300_000);
    await Promise.all([1, 2, 3, 4, 5].map((number) => put('large', `a#${number}`, { large })));

    const items = await db.queryLast('tidegate', { pk: 'large', skPrefix: 'a#', most: 5 });

    expect(items.map(({ sk }) => sk)).toEqual(['a#5', 'a#4', 'a#3', 'a#2', 'a#1']);
  });

  it.each([0, -1])('queries nothing when asked for %i', async (most) => {
    expect(await db.queryLast('tidegate', { pk: 'query', skPrefix: 'a#', most })).toEqual([]);
  });

  it('reads consistently', async () => {
    const { access, calls } = await answering(({ operation }) => ({
      json: operation === 'Query' ? { Items: [] } : { Responses: {} },
    }));
    const watched = dynamoDb(access);

    await watched.batchGet('tidegate', [{ pk: 'a', sk: 'b' }]);
    await watched.queryLast('tidegate', { pk: 'a', skPrefix: 'b', most: 1 });

    expect(calls).toMatchObject([
      { body: { RequestItems: { tidegate: { ConsistentRead: true } } } },
      { body: { ConsistentRead: true } },
    ]);
  });

  it('asks again for keys that were left unprocessed', async () => {
    const key = (sk: string) => ({ pk: { S: 'a' }, sk: { S: sk } });
    const { access, calls } = await answering((_, index) =>
      index === 0
        ? {
            json: {
              Responses: { tidegate: [key('1')] },
              UnprocessedKeys: { tidegate: { Keys: [key('2')] } },
            },
          }
        : { json: { Responses: { tidegate: [key('2')] } } },
    );

    const items = await dynamoDb(access).batchGet('tidegate', [
      { pk: 'a', sk: '1' },
      { pk: 'a', sk: '2' },
    ]);

    expect(items).toEqual([
      { pk: 'a', sk: '1' },
      { pk: 'a', sk: '2' },
    ]);
    expect(calls[1]).toMatchObject({ body: { RequestItems: { tidegate: { Keys: [key('2')] } } } });
  });

  it('gives up on keys that stay unprocessed, as throttled', async () => {
    const keys = { tidegate: { Keys: [{ pk: { S: 'a' }, sk: { S: '1' } }] } };
    const { access, calls } = await answering(() => ({ json: { UnprocessedKeys: keys } }));

    const asked = dynamoDb(access).batchGet('tidegate', [{ pk: 'a', sk: '1' }]);

    await expect(asked).rejects.toMatchObject({ code: 'throttled' });
    expect(calls).toHaveLength(5);
  });

  it.each([
    { name: 'ResourceNotFoundException', code: 'not-found' },
    { name: 'ProvisionedThroughputExceededException', code: 'throttled' },
    { name: 'AccessDeniedException', code: 'access-denied' },
    { name: 'InternalServerError', code: 'unavailable' },
  ])('tells $name as $code', async ({ name, code }) => {
    const { access } = await answering(() => wireError(name));
    const refused = dynamoDb(access);

    const asked = [
      refused.batchGet('tidegate', [{ pk: 'a', sk: 'b' }]),
      refused.put('tidegate', { pk: 'a', sk: 'b' }),
      refused.queryLast('tidegate', { pk: 'a', skPrefix: 'b', most: 1 }),
    ];

    const results = await Promise.allSettled(asked);
    expect(results).toMatchObject(asked.map(() => ({ status: 'rejected', reason: { code } })));
  });
});
