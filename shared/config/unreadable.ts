/** @module Parts of a plan that cannot be read: whoever looks at one has nothing to say. */

/** Somebody looked at a part of a plan that does not fit the schema, which is told elsewhere. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

/** What is found; undefined where that takes a part of the plan that cannot be read. */
export function ifReadable<Found>(find: () => Found): Found | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof UnreadableError) {
      return undefined;
    }
    throw error;
  }
}

/** The items of a list that can be read, each with its place. */
export function readableItems<Item>(
  list: readonly Item[],
): readonly { readonly item: Item; readonly index: number }[] {
  return Array.from({ length: list.length }, (_, index) => {
    const item = ifReadable(() => list[index]);
    return item === undefined ? [] : [{ item, index }];
  }).flat();
}

/** The entries of a record that can be read. */
export function readableEntries<Value>(
  record: Readonly<Record<string, Value>>,
): readonly (readonly [string, Value])[] {
  return Object.keys(record).flatMap((key) => {
    const value = ifReadable(() => record[key]);
    return value === undefined ? [] : [[key, value] as const];
  });
}

/**
 * An object or a list of which each part has its value, or refuses to be looked at. The cast is
 * sound because of that: a part without a value has no type either.
 */
export function partly<Whole>(base: object, parts: Readonly<Record<string, () => unknown>>): Whole {
  for (const [key, read] of Object.entries(parts)) {
    const found = ifReadable(() => ({ value: read() }));
    Object.defineProperty(base, key, {
      enumerable: true,
      ...(found ?? {
        get: () => {
          throw new UnreadableError(`"${key}" cannot be read.`);
        },
      }),
    });
  }
  return base as Whole;
}

/** The same with other values at some keys; parts that cannot be read stay so. */
export function withParts<Whole extends object, Parts extends object>(
  whole: Whole,
  parts: Parts,
): Omit<Whole, keyof Parts> & Parts {
  return Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(whole), ...Object.getOwnPropertyDescriptors(parts) },
  ) as Omit<Whole, keyof Parts> & Parts;
}
