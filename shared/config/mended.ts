/** @module A document with its slips mended, so that one report can say what they hide. */
import type * as z from 'zod/mini';
import { meantKey, meantType } from './meant.ts';

type Path = readonly PropertyKey[];

/** A key that was mended: where, what it is now, and what was written. */
export interface Renamed {
  readonly at: readonly (string | number)[];
  readonly to: string;
  readonly written: string;
}

/** A document without its slips. */
export interface Mended {
  readonly document: unknown;
  readonly renamed: readonly Renamed[];
}

/**
 * The document as it would be had everybody written what is told to them: keys with a slip get the
 * name that was probably meant, other keys that nobody knows go, types with a slip are put right.
 */
export function mended(written: unknown, issues: readonly z.core.$ZodIssue[]): Mended {
  const renamed: Renamed[] = [];
  let document = written;
  for (const issue of issues) {
    const path = pathOf(issue.path);
    for (const key of issue.code === 'unrecognized_keys' ? issue.keys : []) {
      const to = meantKey(key, path, document);
      document = changed(document, path, (value) => withKey(value, { key, to }));
      renamed.push(...(to === undefined ? [] : [{ at: path, to, written: key }]));
    }
    const type = meantType(issue, document);
    document = type === undefined ? document : changed(document, path, () => type);
  }
  return { document, renamed };
}

/** A path of the mended document as one of the document that was written. */
export function writtenPath(
  path: readonly (string | number)[],
  renamed: readonly Renamed[],
): readonly (string | number)[] {
  // What was mended last lies below what was mended first.
  return renamed.toReversed().reduce((now, { at, to, written }) => {
    const isBelow = at.every((key, index) => now[index] === key) && now[at.length] === to;
    return isBelow ? [...at, written, ...now.slice(at.length + 1)] : now;
  }, path);
}

/** The keys of a path, as problems tell them. */
export function pathOf(path: Path): readonly (string | number)[] {
  return path.map((key) => (typeof key === 'number' ? key : String(key)));
}

/** A record with a key under another name, or without it. */
function withKey(
  record: unknown,
  { key, to }: { readonly key: string; readonly to: string | undefined },
): unknown {
  return Object.fromEntries(
    Object.entries<unknown>(Object(record)).flatMap(([each, value]) =>
      each !== key ? [[each, value]] : to === undefined ? [] : [[to, value]],
    ),
  );
}

/** A copy with another value at a place. */
function changed(
  value: unknown,
  [first, ...rest]: readonly (string | number)[],
  change: (value: unknown) => unknown,
): unknown {
  if (first === undefined) {
    return change(value);
  }
  if (Array.isArray(value)) {
    return value.map((each, index) => (index === first ? changed(each, rest, change) : each));
  }
  return Object.fromEntries(
    Object.entries<unknown>(Object(value)).map(([key, each]) => [
      key,
      key === String(first) ? changed(each, rest, change) : each,
    ]),
  );
}
