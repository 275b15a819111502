/** @module The minimum and maximum that are never left. */
import { defineLimit } from '../limit.ts';
import type { Allowance } from '../model.ts';
import { hardMost } from '../money/hard-cap.ts';
import { type Capacity, clamp, smaller } from '../units.ts';

/**
 * The plan's bounds, then the target's own: AWS refuses a desired capacity outside its group's.
 */
export const bounds = defineLimit({
  name: 'bounds',
  general: {},
  directed: () => ({}),
  relief: 'Raise the maximum, in the plan or of the target itself, if the load is real.',

  restrain(proposal, context) {
    const to = within(proposal.to, context);
    if (to === proposal.to) {
      return undefined;
    }
    const own = context.target.bounds;
    const isPlanned = own === undefined || to === within(proposal.to, { ...context, target: {} });
    const { min, max } = isPlanned ? context.bounds : own;
    const whose = isPlanned ? 'the plan allows' : 'the target itself allows';
    return { to, because: `${whose} ${min} to ${max}` };
  },
});

interface Bounds {
  readonly min: Capacity;
  readonly max: Capacity;
}

/**
 * The nearest capacity inside the plan's bounds and the target's own; its own win. Where a hard cap
 * of its budget cannot pay for the plan's minimum, what it pays for is the minimum.
 */
export function within(
  proposed: Capacity,
  context: {
    readonly bounds: Bounds;
    readonly target: { readonly bounds?: Bounds };
    readonly current: Capacity;
    readonly allowance?: Allowance | undefined;
  },
): Capacity {
  const { bounds, target } = context;
  const paid = hardMost(context);
  const planned = clamp(
    proposed,
    paid === undefined || paid >= bounds.min
      ? bounds
      : { min: smaller(paid, bounds.min), max: bounds.max },
  );
  return target.bounds === undefined ? planned : clamp(planned, target.bounds);
}
