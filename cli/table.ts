/** @module Columns of text. */

/**
 * Rows under their headings, each column as wide as its widest cell. The columns in `numbers`,
 * counted from 0, stand at the right, each number with its point under the others'.
 */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[] = [],
): string {
  const decimals = headings.map((_, column) =>
    Math.max(0, ...rows.map((row) => decimalsOf(row[column] ?? '') ?? 0)),
  );
  const pointed = rows.map((row) =>
    row.map((cell, column) =>
      numbers.includes(column) ? withPoint(cell, decimals[column] ?? 0) : cell,
    ),
  );
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...pointed.map((row) => row[column]?.length ?? 0)),
  );
  return [headings, ...pointed]
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return numbers.includes(column) ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A number with room at its right for the decimals that the longest of its column has. */
function withPoint(cell: string, most: number): string {
  return cell + ' '.repeat(most - (decimalsOf(cell) ?? most));
}

/** How long the part from the point on is: 3 of 0.25, 0 of 7; nothing where it is no number. */
function decimalsOf(cell: string): number | undefined {
  const number = /^-?[\d,]+(\.\d+)?$/.exec(cell);
  return number === null ? undefined : (number[1]?.length ?? 0);
}
