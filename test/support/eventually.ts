/** @module Waiting for what other processes do, with a deadline. */
import { setTimeout as wait } from 'node:timers/promises';

const BETWEEN_PROBES_MS = 50;

/**
 * Asks until the answer is not undefined, and gives it with the time that it took. Throws when it
 * did not come before the deadline; the message says what was last seen, where the probe tells it.
 */
export async function eventually<Answer>(
  expected: string,
  deadlineMs: number,
  probe: (seen: (last: unknown) => void) => Promise<Answer | undefined>,
): Promise<{ readonly answer: Answer; readonly elapsedMs: number }> {
  const start = performance.now();
  let last: unknown = 'nothing';
  for (;;) {
    // biome-ignore lint/performance/noAwaitInLoops: one probe follows another.
    const answer = await probe((seen) => {
      last = seen;
    });
    const elapsedMs = performance.now() - start;
    if (answer !== undefined) {
      return { answer, elapsedMs };
    }
    if (elapsedMs >= deadlineMs) {
      throw new Error(
        `Not within ${deadlineMs} ms: ${expected}. Last seen: ${JSON.stringify(last)}`,
      );
    }
    await wait(BETWEEN_PROBES_MS);
  }
}
