/** @module How far long work has come, and how long it still takes. */
import { sayDuration } from '../shared/core/quantity.ts';

/** Shows progress on a terminal; says nothing elsewhere. */
export interface Progress {
  /** So much is done, 0 to 1. */
  show(share: number, what: string): void;
  /** Takes the line away. */
  end(): void;
}

const WIDTH = 30;

/** A bar on one line of a terminal that is drawn over in place. */
export function progressBar(
  out: { readonly isTTY?: boolean; write(text: string): unknown },
  nowMs: () => number,
): Progress {
  const startedMs = nowMs();
  if (out.isTTY !== true) {
    return { show: () => undefined, end: () => undefined };
  }
  return {
    show(share, what) {
      const filled = Math.round(share * WIDTH);
      const leftMs = share > 0 ? ((nowMs() - startedMs) * (1 - share)) / share : 0;
      const left = share > 0 ? `${sayDuration(leftMs / 1000)} left` : '';
      const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
      out.write(`\r\u001b[K${bar} ${Math.round(share * 100)} %  ${left}  ${what}`);
    },
    end: () => out.write('\r\u001b[K'),
  };
}
