/** @module No more units than what they depend on can bear: a database, another service. */
import * as z from 'zod/mini';
import { apart } from '../check.ts';
import { type Connections, mostUnits, poolSize } from '../connections.ts';
import { defineLimit, type LimitContext, type Restraint } from '../limit.ts';
import { formatDuration, percentage, positiveDuration, round, sourceName } from '../quantity.ts';
import { capacity, elapsed, type Instant, instant, larger, later, smaller } from '../units.ts';

const connections = z.strictObject({
  /** Connections that each unit may open: the size of its pool. */
  perUnit: z.int().check(z.minimum(1)),
  /** The most connections that the database accepts: its `max_connections`. */
  max: z.int().check(z.minimum(1)),
  /** Percent of them for this target, up to 100: others need some, and so do operators. */
  share: z._default(percentage.check(z.maximum(100, '100 % or less')), 80),
});

const condition = z.strictObject({
  source: sourceName,
  /** The brake goes on over this value. */
  above: z.number(),
  /** It comes off at this value; without it, at `above`. */
  below: z.optional(z.number()),
});

const brake = z.strictObject({
  /** An error rate, a latency: any one that is high is enough. */
  conditions: z.array(condition).check(z.minLength(1)),
  /** After so long with the brake on, one unit more is tried. */
  retryAfter: z.prefault(positiveDuration, '10m'),
});
type Brake = z.output<typeof brake>;

const memory = z.strictObject({
  /** Since when the brake is on, or when it last let a unit pass. */
  brakingSince: z.pipe(z.number(), z.transform(instant)),
});
type Memory = z.output<typeof memory>;

interface Settings {
  readonly downstream?:
    | { readonly connections?: Connections | undefined; readonly brake?: Brake | undefined }
    | undefined;
}

/**
 * Two ways in which growing would make things worse.
 *
 * - `connections` is a maximum: connections per unit × units ≤ max connections × share. A target
 *   above it goes down to it, unless readings are missing: unknown never scales in.
 * - `brake` forbids growth while a signal of the downstream is high: it suffers already. It never
 *   takes capacity away, and a signal that is missing does not brake. After `retryAfter` one unit
 *   more is tried, as a half-open circuit breaker does: the signal may be high for another reason.
 *
 * Source: Amazon RDS user guide, "Quotas and constraints", maximum number of database connections;
 * M. Nygard, "Release It!", 2007, circuit breaker.
 */
