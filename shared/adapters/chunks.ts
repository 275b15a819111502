/** @module A list in pieces, where a service takes only so many at once. */

/** The list in pieces of at most `size`; none for an empty list. */
export function chunks<Element>(
  list: readonly Element[],
  size: number,
): readonly (readonly Element[])[] {
  const pieces: (readonly Element[])[] = [];
  for (let start = 0; start < list.length; start += size) {
    pieces.push(list.slice(start, start + size));
  }
  return pieces;
}
