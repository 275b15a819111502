/** @module No growth for a while after launches failed: asking again brings nothing. */
import * as z from 'zod/mini';
import { defineLimit, type LimitContext, type Restraint } from '../limit.ts';
import type { Purchase } from '../model.ts';
import { positiveDuration, round, sayDuration } from '../quantity.ts';
import {
  type Capacity,
  capacity,
  instant,
  later,
  type Seconds,
  seconds,
  smaller,
} from '../units.ts';

const settingsSchema = z.strictObject({
  /** The wait after the first failure; every further one doubles it. */
  retryAfter: z.prefault(positiveDuration, '2m'),
  /** The longest wait. */
  longest: z.prefault(positiveDuration, '30m'),
});

const memory = z.strictObject({
  /** Waits so far, this one included; each began with a failure after the one before was over. */
  waits: z.int().check(z.minimum(1)),
  /** Growth is tried again from here on. */
  retryAt: z.pipe(z.number(), z.transform(instant)),
  /** The failure that the wait is for. */
  latest: z.pipe(z.number(), z.transform(instant)),
  /** In the words of the service. */
  because: z.string(),
  onSpot: z.boolean(),
});
type Memory = z.output<typeof memory>;

interface Settings {
  readonly capacityShortage: { readonly retryAfter: Seconds; readonly longest: Seconds };
}
type Context = LimitContext<Settings>;

/**
 * Launches that failed for want of capacity, of a quota or of a price are not repeated at once:
 * while units are missing that are not on their way, the target grows no further, for 2, 4, 8 …
 * minutes up to `longest`. A failure during the wait is the target's own trying and lengthens
 * nothing. It never takes capacity away: what was asked for may still come.
 *
 * Where spot is short and the unit's `purchase.fallToOnDemand` is set, it does not wait: every unit
 * more is priced as on demand, and it grows as far as the budget pays for that.
 */
export const capacityShortage = defineLimit({
  name: 'capacity-shortage',
  general: {
    /** How long growth waits after launches failed. */
    capacityShortage: z.prefault(settingsSchema, {}),
  },
  directed: () => ({}),
  memory,
  relief:
    'Allow more instance types or zones, ask for a higher quota, or let it fall to on-demand.',

  restrain(proposal, context, before): Restraint | undefined {
    if (proposal.to <= context.current) {
      return undefined;
    }
    const shortage = shortageNow(context, before);
    if (shortage === undefined || context.now >= shortage.retryAt) {
      return undefined;
    }
    const { current, now, target, unit } = context;
    const came = Math.min(current, target.inService + target.pending);
    const because = `${came} of ${current} units came: "${shortage.because}"`;
    if (shortage.onSpot && unit.purchase?.fallToOnDemand === true) {
      const to = paidOnDemand(proposal.to, context);
      const instead = `${because}; ${onDemandOf(unit.purchase)}${priced(unit.perHour)}`;
      return to < proposal.to
        ? { to, because: `${instead}, and the budget pays for ${to - current} more` }
        : { to, isRemark: true, because: instead };
    }
    const rest = Math.max(1, Math.round((shortage.retryAt - now) / 1000));
    return {
      to: current,
      until: shortage.retryAt,
      because: `${because}; growth is tried again in ${sayDuration(rest)}`,
    };
  },

  observe: (_proposal, context, before) => shortageNow(context, before),
});

/** The shortage as it stands after this look; undefined where all units came, or all is old. */
function shortageNow(context: Context, before: Memory | undefined): Memory | undefined {
  const { target, current, now, settings } = context;
  const { failedLaunches } = target;
  if (before === undefined && failedLaunches === undefined) {
    return undefined;
  }
  if (target.inService + target.pending >= current) {
    return undefined;
  }
  const { longest } = settings.capacityShortage;
  // After the clock went back, a wait of before would never end.
  const known = before === undefined || before.retryAt > later(now, longest) ? undefined : before;
  if (failedLaunches === undefined) {
    return known;
  }
  const { latest, because, onSpot } = failedLaunches;
  if (known !== undefined && (latest <= known.latest || latest < known.retryAt)) {
    return known;
  }
  const isAnew = known === undefined || now > later(known.retryAt, longest);
  const waits = isAnew ? 1 : known.waits + 1;
  return { waits, retryAt: later(now, waitOf(waits, settings)), latest, because, onSpot };
}

/** 2, 4, 8 … minutes, up to the longest. */
function waitOf(waits: number, { capacityShortage: { retryAfter, longest } }: Settings): Seconds {
  return seconds(Math.min(longest, retryAfter * 2 ** Math.min(waits - 1, 30)));
}

/** As many as the budget pays for when each unit more is on demand, at its dearest. */
function paidOnDemand(to: Capacity, { allowance, current, unit }: Context): Capacity {
  if (allowance?.status !== 'known' || allowance.mostRate === undefined) {
    return to;
  }
  const { rate, mostRate } = allowance;
  const more = unit.perHour === undefined ? 0 : Math.floor((mostRate - rate) / unit.perHour + 1e-9);
  return smaller(to, capacity(current + Math.max(0, more)));
}

/** What of the growth comes all the same: the group's own share on demand. */
function onDemandOf({ onDemandBase, onDemandPercentageAboveBase: percent }: Purchase): string {
  const beyond = onDemandBase > 0 ? ` beyond the first ${onDemandBase}` : '';
  return `of each unit more${beyond}, ${percent} % still come on demand`;
}

function priced(perHour: number | undefined): string {
  return perHour === undefined ? '' : `, at ${round(perHour)} USD per unit-hour`;
}
