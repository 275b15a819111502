/** @module Waiting for what other processes do, with a deadline. */
import { setTimeout as wait } from 'node:timers/promises';

const BETWEEN_PROBES_MS = 50;

/**
 * Asks until the answer is not undefined, and gives it. Throws when it did not come before the
 * deadline; the message says what was last seen, where the probe tells it.
 */
export async function eventually<Answer>(
  expected: string,
  deadlineMs: number,
  probe: (seen: (last: unknown) => void) => Promise<Answer | undefined>,
): Promise<Answer> {
  const start = performance.now();
  let last: unknown = 'nothing';
  for (;;) {
    // biome-ignore lint/performance/noAwaitInLoops: one probe follows another.
    const answer = await probe((seen) => {
      last = seen;
    });
    if (answer !== undefined) {
      return answer;
    }
    if (performance.now() - start >= deadlineMs) {
      throw new Error(
        `Not within ${deadlineMs} ms: ${expected}. Last seen: ${JSON.stringify(last)}`,
      );
    }
    await wait(BETWEEN_PROBES_MS);
  }
}
