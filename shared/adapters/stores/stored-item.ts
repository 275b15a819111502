/** @module What the stores share: keys, failures, and items that cannot be read. */
import * as z from 'zod/mini';
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

  constructor(key: { readonly pk: string; readonly sk: string }, cause: z.core.$ZodError) {
    super(
      `The stored item "${key.pk}" / "${key.sk}" cannot be read:\n${z.prettifyError(cause)}\n` +
        'Deploy the version that wrote it, or delete the item to start afresh.',
      { cause },
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
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    throw new UnreadableItemError({ pk: String(pk), sk: String(sk) }, parsed.error);
  }
  return parsed.data;
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
