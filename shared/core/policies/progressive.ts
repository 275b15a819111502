/** @module Answers that grow with how far a signal is off, and for how long. */
import * as z from 'zod/mini';
import { adjusted } from '../adjustment.ts';
import { apart } from '../check.ts';
import { blind, definePolicy, type PolicyContext } from '../policy.ts';
import {
  duration,
  formatDuration,
  percentage,
  positiveNumber,
  round,
  sourceName,
  wholeCapacity,
} from '../quantity.ts';
import { elapsed, type Instant, instant, larger, smaller } from '../units.ts';

const phase = z.strictObject({
  /** The level at which it begins, itself included. */
  above: z.number(),
  /** How long the source must have been there. */
  for: z.prefault(duration, '0s'),
  /** Percent of the units in service to add. */
  change: positiveNumber,
});

const schema = z.strictObject({
  type: z.literal('progressive'),
  source: sourceName,
  /** One to six phases at rising levels; the highest that is due answers. */
  phases: z.array(phase).check(z.minLength(1), z.maxLength(6)),
  /** When no percentage is enough. */
  emergency: z.optional(
    z.strictObject({
      /** The level of the source that is an emergency. */
      above: z.number(),
      /** How long the source must have been there. */
      for: z.prefault(duration, '0s'),
      /** The capacity to go to, in units; without it, the maximum. */
      capacity: z.optional(wholeCapacity),
    }),
  ),
  /** When to remove units; without it, it never asks for less. */
  calm: z.optional(
    z.strictObject({
      /** Calm is under this level. */
      below: z.number(),
      /** How long it must have been calm, without a gap in the readings. */
      for: z.prefault(duration, '5m'),
      /** Percent of the current capacity to remove. */
      change: z.prefault(percentage.check(z.positive('more than 0 %')), 10),
    }),
  ),
  /**
   * The share of a phase's change that one step takes: `conservative` half, `moderate` all,
   * `aggressive` half as much again; `by-urgency` the one or the other, by how far the source has
   * come from the first level to the highest.
   */
  strategy: z._default(
    z.enum(['conservative', 'moderate', 'aggressive', 'by-urgency']),
    'moderate',
  ),
});
type Spec = z.output<typeof schema>;

const memory = z.strictObject({
  type: z.literal('progressive'),
  /** Since when each level holds, null where it does not: the phases, the emergency, calm. */
  since: z.readonly(z.array(z.nullable(z.pipe(z.number(), z.transform(instant))))),
});
type Memory = z.output<typeof memory>;

/** Shares of a phase's change. */
const STRATEGIES = { conservative: 0.5, moderate: 1, aggressive: 1.5 } as const;

/**
 * A phase is due once the source has been at its level for its time: little and late for a low
 * level, much and soon for a high one. Units still starting count as already added. Time without a
 * reading counts towards phases, and never towards calm.
 * Source: the escalating step adjustments of the EC2 Auto Scaling user guide, "Step and simple
 * scaling policies", with the `for` of a Prometheus alerting rule in place of alarm periods.
 */
export const progressive = definePolicy<Spec, Memory>({
  type: 'progressive',
  schema,
  memory,
  sources: (spec) => [spec.source],
  worksFromZero: (spec) => spec.emergency !== undefined,
  uses: ({ source, phases, emergency, calm }) => [
    {
      source,
      as: 'level',
      values: [
        ...phases.map(({ above: value }, index) => ({
          value,
          path: ['phases', index, 'above'],
          side: 'above' as const,
        })),
        ...(emergency === undefined
          ? []
          : [{ value: emergency.above, path: ['emergency', 'above'], side: 'above' as const }]),
        ...(calm === undefined
          ? []
          : [{ value: calm.below, path: ['calm', 'below'], side: 'below' as const }]),
      ],
    },
  ],
  directions: ({ calm }) => (calm === undefined ? ['scale-out'] : ['scale-out', 'scale-in']),
  lint: {
    /** A higher level is to come later in the list and to change as much or more. */
    'unordered-levels': ({ phases, emergency }) => {
      const last = phases.at(-1);
      const rises = phases.every(
        ({ above }, index) => above > (phases[index - 1]?.above ?? Number.NEGATIVE_INFINITY),
      );
      const grows = phases.every(({ change }, index) => change >= (phases[index - 1]?.change ?? 0));
      return [
        ...(rises
          ? []
          : [
              {
                path: ['phases'],
                message: 'the phases are out of order: each must begin at a higher level',
                fix: `sort them by above, each value once: ${levelsOf(phases)}`,
              },
            ]),
        ...(grows
          ? []
          : [
              {
                path: ['phases'],
                message: 'a phase at a higher level must not change less than the one before',
                fix: 'let the changes grow with the levels, like 20, 50, 100',
              },
            ]),
        ...(emergency !== undefined && last !== undefined && emergency.above <= last.above
          ? [
              {
                path: ['emergency', 'above'],
                message: `the emergency at ${emergency.above} must lie over the last phase at ${last.above}`,
                fix: `write a level over ${last.above}`,
              },
            ]
          : []),
      ];
    },
    /** It would be calm and in the first phase at once. */
    'inverted-thresholds': ({ phases: [first], calm }) =>
      calm !== undefined && first !== undefined && calm.below >= first.above
        ? [
            {
              path: ['calm', 'below'],
              message: `calm is inverted: below ${calm.below} must be under the first phase at ${first.above}`,
              fix: apart({ above: first.above, below: calm.below }),
            },
          ]
        : [],
  },
  doubts: {
    /** An emergency asks for more than the plan allows. */
    'outside-bounds': ({ emergency }, { bounds }) =>
      emergency?.capacity !== undefined && emergency.capacity > bounds.max
        ? [
            {
              path: ['emergency', 'capacity'],
              message: `an emergency goes to ${emergency.capacity}, and the plan allows at most ${bounds.max}`,
              fix: `write capacity: ${bounds.max}, or leave it away: that is the maximum`,
            },
          ]
        : [],
  },

  recommend(spec, context, before) {
    const reading = context.reading(spec.source);
    if (reading.status === 'missing') {
      const remember = uncalmed(spec, before);
      return remember === undefined
        ? blind({ source: spec.source, reading })
        : { ...blind({ source: spec.source, reading }), remember };
    }
    const { value } = reading;
    const remember = observed(spec, value, context.now, before);
    return { ...answered(spec, value, context, remember), remember };
  },
});

