/** @module The word that somebody probably meant. */

/** Changes of a letter that a slip of the pen makes, for each three letters. */
const LETTERS_PER_SLIP = 3;
/** A shorter beginning or end is that of many words. */
const FEWEST_LETTERS = 3;

/**
 * The word that is nearest to a written one, or the only one that is written longer, shorter or by
 * its initials; undefined where there is none.
 */
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
  const [alike, ...others] = words.filter((word) => isAlike(written, word));
  return found ?? (others.length === 0 ? alike : undefined);
}

/** "minimum" and "min", "cloudwatch" and "cloudwatch-metric", "asg" and "auto-scaling-group". */
function isAlike(one: string, other: string): boolean {
  const [shorter = '', longer = ''] = [one, other]
    .map((word) => word.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
    .toSorted((first, second) => first.length - second.length);
  const initials = other.split('-').map((part) => part.slice(0, 1).toLowerCase());
  const isPart = longer.startsWith(shorter) || longer.endsWith(shorter);
  return shorter.length >= FEWEST_LETTERS && (isPart || initials.join('') === one.toLowerCase());
}

/**
 * Letters to change, add, take away, or swap with the next one. Source: F. Damerau, 1964, as the
 * "optimal string alignment" that touches no letter twice.
 */
function distance(one: string, other: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const isSame = one[at - 1] === other[to - 1];
      const isSwapped = one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      const replaced = (row[to - 1] ?? 0) + (isSame ? 0 : 1);
      const swapped = isSwapped ? (before[to - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(replaced, swapped, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row.at(-1) ?? 0;
}
