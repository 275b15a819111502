/** @module The minimum and maximum that are never left. */
import { defineLimit } from '../limit.ts';
import { clamp } from '../units.ts';

/**
 * The plan's bounds, then the target's own: AWS refuses a desired capacity outside its group's.
 */
export const bounds = defineLimit({
  name: 'bounds',
  general: {},
  directed: () => ({}),

  restrain(proposal, context) {
    const planned = clamp(proposal.to, context.bounds);
    const own = context.target.bounds;
    const to = own === undefined ? planned : clamp(planned, own);
    if (to === proposal.to) {
      return undefined;
    }
    const whose = to === planned ? 'the plan allows' : 'the target itself allows';
    const { min, max } = to === planned || own === undefined ? context.bounds : own;
    return { to, because: `${whose} ${min} to ${max}` };
  },
});
