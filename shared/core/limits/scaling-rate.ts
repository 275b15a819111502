/** @module The most capacity to add or remove per period. */
import * as z from 'zod/mini';
import { type Direction, defineLimit } from '../limit.ts';
import { formatDuration, percentage, positiveDuration } from '../quantity.ts';
import { type Capacity, capacity, elapsed, type Instant, instant, later } from '../units.ts';

const rule = z.union(
  [
    z.strictObject({
      /** The most to add or remove per period, in percent of what was there when it began. */
      percent: percentage,
      /** The period, 1h at most. */
      per: positiveDuration,
    }),
    z.strictObject({
      /** The most to add or remove per period, in units. */
      units: z.int().check(z.minimum(0)),
      per: positiveDuration,
    }),
  ],
  { error: 'a rate: { percent: 10, per: 60s } or { units: 4, per: 60s }' },
);
type Rule = z.output<typeof rule>;

const change = z.strictObject({
  at: z.pipe(z.number(), z.transform(instant)),
  /** Units added, or with a minus removed. */
  by: z.int(),
});
type Change = z.output<typeof change>;

const DEFAULT_RATES = {
  'scale-out': [
    { percent: 100, per: '60s' },
    { units: 4, per: '60s' },
  ],
  'scale-in': [{ percent: 100, per: '60s' }],
} as const;

/** The period of the rates that nobody wrote. */
const STANDARD_SECONDS = 60;

/** Changes older than this are forgotten: the state item stays small, and so does its price. */
const LONGEST_PERIOD_SECONDS = 3600;
const MOST_CHANGES = 30;
/** Forgetting is a write, so changes that no rule looks back to are forgotten several at a time. */
const FORGOTTEN_AT_ONCE = 5;

/**
 * Each rule bounds how far the capacity may move from where it was when its period began; `select`
 * takes the most generous rule (`max`) or the strictest (`min`), or forbids the direction.
 * Percentages of a growing fleet round up, of a shrinking one down; any percentage of nothing is
 * one unit, or a target at zero could never leave it.
 * Source: Kubernetes "Horizontal Pod Autoscaling", scaling policies; horizontal.go.
 */
export const scalingRate = defineLimit({
  name: 'scaling-rate',
  general: {},
  directed: (direction) => ({
    /** Rules that bound how fast the capacity moves; none at all: as fast as it likes. */
    rate: z.prefault(z.readonly(z.array(rule)), [...DEFAULT_RATES[direction]]),
    /** The most generous rule, the strictest, or no change in this direction at all. */
    select: z._default(z.enum(['max', 'min', 'disabled']), 'max'),
  }),
  memory: z.readonly(z.array(change)),
  doubts: {
    /** A rate for less than the time between two looks: there is one change for each look. */
    'shorter-than-cadence': (settings, { cadence }) =>
      (['scale-out', 'scale-in'] as const).flatMap((direction) =>
        settings[direction].rate.flatMap(({ per }, index) =>
          per < cadence && per !== STANDARD_SECONDS
            ? [
                {
                  path: [direction, 'rate', index, 'per'],
                  message:
                    `${direction}.rate is per ${formatDuration(per)}, and the target is looked ` +
                    `at every ${formatDuration(cadence)}: it moves that much per look`,
                  fix: `write the change per ${formatDuration(cadence)}`,
                },
              ]
            : [],
        ),
      ),
  },
  lint: {
    /** Changes are remembered for an hour, so a rate cannot look back further. */
    'rate-period-too-long': (settings) =>
      (['scale-out', 'scale-in'] as const).flatMap((direction) =>
        settings[direction].rate.flatMap(({ per }, index) =>
          per > LONGEST_PERIOD_SECONDS
            ? [
                {
                  path: [direction, 'rate', index, 'per'],
                  message: `${direction}.rate: a period of ${formatDuration(per)} is over 1h`,
                  fix: 'write per: 1h and a smaller change, or a flapBudget for longer times',
                },
              ]
            : [],
        ),
      ),
    /** Every rate of a direction is 0, so nothing ever moves that way. */
    'rate-of-nothing': (settings) =>
      (['scale-out', 'scale-in'] as const).flatMap((direction) => {
        const { rate, select } = settings[direction];
        const isStill = (each: Rule) => ('units' in each ? each.units : each.percent) === 0;
        const binds = select === 'min' ? rate.some(isStill) : rate.every(isStill);
        return rate.length > 0 && select !== 'disabled' && binds
          ? [
              {
                path: [direction, 'rate'],
                message: `${direction}.rate lets nothing move: it is 0`,
                fix: 'write a rate over 0, or say what is meant: select: disabled',
              },
            ]
          : [];
      }),
  },

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
    const changes = memory ?? [];
    let binding: Rule | undefined;
    let furthest = 0;
    for (const candidate of rate) {
      const reach = reachOf(candidate, startOf(candidate, current, changes, now), sign);
      const isFurther = sign * (reach - furthest) > 0;
      if (binding === undefined || (reach !== furthest && isFurther === (select === 'max'))) {
        furthest = reach;
        binding = candidate;
      }
    }
    if (binding === undefined) {
      return undefined;
    }
    const allowed = sign * (furthest - current) > 0 ? furthest : current;
    if (sign * (proposal.to - allowed) <= 0) {
      return undefined;
    }
    const share = 'percent' in binding ? `${binding.percent} %` : `${binding.units} units`;
    return {
      to: capacity(allowed),
      because: `at most ${share} per ${formatDuration(binding.per)}`,
      until: later(firstWithin(binding, changes, now)?.at ?? now, binding.per),
    };
  },

  observe(_proposal, { settings, now }, memory) {
    if (memory === undefined || memory.length < FORGOTTEN_AT_ONCE) {
      return memory;
    }
    let longest = 0;
    for (const { per } of settings['scale-out'].rate) {
      longest = Math.max(longest, per);
    }
    for (const { per } of settings['scale-in'].rate) {
      longest = Math.max(longest, per);
    }
    const kept = memory.filter(({ at }) => elapsed({ from: at, to: now }) < longest);
    return memory.length - kept.length >= FORGOTTEN_AT_ONCE ? kept : memory;
  },

  applied({ from, to, at }, memory) {
    const recent = (memory ?? []).filter(
      (change) => elapsed({ from: change.at, to: at }) < LONGEST_PERIOD_SECONDS,
    );
    return [...recent, { at, by: to - from }].slice(-MOST_CHANGES);
  },
});

/** The first change within the rule's period, oldest first. */
function firstWithin({ per }: Rule, changes: readonly Change[], now: Instant): Change | undefined {
  return changes.find(({ at }) => elapsed({ from: at, to: now }) < per);
}

/** The capacity when the rule's period began. */
function startOf(
  { per }: Rule,
  current: Capacity,
  changes: readonly Change[],
  now: Instant,
): number {
  let start: number = current;
  for (const { at, by } of changes) {
    if (elapsed({ from: at, to: now }) < per) {
      start -= by;
    }
  }
  return start;
}

/** How far the rule lets the capacity go from there, 0 at least. */
function reachOf(candidate: Rule, start: number, sign: number): number {
  if ('units' in candidate) {
    return Math.max(0, start + sign * candidate.units);
  }
  const reach = start * (1 + (sign * candidate.percent) / 100);
  // 10 × 1.1 comes out as 11.000000000000002: noise is no unit.
  const noise = 1e-9 * Math.max(1, start);
  return sign > 0 ? Math.max(1, Math.ceil(reach - noise)) : Math.max(0, Math.floor(reach + noise));
}
