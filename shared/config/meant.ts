/** @module What somebody probably meant where a document does not fit the schema. */
import type * as z from 'zod/mini';
import { nearest } from './nearest.ts';
import { knownKeys } from './plan-keys.ts';

/** The key that was meant by one that nobody knows: one that could stand there and does not. */
export function meantKey(
  key: string,
  path: readonly (string | number)[],
  document: unknown,
): string | undefined {
  const there = new Set(Object.keys(Object(valueAt(document, path))));
  return nearest(
    key,
    knownKeys(path, document).filter((known) => !there.has(known)),
  );
}

/** The type that was meant by one that there is not; undefined also where nothing was written. */
export function meantType(issue: z.core.$ZodIssue, document: unknown): string | undefined {
  if (issue.code !== 'invalid_union' || !('discriminator' in issue)) {
    return undefined;
  }
  const written = valueAt(document, issue.path);
  return typeof written === 'string' ? nearest(written, typesOf(issue)) : undefined;
}

/** The types that may stand where there is another one. */
export function typesOf(issue: z.core.$ZodIssue): readonly string[] {
  return 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
}

/** What stands at a place of a document; undefined where there is no such place. */
export function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const key of path) {
    value =
      typeof value === 'object' && value !== null
        ? new Map<string, unknown>(Object.entries(value)).get(String(key))
        : undefined;
  }
  return value;
}
