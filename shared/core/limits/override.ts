/** @module What an operator said by hand, with an expiry: pause, or a fixed capacity. */
import * as z from 'zod/mini';
import { defineLimit } from '../limit.ts';
import { hardMost } from '../money/hard-cap.ts';
import { capacity, instant, smaller } from '../units.ts';
import { within } from './bounds.ts';

const memory = z.strictObject({
  kind: z.enum(['pause', 'pause-scale-in', 'pause-scale-out', 'capacity']),
  /** With `capacity`: what to hold. */
  capacity: z.optional(z.pipe(z.number(), z.transform(capacity))),
  until: z.pipe(z.number(), z.transform(instant)),
  /** Who said so, and why, in their words. */
  note: z._default(z.string(), ''),
});

/** An operator's word for a while. It ends by itself: a forgotten pause is an outage. */
export type Override = z.output<typeof memory>;

/**
 * A pause has the last word, before the bounds: what is paused does not move. A fixed capacity is
 * held inside the bounds, and under what the hard caps of its budget pay for.
 */
export const override = defineLimit({
  name: 'override',
  general: {},
  directed: () => ({}),
  memory,

  restrain(proposal, context, said) {
    const { current, now } = context;
    if (said === undefined || said.until <= now) {
      return undefined;
    }
    const note = said.note === '' ? '' : ` (${said.note})`;
    const { until } = said;
    switch (said.kind) {
      case 'pause':
        return { to: current, because: `paused by an operator${note}`, until, final: true };
      case 'pause-scale-in':
        return within(proposal.to, context) < current
          ? { to: current, because: `scale-in is paused by an operator${note}`, until, final: true }
          : undefined;
      case 'pause-scale-out':
        return within(proposal.to, context) > current
          ? {
              to: current,
              because: `scale-out is paused by an operator${note}`,
              until,
              final: true,
            }
          : undefined;
      case 'capacity': {
        const wanted = said.capacity ?? current;
        const to = smaller(wanted, hardMost(context) ?? wanted);
        const why = to < wanted ? `, a hard cap pays for no more than ${to}` : '';
        return to === proposal.to
          ? undefined
          : { to, because: `an operator holds it at ${wanted}${note}${why}`, until };
      }
    }
  },

  observe: (_proposal, { now }, said) =>
    said !== undefined && said.until <= now ? undefined : said,
});
