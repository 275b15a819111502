/** @module Standard output, a line at a time: where Lambda takes log lines from. */

/** Writes one line. `console.log` is what the Lambda runtime captures. */
export function writeLine(line: string): void {
  console.log(line);
}
