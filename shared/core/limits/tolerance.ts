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
  doubts: {
    /** With 100 % no recommendation is low enough to take a unit away; from 50 % on, few are. */
    'tolerance-too-large': ({ tolerance: percent }) =>
      percent >= LARGE_PERCENT
        ? [
            {
              path: ['tolerance'],
              message:
                percent >= 100
                  ? `a tolerance of ${percent} % never lets a unit go: no need is that much smaller`
                  : `a tolerance of ${percent} % lets 10 units do the work of ${round(10 + percent / 10)}`,
              fix: 'write tolerance: 10',
            },
          ]
        : [],
  },

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

/** A tolerance of so many percent is hardly meant. */
const LARGE_PERCENT = 50;

/** The unrounded capacities at which a continuous signal begins to move the target. */
export function toleranceBand(
  current: Capacity,
  settings: { readonly tolerance: number },
): { readonly above: number; readonly below: number } {
  const slack = (current * settings.tolerance) / 100;
  return { above: current + slack, below: Math.max(0, current - Math.max(1, slack)) };
}
