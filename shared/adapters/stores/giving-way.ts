/** @module How long one stands back from an item that others write at the same time. */
import { setTimeout as wait } from 'node:timers/promises';

/** Time as it passes for this process. */
export interface PassingTime {
  /** Milliseconds since some moment; it never goes back. */
  nowMs(): number;
  /** Waits for a random time of up to so many milliseconds. */
  pause(mostMs: number): Promise<void>;
}

/** The computer's own. */
export const passingTime: PassingTime = {
  nowMs: () => performance.now(),
  pause: (mostMs) => wait(Math.random() * mostMs),
};

/** What one does to an item, timed, and the pause that follows from it. */
export interface GivingWay {
  reading<Answer>(call: () => Promise<Answer>): Promise<Answer>;
  writing<Answer>(call: () => Promise<Answer>): Promise<Answer>;
  /** Waits after so many conflicts in a row, 1 or more. */
  giveWay(conflicts: number): Promise<void>;
}

/**
 * The longest pause after a first conflict, in readings and writings: ten others have their turn
 * meanwhile. It doubles with each further conflict.
 */
const FIRST_PAUSE = 10;
/** Twenty tries then take 20 s in the mean: they fit into the 50 s of a Lambda. */
const LONGEST_PAUSE_MS = 2_500;

/**
 * Pauses that grow with what reading and writing takes: where a table is slow or an item is large,
 * trying more often makes it slower still. Source: M. Brooker, "Exponential Backoff And Jitter",
 * AWS Architecture Blog: random pauses from 0 on ("full jitter") need the fewest calls.
 */
export function givingWay(time: PassingTime = passingTime): GivingWay {
  let readMs = 0;
  let writeMs = 0;
  return {
    async reading(call) {
      const start = time.nowMs();
      const answer = await call();
      readMs = time.nowMs() - start;
      return answer;
    },

    async writing(call) {
      const start = time.nowMs();
      const answer = await call();
      writeMs = time.nowMs() - start;
      return answer;
    },

    giveWay: (conflicts) =>
      time.pause(
        Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE * (readMs + writeMs) * 2 ** (conflicts - 1)),
      ),
  };
}
