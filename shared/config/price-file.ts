/** @module Refreshed prices: a file beside the plan, which counts before the tables that ship. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { type PriceTable, priceBook } from '../core/money/price-book.ts';
import { shippedTables } from '../core/money/prices/index.ts';
import { type Pricing, pricing } from './unit-price.ts';

/** The file's name; it lies in the folder of the plan. */
const NAME = 'tidegate.prices.json';

const fileSchema = z.strictObject({
  version: z.literal(1, 'version: 1'),
  currency: z.literal('USD', 'prices are in USD; no other currency is counted'),
  tables: z.array(
    z.strictObject({
      region: z.string().check(z.minLength(1)),
      date: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/, 'a date like 2026-09-30')),
      source: z.string().check(z.minLength(1)),
      usd: z.record(
        z.string(),
        z.number('a price in USD').check(z.positive('a price larger than 0')),
      ),
    }),
  ),
});

/** The refreshed prices cannot be used; the message has every problem. */
export class InvalidPricesError extends Error {
  override readonly name = 'InvalidPricesError';
}

/** Where the refreshed prices of a plan lie. */
export function pricesFileOf(planFile: string): string {
  return join(dirname(planFile), NAME);
}

/** Prices the units of the plan in a file. Throws an InvalidPricesError. */
export async function pricingFor(planFile: string): Promise<Pricing> {
  return pricing(priceBook([...shippedTables, ...(await refreshedTables(planFile))]));
}

/** The refreshed prices of a plan; none where nobody refreshed. Throws an InvalidPricesError. */
export async function refreshedTables(planFile: string): Promise<readonly PriceTable[]> {
  const file = pricesFileOf(planFile);
  const text = await textOf(file);
  if (text === undefined) {
    return [];
  }
  const parsed = z.safeParse(fileSchema, jsonOf(text));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${file}: ${path.length === 0 ? '' : `${path.join('.')}: `}${message}`,
    );
    throw new InvalidPricesError([...problems, REMEDY].join('\n'));
  }
  return parsed.data.tables;
}

const REMEDY = 'Run "tidegate prices refresh" to write it anew, or delete it.';

/** The file's text for these tables. */
export function pricesText(tables: readonly PriceTable[]): string {
  return `${JSON.stringify({ version: 1, currency: 'USD', tables }, null, 2)}\n`;
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      return undefined;
    }
    throw new InvalidPricesError(`${file} cannot be read: ${String(cause)}`, { cause });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
