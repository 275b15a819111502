/** @module Changes too small to act on. */
import * as z from 'zod/mini';
import { defineLimit } from '../limit.ts';
import { percentage, round } from '../quantity.ts';
import type { Capacity } from '../units.ts';

/**
 * A recommendation that follows a continuous signal is ignored while its unrounded capacity lies
 * within this share of the current one, the limit itself included.
 * Source: Kubernetes "Horizontal Pod Autoscaling": no scaling when |1 − ratio| ≤ 0.1.
 */
export const tolerance = defineLimit({
  name: 'tolerance',
  general: {
    /** A change of the capacity by this many percent or less is not made. */
    tolerance: z._default(percentage, 10),
  },
  directed: () => ({}),

  restrain(proposal, { settings, current }) {
    if (proposal.exact === undefined || proposal.to === current || current === 0) {
      return undefined;
    }
    const offPercent = (Math.abs(proposal.exact - current) / current) * 100;
    return offPercent <= settings.tolerance + 1e-9
      ? {
          to: current,
          because: `${round(proposal.exact)} is within ${settings.tolerance} % of ${current}`,
        }
      : undefined;
  },
});

/** The unrounded capacities at which a continuous signal begins to move the target. */
export function toleranceBand(
  current: Capacity,
  settings: { readonly tolerance: number },
): { readonly above: number; readonly below: number } {
  const slack = (current * settings.tolerance) / 100;
  return { above: current + slack, below: Math.max(0, current - Math.max(1, slack)) };
}
