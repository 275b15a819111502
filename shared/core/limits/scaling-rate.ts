/** @module The most capacity to add or remove per period. */
import * as z from 'zod/mini';
import { type Direction, defineLimit } from '../limit.ts';
import { formatDuration, percentage, positiveDuration } from '../quantity.ts';
import { capacity, elapsed, instant, later } from '../units.ts';

const rule = z.union(
  [
    z.strictObject({ percent: percentage, per: positiveDuration }),
    z.strictObject({ units: z.int().check(z.minimum(0)), per: positiveDuration }),
  ],
  { error: 'a rate: { percent: 10, per: 60s } or { units: 4, per: 60s }' },
);
type Rule = z.output<typeof rule>;

const DEFAULT_RATES = {
  'scale-out': [
    { percent: 100, per: '60s' },
    { units: 4, per: '60s' },
  ],
  'scale-in': [{ percent: 100, per: '60s' }],
} as const;

/** Changes older than this are forgotten: the state item stays small, and so does its price. */
const LONGEST_PERIOD_SECONDS = 3600;
const MOST_CHANGES = 30;

/**
 * Each rule bounds how far the capacity may move from where it was when its period began; `select`
 * takes the most generous rule (`max`), the strictest (`min`), or forbids the direction (`disabled`).
 * Percentages of a growing fleet round up, of a shrinking one down.
 * Source: Kubernetes "Horizontal Pod Autoscaling", scaling policies; horizontal.go.
 */
export const scalingRate = defineLimit({
  name: 'scaling-rate',
  general: {},
  directed: (direction) => ({
    rate: z.prefault(z.readonly(z.array(rule)), [...DEFAULT_RATES[direction]]),
    select: z._default(z.enum(['max', 'min', 'disabled']), 'max'),
  }),
  memory: z.readonly(
    z.array(z.strictObject({ at: z.pipe(z.number(), z.transform(instant)), by: z.int() })),
  ),
  lint: (settings) =>
    (['scale-out', 'scale-in'] as const).flatMap((direction) =>
      settings[direction].rate
        .filter(({ per }) => per > LONGEST_PERIOD_SECONDS)
        .map(({ per }) => `${direction}.rate: a period of ${formatDuration(per)} is over 1h`),
    ),

  restrain(proposal, { settings, current, now }, memory) {
    if (proposal.to === current) {
      return undefined;
    }
    const direction: Direction = proposal.to > current ? 'scale-out' : 'scale-in';
    const { rate, select } = settings[direction];
    if (select === 'disabled') {
      return { to: current, because: `${direction} is disabled by the plan` };
    }
    if (rate.length === 0) {
      return undefined;
    }
    const sign = direction === 'scale-out' ? 1 : -1;
    const isMore = (one: number, other: number): boolean => sign * (one - other) > 0;
    let allowed: number | undefined;
    let binding: Rule | undefined;
    for (const candidate of rate) {
      const reach = reachOf(candidate, startOf(candidate, current, memory ?? [], now), sign);
      const isBetter =
        allowed === undefined || isMore(reach, allowed) === (select === 'max' && reach !== allowed);
      if (isBetter) {
        allowed = reach;
        binding = candidate;
      }
    }
    if (allowed === undefined || binding === undefined) {
      return undefined;
    }
    const reached = isMore(allowed, current) ? allowed : current;
    if (!isMore(proposal.to, reached)) {
      return undefined;
    }
    const oldest = (memory ?? []).find(
      ({ at }) => elapsed({ from: at, to: now }) < (binding?.per ?? 0),
    );
    return {
      to: capacity(Math.max(0, reached)),
      because:
        `at most ${'percent' in binding ? `${binding.percent} %` : `${binding.units} units`} ` +
        `per ${formatDuration(binding.per)}`,
      until: later(oldest?.at ?? now, binding.per),
    };
  },

  applied({ from, to, at }, memory) {
    const recent = (memory ?? []).filter(
      (change) => elapsed({ from: change.at, to: at }) < LONGEST_PERIOD_SECONDS,
    );
    return [...recent, { at, by: to - from }].slice(-MOST_CHANGES);
  },
});

/** The capacity when the rule's period began. */
function startOf(
  { per }: Rule,
  current: number,
  changes: readonly { readonly at: Parameters<typeof later>[0]; readonly by: number }[],
  now: Parameters<typeof later>[0],
): number {
  return changes
    .filter(({ at }) => elapsed({ from: at, to: now }) < per)
    .reduce((start, { by }) => start - by, current);
}

/** How far the rule lets the capacity go from there. */
function reachOf(candidate: Rule, start: number, sign: number): number {
  if ('units' in candidate) {
    return start + sign * candidate.units;
  }
  const reach = Number((start * (1 + (sign * candidate.percent) / 100)).toFixed(9));
  return sign > 0 ? Math.ceil(reach) : Math.floor(reach);
}
