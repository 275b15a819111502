/** @module What the stores share: keys, failures, and items that cannot be read. */
import type * as z from 'zod/mini';
import { StoreUnavailableError } from '../../ports/state-store.ts';
import { AwsCallError } from '../aws/call.ts';
import type { DynamoDb } from '../aws/dynamodb.ts';

/** The one table that remembers everything. */
export interface Table {
  readonly dynamoDb: DynamoDb;
  readonly table: string;
}

/** The partition of everything that is kept of one target. */
export function targetPartition(target: string): string {
  return `target#${target}`;
}

/** An item that is stored, but not in a form we know. Guessing what it meant could do harm. */
export class UnreadableItemError extends Error {
  override readonly name = 'UnreadableItemError';

  readonly pk: string;
  readonly sk: string;

  constructor(
    key: { readonly pk: string; readonly sk: string },
    problem: string,
    options?: ErrorOptions,
  ) {
    super(
      `The stored item "${key.pk}" / "${key.sk}" cannot be read: ${problem}. ` +
        'Deploy the version that wrote it, or delete the item to start afresh.',
      options,
    );
    this.pk = key.pk;
    this.sk = key.sk;
  }
}

/** The item without its key, parsed. Throws an UnreadableItemError. */
export function parseItem<Content>(
  schema: z.ZodMiniType<Content>,
  { pk, sk, ...content }: Readonly<Record<string, unknown>>,
): Content {
  const key = { pk: String(pk), sk: String(sk) };
  const parsed = safeParse(schema, content, key);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(problemOf).join('; ');
    throw new UnreadableItemError(key, problems, { cause: parsed.error });
  }
  return parsed.data;
}

/** Some values are refused by throwing: a capacity of -1 is a RangeError. */
function safeParse<Content>(
  schema: z.ZodMiniType<Content>,
  content: unknown,
  key: { readonly pk: string; readonly sk: string },
) {
  try {
    return schema.safeParse(content);
  } catch (cause) {
    throw new UnreadableItemError(key, String(cause), { cause });
  }
}

/** Told without zod's locale, which not every function loads. */
function problemOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'unrecognized_keys'
    ? `unknown ${issue.keys.join(', ')}`
    : `${issue.path.join('.')} (${issue.code.replaceAll('_', ' ')})`;
}

/** Makes a call to the store; a failed call becomes a StoreUnavailableError. */
export async function storeCall<Answer>(
  operation: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof AwsCallError ? new StoreUnavailableError(operation, error) : error;
  }
}
