/** @module Amazon DynamoDB: what we call of it. */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type AttributeValue,
  BatchGetItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { chunks } from '../chunks.ts';
import { type AwsAccess, AwsCallError, call, clientSettings, isRepeated } from './call.ts';

/** The key of an item in a table of ours: a partition and a place in it. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** An item as plain values. */
export type Item = ItemKey & Readonly<Record<string, unknown>>;

/** What must hold for a put to be made. */
export type PutCondition =
  | { readonly absent: true }
  | { readonly attribute: string; readonly equals: number }
  /** The item is not there, or its attribute is no larger. */
  | { readonly attribute: string; readonly atMost: number };

/** `eventual` reads may be a second behind, and cost half. */
export type Consistency = 'strong' | 'eventual';

/** Reads are strongly consistent unless told. Every call throws an AwsCallError on failure. */
export interface DynamoDb {
  /** Those of the items that exist, in no order; any number of keys. */
  batchGet(
    table: string,
    keys: readonly ItemKey[],
    consistency?: Consistency,
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /**
   * Writes the whole item. Where the answer to an attempt was lost and the next one finds the item
   * as that attempt left it, it is written.
   */
  put(table: string, item: Item, condition?: PutCondition): Promise<'written' | 'condition-failed'>;
  /** The last items of a partition whose `sk` begins with the prefix, last first. */
  queryLast(
    table: string,
    query: { readonly pk: string; readonly skPrefix: string; readonly most: number },
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Items of a partition from one `sk` to another, both included, with the named parts only. */
  queryBetween(
    table: string,
    query: RangeQuery,
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** A stretch of a partition. */
export interface RangeQuery {
  readonly pk: string;
  readonly from: string;
  readonly to: string;
  readonly order: 'first-first' | 'last-first';
  /** At most so many; without it, all. */
  readonly most?: number;
  /** Paths like "decision.from"; the key always comes too. */
  readonly parts: readonly string[];
}

/** Who wrote an item under a condition: new with each put, and the same for all its attempts. */
const WRITER = 'writer';
/** Keys in one BatchGetItem call: DynamoDB allows 100. */
const KEYS_PER_CALL = 100;
/** Rounds for the keys that a call leaves unprocessed, the first included. */
const MOST_ROUNDS = 5;
/** Wait before the second round; doubled for each after it. */
const FIRST_WAIT_MS = 25;
/** A page holds 1 MB, a hundred large decisions. */
const MOST_PAGES = 20;
/** A month of a target that is written every ten seconds. */
const MOST_RANGE_PAGES = 300;

/** A client for DynamoDB. Undefined members are left out; everything else must be storable. */
export function dynamoDb(access?: AwsAccess): DynamoDb {
  const client = new DynamoDBClient(clientSettings(access));

  async function getRound(
    table: string,
    keys: readonly ItemKey[],
    { consistency, round }: { readonly consistency: Consistency; readonly round: number },
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const operation = `BatchGetItem ${table}`;
    const { Responses: found = {}, UnprocessedKeys: left = {} } = await call(operation, () =>
      client.send(
        new BatchGetItemCommand({
          RequestItems: {
            [table]: {
              Keys: keys.map(({ pk, sk }) => marshall({ pk, sk })),
              ConsistentRead: consistency === 'strong',
            },
          },
        }),
      ),
    );
    const items = Object.values(found)
      .flat()
      .map((item) => unmarshall(item));
    const unprocessed = (left[table]?.Keys ?? []).map((key) => unmarshall(key));
    if (unprocessed.length === 0) {
      return items;
    }
    if (round >= MOST_ROUNDS) {
      throw new AwsCallError(
        operation,
        { code: 'throttled', serviceCode: 'UnprocessedKeys' },
        `${unprocessed.length} keys were left unprocessed ${MOST_ROUNDS} times`,
      );
    }
    await wait(FIRST_WAIT_MS * 2 ** (round - 1));
    const rest = unprocessed.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
    return [...items, ...(await getRound(table, rest, { consistency, round: round + 1 }))];
  }

  /** Whether what stands there is of this writer; where that cannot be read, it is not. */
  async function isThere(table: string, { pk, sk }: ItemKey, writer?: string): Promise<boolean> {
    try {
      const [found] = await getRound(table, [{ pk, sk }], { consistency: 'strong', round: 1 });
      return found?.[WRITER] === writer;
    } catch (error) {
      if (error instanceof AwsCallError) {
        return false;
      }
      throw error;
    }
  }

  /** A page, and where the next one starts. */
  async function queryPage(
    input: QueryCommandInput,
    start: Record<string, AttributeValue> | undefined,
  ): Promise<{ readonly items: readonly Found[]; readonly next?: Record<string, AttributeValue> }> {
    const { Items: page = [], LastEvaluatedKey: next } = await call(
      `Query ${input.TableName}`,
      () =>
        client.send(
          new QueryCommand({
            ...input,
            ConsistentRead: true,
            ...(start === undefined ? {} : { ExclusiveStartKey: start }),
          }),
        ),
    );
    const items = page.map((item) => unmarshall(item));
    return next === undefined ? { items } : { items, next };
  }

  async function queryPages(
    input: QueryCommandInput,
    { most, mostPages }: { readonly most: number; readonly mostPages: number },
  ): Promise<{ readonly items: readonly Found[]; readonly isWhole: boolean }> {
    const items: Found[] = [];
    let start: Record<string, AttributeValue> | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const left = Number.isFinite(most) ? { Limit: most - items.length } : {};
      // biome-ignore lint/performance/noAwaitInLoops: a page says where the next one starts.
      const found = await queryPage({ ...input, ...left }, start);
      items.push(...found.items);
      start = found.next;
      if (start === undefined || items.length >= most) {
        return { items, isWhole: true };
      }
    }
    return { items, isWhole: false };
  }

  return {
    async batchGet(table, keys, consistency = 'strong') {
      // The same key twice in one call is an error.
      const distinct = [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
      const found = await Promise.all(
        chunks(distinct, KEYS_PER_CALL).map((chunk) =>
          getRound(table, chunk, { consistency, round: 1 }),
        ),
      );
      return found.flat();
    },

    async put(table, item, condition) {
      const writer = condition === undefined ? {} : { [WRITER]: randomBytes(9).toString('base64') };
      try {
        await call(`PutItem ${table}`, () =>
          client.send(
            new PutItemCommand({
              TableName: table,
              Item: marshall({ ...item, ...writer }, { removeUndefinedValues: true }),
              ...expressionOf(condition),
            }),
          ),
        );
        return 'written';
      } catch (error) {
        if (
          error instanceof AwsCallError &&
          error.serviceCode === 'ConditionalCheckFailedException'
        ) {
          return isRepeated(error) && (await isThere(table, item, writer[WRITER]))
            ? 'written'
            : 'condition-failed';
        }
        throw error;
      }
    },

    async queryLast(table, query) {
      if (query.most < 1) {
        return [];
      }
      const { items } = await queryPages(
        {
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: marshall({ ':pk': query.pk, ':prefix': query.skPrefix }),
          ScanIndexForward: false,
        },
        { most: query.most, mostPages: MOST_PAGES },
      );
      return items;
    },

    async queryBetween(table, { pk, from, to, order, most = Number.POSITIVE_INFINITY, parts }) {
      if (most < 1 || from > to) {
        return [];
      }
      const { items, isWhole } = await queryPages(
        {
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: marshall({ ':pk': pk, ':from': from, ':to': to }),
          ScanIndexForward: order === 'first-first',
          ...projectionOf(['pk', 'sk', ...parts]),
        },
        { most, mostPages: MOST_RANGE_PAGES },
      );
      if (!isWhole) {
        throw new AwsCallError(
          `Query ${table}`,
          { code: 'invalid', serviceCode: 'TooManyPages' },
          `"${pk}" has more than ${MOST_RANGE_PAGES} pages from ${from} to ${to}: ask for less`,
        );
      }
      return items;
    },
  };
}

type Found = Readonly<Record<string, unknown>>;

/** Every name is aliased: many of ours are words that DynamoDB reserves. */
function projectionOf(paths: readonly string[]) {
  const names = new Set(paths.flatMap((path) => path.split('.')));
  return {
    ProjectionExpression: paths
      .map((path) =>
        path
          .split('.')
          .map((name) => `#${name}`)
          .join('.'),
      )
      .join(', '),
    ExpressionAttributeNames: Object.fromEntries([...names].map((name) => [`#${name}`, name])),
  };
}

function expressionOf(condition: PutCondition | undefined) {
  if (condition === undefined) {
    return {};
  }
  if ('absent' in condition) {
    return { ConditionExpression: 'attribute_not_exists(pk)' };
  }
  const names = { ExpressionAttributeNames: { '#attribute': condition.attribute } };
  return 'equals' in condition
    ? {
        ...names,
        ConditionExpression: '#attribute = :equals',
        ExpressionAttributeValues: marshall({ ':equals': condition.equals }),
      }
    : {
        ...names,
        ConditionExpression: 'attribute_not_exists(pk) OR #attribute <= :atMost',
        ExpressionAttributeValues: marshall({ ':atMost': condition.atMost }),
      };
}
