/** @module Parts of sentences that several places say. */

/** What something comes from: " with jobs 250, cpu 3 and hour 9"; nothing where it has no parts. */
export function withParts(parts: readonly string[]): string {
  const last = parts.at(-1);
  if (last === undefined) {
    return '';
  }
  return parts.length === 1
    ? ` with ${last}`
    : ` with ${parts.slice(0, -1).join(', ')} and ${last}`;
}
