/** @module An event that is not what the function takes: refused, never guessed at. */

/** The event is malformed or unknown. The invocation fails, so that the event reaches the DLQ. */
export class RejectedEventError extends Error {
  override readonly name = 'RejectedEventError';

  constructor(expected: string, problem: string) {
    super(`Rejected an event: expected ${expected}. ${problem}`);
  }
}
