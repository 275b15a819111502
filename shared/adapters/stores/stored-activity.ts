/** @module How an activity is kept: its place in order, its end, and its form. */
import * as z from 'zod/mini';
import {
  type Capacity,
  capacity,
  type Instant,
  instant,
  later,
  seconds,
} from '../../core/units.ts';
import type { Activity } from '../../ports/activity-store.ts';

/** How long an activity is kept. */
const KEPT = seconds(30 * 86_400);

/** Sort keys of activities begin so; what follows sorts by time. */
export const ACTIVITY_PREFIX = 'activity#';

/** The place of an activity among its target's, in order of time. */
export function activitySortKey({ at, id }: Pick<Activity, 'at' | 'id'>): string {
  return activityKeyAt(at, id);
}

/** The same by its parts; without an id, the place before every activity of that time. */
export function activityKeyAt(at: Instant, id = ''): string {
  return `${ACTIVITY_PREFIX}${new Date(at).toISOString()}#${id}`;
}

/** When an activity is dropped, in seconds since 1970: what a DynamoDB TTL takes. */
export function expiresAt({ at }: Pick<Activity, 'at'>): number {
  return Math.floor(later(at, KEPT) / 1000);
}

/** The members of a decision that every reader relies on; it is our own record, told as it was. */
const decision = z.looseObject({
  action: z.enum(['scale-out', 'scale-in', 'hold']),
  from: z.nullable(z.number()),
  to: z.nullable(z.number()),
  reason: z.string(),
  because: z.string(),
  readings: z.record(z.string(), z.unknown()),
  recommendations: z.array(z.unknown()),
  steps: z.array(z.unknown()),
});

/** A stored activity, as far as it must be right to be shown. */
export const storedActivity = z.object({
  target: z.string(),
  at: z.pipe(z.number(), z.transform(instant)),
  id: z.string(),
  decision: z.custom<Activity['decision']>((value) => decision.safeParse(value).success, {
    error: 'not a decision',
  }),
  outcome: z.custom<Activity['outcome']>(
    (value) => z.looseObject({ status: z.string() }).safeParse(value).success,
    { error: 'not an outcome' },
  ),
  expiresAt: z.number(),
});

const units = z.nullable(z.pipe(z.number(), z.transform(capacity)));

/** The parts of a stored activity that tell the capacity. */
export const SIGHTING_PARTS = [
  'at',
  'expiresAt',
  'decision.from',
  'decision.to',
  'decision.foreignChange',
  'outcome.status',
] as const;

/** A stored activity, as far as it tells the capacity. */
export const storedSighting = z.object({
  at: z.pipe(z.number(), z.transform(instant)),
  expiresAt: z.number(),
  decision: z.object({
    from: units,
    to: units,
    foreignChange: z.nullable(z.custom<{ readonly from: Capacity; readonly to: Capacity }>()),
  }),
  outcome: z.object({
    status: z.enum(['applied', 'unchanged', 'refused', 'failed', 'superseded']),
  }),
});