function answered(spec: Spec, value: number, context: PolicyContext, { since }: Memory) {
  const { source, phases, emergency, calm } = spec;
  const { target, bounds, now } = context;
  const lasts = (index: number, length: number): boolean => {
    const from = since[index];
    return from !== undefined && from !== null && elapsed({ from, to: now }) >= length;
  };
  const levels = [...phases, ...(emergency === undefined ? [] : [emergency])];
  const next = Math.min(...levels.map(({ above }) => above).filter((above) => above > value));
  const upward = next === Number.POSITIVE_INFINITY ? {} : { above: next };
  const is = `${source} is ${round(value)}`;
  if (emergency !== undefined && lasts(phases.length, emergency.for)) {
    return {
      status: 'recommended' as const,
      capacity: larger(emergency.capacity ?? bounds.max, target.capacity),
      because: `${is}, at or above ${emergency.above}: an emergency`,
      edge: { source, below: emergency.above },
    };
  }
  const due = phases.findLastIndex((each, index) => lasts(index, each.for));
  const found = phases[due];
  if (found !== undefined) {
    const strategy = spec.strategy === 'by-urgency' ? byUrgency(levels, value) : spec.strategy;
    const change = found.change * STRATEGIES[strategy];
    const base = smaller(target.inService, target.capacity);
    return {
      status: 'recommended' as const,
      capacity: larger(
        adjusted(base, { type: 'percent-change-in-capacity', change }),
        target.capacity,
      ),
      because:
        `${is}, at or above ${found.above} for ${formatDuration(found.for)}: phase ${due + 1} of ` +
        `${phases.length}, ${round(change)} % more (${strategy})`,
      edge: { source, ...upward, below: found.above },
    };
  }
  const waiting = phases.findLast((_, index) => typeof since[index] === 'number');
  if (waiting === undefined && calm === undefined) {
    return { status: 'abstained' as const, because: `${is}, under the first phase` };
  }
  const isCalm = calm !== undefined && lasts(since.length - 1, calm.for);
  return {
    status: 'recommended' as const,
    capacity: isCalm
      ? adjusted(target.capacity, { type: 'percent-change-in-capacity', change: -calm.change })
      : target.capacity,
    because:
      waiting !== undefined
        ? `${is}, at or above ${waiting.above}, and not yet for ${formatDuration(waiting.for)}`
        : isCalm
          ? `${is}, below ${calm.below} for ${formatDuration(calm.for)}`
          : `${is}, under the first phase and not calm for long enough`,
    // Where a phase waits for its time, the next answer comes by the clock.
    edge: {
      source,
      ...(waiting === undefined ? upward : {}),
      ...(calm === undefined ? {} : { below: calm.below }),
    },
  };
}

function levelsOf(phases: Spec['phases']): string {
  return [...new Set(phases.map(({ above }) => above))]
    .toSorted((one, other) => one - other)
    .join(', ');
}

/** How urgent it is by how far the value has come from the first level to the highest. */
function byUrgency(
  levels: readonly { readonly above: number }[],
  value: number,
): keyof typeof STRATEGIES {
  const [first, last] = [levels[0]?.above ?? value, levels.at(-1)?.above ?? value];
  const way = last > first ? (value - first) / (last - first) : 0.5;
  return way < 1 / 3 ? 'conservative' : way < 2 / 3 ? 'moderate' : 'aggressive';
}

/** Since when each level holds, with a new value; the same memory when no level was crossed. */
function observed(spec: Spec, value: number, now: Instant, before: Memory | undefined): Memory {
  const { phases, emergency, calm } = spec;
  const holds = [
    ...phases.map(({ above }) => value >= above),
    ...(emergency === undefined ? [] : [value >= emergency.above]),
    ...(calm === undefined ? [] : [value < calm.below]),
  ];
  const old = before?.since.length === holds.length ? before.since : [];
  const since = holds.map((isHeld, index) => {
    const from = old[index];
    // A clock that went back must not keep a level from ever being due.
    return isHeld ? (typeof from === 'number' && from <= now ? from : now) : null;
  });
  return before !== undefined && since.every((from, index) => from === old[index])
    ? before
    : { type: 'progressive', since };
}

/** Nobody knows whether it stayed calm while there was no reading. */
function uncalmed({ calm }: Spec, before: Memory | undefined): Memory | undefined {
  return calm === undefined || before === undefined || before.since.at(-1) === null
    ? before
    : { ...before, since: [...before.since.slice(0, -1), null] };
}
