/** @module How step-like policies change a capacity, with AWS's rounding. */
import * as z from 'zod/mini';
import { type Capacity, capacity, LARGEST_CAPACITY } from './units.ts';

/** How a `change` is meant: added units, percent of the current capacity, or the capacity. */
export const adjustmentType = z.enum([
  'change-in-capacity',
  'percent-change-in-capacity',
  'exact-capacity',
]);
export type AdjustmentType = z.output<typeof adjustmentType>;

/**
 * The capacity after an adjustment, never below 0. Percentages round as EC2 Auto Scaling does:
 * above 1 down, between 0 and 1 to 1, between −1 and 0 to −1, below −1 toward zero.
 * Source: EC2 Auto Scaling user guide, "Step and simple scaling policies", adjustment types.
 */
export function adjusted(
  current: Capacity,
  adjustment: {
    readonly type: AdjustmentType;
    readonly change: number;
    /** Fewest units that a percentage changes. */
    readonly minimumMagnitude?: number | undefined;
  },
): Capacity {
  if (adjustment.type === 'exact-capacity') {
    return bounded(adjustment.change);
  }
  if (adjustment.type === 'change-in-capacity') {
    return bounded(current + adjustment.change);
  }
  const units = awsRounded((current * adjustment.change) / 100);
  const magnitude = Math.max(Math.abs(units), units === 0 ? 0 : (adjustment.minimumMagnitude ?? 0));
  return bounded(current + Math.sign(units) * magnitude);
}

function awsRounded(units: number): number {
  if (units > 0 && units < 1) {
    return 1;
  }
  if (units < 0 && units > -1) {
    return -1;
  }
  // 7 % of 100 comes out as 7.000000000000001: take the noise off before the fraction is cut.
  const rounded = Math.round(units);
  const isWhole = Math.abs(units - rounded) < 1e-9 * Math.max(1, Math.abs(rounded));
  return isWhole ? rounded : Math.trunc(units);
}

function bounded(units: number): Capacity {
  return capacity(Math.min(Math.max(0, Math.trunc(units)), LARGEST_CAPACITY));
}
