/** @module A terminal as a canvas: drawn over in place, given back as it was. */

/** Where pictures go. */
export interface Screen {
  show(lines: readonly string[]): void;
  close(): void;
}

const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const CLEAR_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';

/** The alternate screen of a terminal (xterm control sequences), cursor hidden. */
export function terminalScreen(out: { write(text: string): unknown }): Screen {
  out.write(ENTER);
  return {
    show(lines) {
      out.write(HOME + lines.map((line) => `${line}${CLEAR_LINE}`).join('\n') + CLEAR_BELOW);
    },
    close() {
      out.write(LEAVE);
    },
  };
}
