/** @module The minimum and maximum that are never left. */
import { defineLimit } from '../limit.ts';
import { type Capacity, clamp } from '../units.ts';

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
    const isPlanned = own === undefined || to === clamp(proposal.to, context.bounds);
    const { min, max } = isPlanned ? context.bounds : own;
    const whose = isPlanned ? 'the plan allows' : 'the target itself allows';
    return { to, because: `${whose} ${min} to ${max}` };
  },
});

interface Bounds {
  readonly min: Capacity;
  readonly max: Capacity;
}

/** The nearest capacity inside the plan's bounds and the target's own; its own win. */
export function within(
  proposed: Capacity,
  { bounds, target }: { readonly bounds: Bounds; readonly target: { readonly bounds?: Bounds } },
): Capacity {
  const planned = clamp(proposed, bounds);
  return target.bounds === undefined ? planned : clamp(planned, target.bounds);
}
