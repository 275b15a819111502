/** @module The word that somebody probably meant. */

/** Changes of a letter that a slip of the pen makes, for each three letters. */
const LETTERS_PER_SLIP = 3;

/** The word that is nearest to a written one; undefined where none is near. */
export function nearest(written: string, words: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(written.length / LETTERS_PER_SLIP));
  let found: string | undefined;
  let least = most + 1;
  for (const word of words) {
    const far = distance(written.toLowerCase(), word.toLowerCase());
    if (far < least) {
      least = far;
      found = word;
    }
  }
  return found;
}

/** Letters to change, add or take away. Source: V. Levenshtein, 1966. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const isSame = one[at - 1] === other[to - 1];
      const replaced = (row[to - 1] ?? 0) + (isSame ? 0 : 1);
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
