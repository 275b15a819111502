/** @module Waiting for all, whatever becomes of each. */

/**
 * The results of all, in order. Where some fail, throws the first failure, but only once all are
 * over: a Lambda that answers while a change is under way freezes in the middle of it.
 */
export async function settleAll<Result>(
  all: readonly (Promise<Result> | Result)[],
): Promise<readonly Result[]> {
  const settled = await Promise.allSettled(all);
  return settled.map((each) => {
    if (each.status === 'rejected') {
      throw each.reason;
    }
    return each.value;
  });
}
