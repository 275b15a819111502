/** @module The most that a policy lets anybody have just now. */
import { defineLimit } from '../limit.ts';
import type { Ceiling, PolicyReport } from '../model.ts';
import { larger } from '../units.ts';

/**
 * A policy may say at most how much there is to be for a while, as a schedule does for a night. It
 * comes before the limits of pace, so a target goes down to it as gently as the plan scales in, and
 * before an operator's word, which beats it. While readings are missing it only keeps the target
 * from growing: unknown never scales in.
 */
export const ceiling = defineLimit({
  name: 'ceiling',
  general: {},
  directed: () => ({}),

  restrain(proposal, { recommendations, current, isBlind }) {
    const lowest = lowestOf(recommendations);
    if (lowest === undefined || proposal.to <= lowest.capacity) {
      return undefined;
    }
    const to = isBlind ? larger(lowest.capacity, current) : lowest.capacity;
    return to < proposal.to ? { to, because: lowest.because, until: lowest.until } : undefined;
  },
});

/** The lowest ceiling that any policy sets. */
export function lowestOf(recommendations: readonly PolicyReport[]): Ceiling | undefined {
  let lowest: Ceiling | undefined;
  for (let index = 0; index < recommendations.length; index += 1) {
    const report = recommendations[index];
    const set = report === undefined || report.status === 'blind' ? undefined : report.ceiling;
    if (set !== undefined && (lowest === undefined || set.capacity < lowest.capacity)) {
      lowest = set;
    }
  }
  return lowest;
}