export const downstream = defineLimit({
  name: 'downstream',
  general: {
    /** What the target's units depend on, and what that can bear. */
    downstream: z.optional(
      z.strictObject({
        /** The connections of a database, as a maximum of units. */
        connections: z.optional(connections),
        /** Signals of the downstream that forbid growth while they are high. */
        brake: z.optional(brake),
      }),
    ),
  },
  directed: () => ({}),
  memory,
  relief: 'Relieve what it depends on, make the pools of its units smaller, or allow more.',
  sources: (settings) =>
    (settings.downstream?.brake?.conditions ?? []).map(({ source, above }, index) => ({
      source,
      above,
      path: ['downstream', 'brake', 'conditions', index, 'source'],
    })),
  lint: {
    /** There are connections for fewer units than the plan has at least. */
    'minimum-over-cap': ({ downstream: settings }, { bounds }) => {
      const database = settings?.connections;
      const least = Math.max(1, bounds.min);
      return database !== undefined && mostUnits(database) < least
        ? [
            {
              path: ['downstream', 'connections'],
              message:
                `downstream.connections allow ${mostUnits(database)} units, fewer than the ` +
                (bounds.min === 0 ? 'one that is needed' : `minimum of ${bounds.min}`),
              fix:
                poolSize(database, least) === 0
                  ? `write capacity.min: ${mostUnits(database)} or less`
                  : `make the pools of units smaller: perUnit: ${poolSize(database, least)} or less`,
            },
          ]
        : [];
    },
    /** The brake would come off at a value at which it goes on. */
    'inverted-thresholds': ({ downstream: settings }) =>
      (settings?.brake?.conditions ?? []).flatMap(({ source, above, below }, index) =>
        below !== undefined && below > above
          ? [
              {
                path: ['downstream', 'brake', 'conditions', index, 'below'],
                message: `the brake on ${source} is inverted: below ${below} must not be over above ${above}`,
                fix: apart({ above, below }),
              },
            ]
          : [],
      ),
  },

  restrain(proposal, context, before) {
    const { downstream: settings } = context.settings;
    if (settings === undefined) {
      return undefined;
    }
    const { connections: database, brake: signals } = settings;
    const capped = database === undefined ? undefined : cappedBy(database, proposal.to, context);
    const braked = signals === undefined ? undefined : brakedBy(signals, context, before);
    const strictest = (braked?.to ?? proposal.to) < (capped?.to ?? proposal.to) ? braked : capped;
    return strictest !== undefined && strictest.to < proposal.to ? strictest : undefined;
  },

  observe(_proposal, context, before) {
    const signals = context.settings.downstream?.brake;
    if (signals === undefined) {
      return undefined;
    }
    if (highOf(signals, context, before) !== undefined) {
      return onSince(before, context.now) ?? { brakingSince: context.now };
    }
    // Nobody knows whether it came off while there was no reading.
    const isUnknown = signals.conditions.every(
      ({ source }) => context.readings[source]?.status !== 'measured',
    );
    return isUnknown ? before : undefined;
  },

  applied: ({ from, to, at }, before) =>
    before !== undefined && to > from ? { brakingSince: at } : before,
});

function cappedBy(
  database: Connections,
  to: number,
  { current, isBlind, bounds }: LimitContext<Settings>,
): Restraint | undefined {
  const most = mostUnits(database);
  if (to <= most) {
    return undefined;
  }
  const cap = capacity(most);
  const pool = poolSize(database, bounds.max);
  const { perUnit, max, share } = database;
  return {
    to: isBlind ? larger(cap, smaller(current, capacity(to))) : cap,
    because:
      `${share} % of ${max} connections, ${perUnit} for each unit, are enough for ${most} units; ` +
      (pool === 0
        ? `the maximum of ${bounds.max} is more than there are connections`
        : `for the maximum of ${bounds.max}, a unit's pool may hold ${pool}`),
  };
}

function brakedBy(
  signals: Brake,
  context: LimitContext<Settings>,
  before: Memory | undefined,
): Restraint | undefined {
  const { current, now } = context;
  const high = highOf(signals, context, before);
  if (high === undefined) {
    return undefined;
  }
  const { source, value, level } = high;
  const since = onSince(before, now)?.brakingSince ?? now;
  const isTrial = before !== undefined && elapsed({ from: since, to: now }) >= signals.retryAfter;
  const because = `${source} is ${round(value)}, above ${level}: growing would make it worse`;
  return isTrial
    ? {
        to: capacity(current + 1),
        because: `${because}; after ${formatDuration(signals.retryAfter)} one unit is tried`,
      }
    : { to: current, because, until: later(since, signals.retryAfter) };
}

/** The first signal that is high, or, with the brake on, not low enough yet. */
function highOf(
  { conditions }: Brake,
  { readings }: LimitContext<Settings>,
  before: Memory | undefined,
): { readonly source: string; readonly value: number; readonly level: number } | undefined {
  for (const { source, above, below = above } of conditions) {
    const reading = readings[source];
    const level = before === undefined ? above : below;
    if (reading?.status === 'measured' && reading.value > level) {
      return { source, value: reading.value, level };
    }
  }
  return undefined;
}

/** A clock that went back must not keep the brake on for longer. */
function onSince(before: Memory | undefined, now: Instant): Memory | undefined {
  return before === undefined || before.brakingSince > now ? undefined : before;
}
