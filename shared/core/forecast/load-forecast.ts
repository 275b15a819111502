/** @module What a load is likely to be in the next hours, and how far that can be trusted. */
import * as z from 'zod/mini';
import { instant, type Seconds } from '../units.ts';
import { SLOT } from './load-history.ts';

/** What a policy wants to be foretold. */
export interface ForecastRequest {
  /** The source whose load it is. */
  readonly source: string;
  /** How far ahead it looks. */
  readonly horizon: Seconds;
  /** Without a forecast the policy says nothing at all. */
  readonly isNeeded?: true;
  /** Whether a slot, counted from 1970, lies on a day unlike others; without it, none does. */
  readonly isHoliday?: ((slot: number) => boolean) | undefined;
}

const stored = z.pipe(z.number(), z.transform(instant));

/** A forecast as it is kept: made once an hour, good for some hours more. */
export const loadForecast = z.strictObject({
  source: z.string(),
  madeAt: stored,
  /** The start of the first slot; slots are five minutes long. */
  from: stored,
  /** The usual load of each slot: what the season says, before what happens now is looked at. */
  usual: z.readonly(z.array(z.number())),
  /** How far ahead the errors below are about, in seconds. */
  horizon: z.number(),
  /** The share of the usual rise that is followed, 0 to 1. */
  follows: z.number(),
  /** The share of what is unusual now that is gone after the horizon, 0 to 1. */
  returns: z.number(),
  /** By hour from `from` on: how far loads came above the forecast, at each of `ERROR_SHARES`. */
  errors: z.readonly(z.array(z.readonly(z.array(z.number())))),
  /**
   * How much better it was lately than what happens now (the last value, the last hour's mean):
   * below 0 = worse, 1 = never wrong. The same time last week is one of the ways to forecast that
   * were tried, so none is used that is worse than it.
   */
  skill: z.number(),
  /** What the skill was found from: mean losses with head-room; too little counts nine times. */
  losses: z.strictObject({
    forecast: z.number(),
    lastValue: z.number(),
    recentMean: z.number(),
    lastWeek: z.optional(z.number()),
  }),
  /** Past forecasts that were held against what came. */
  samples: z.number(),
});
export type LoadForecast = z.output<typeof loadForecast>;

/** The shares of past errors that a forecast tells: so many loads came no higher. */
export const ERROR_SHARES = [0.5, 0.8, 0.9, 0.95, 0.99] as const;

/** The usual load at an instant, between the middles of slots; undefined outside the forecast. */
export function usualAt({ from, usual }: LoadForecast, at: number): number | undefined {
  const place = (at - from) / (SLOT * 1000) - 0.5;
  const before = Math.floor(place);
  const one = usual[before];
  const other = usual[before + 1];
  return one === undefined || other === undefined
    ? undefined
    : one + (other - one) * (place - before);
}

/** What the load of the last quarter of an hour is like, and when it was measured. */
export interface RecentLoad {
  readonly load: number;
  readonly at: number;
}

/**
 * The load to expect at an instant: what it is now, the usual rise until then as far as it is
 * followed, less what is unusual now as far as that goes. Undefined outside the forecast.
 */
export function expectedAt(
  forecast: LoadForecast,
  recent: RecentLoad,
  at: number,
): number | undefined {
  const now = usualAt(forecast, recent.at);
  const then = usualAt(forecast, at);
  if (now === undefined || then === undefined) {
    return undefined;
  }
  const passed = Math.min(1, Math.max(0, (at - recent.at) / (forecast.horizon * 1000)));
  return Math.max(
    0,
    recent.load + forecast.follows * (then - now) - forecast.returns * passed * (recent.load - now),
  );
}

/** How far above the forecast a share of the loads of this hour came; undefined outside it. */
export function errorAt(
  { from, errors }: LoadForecast,
  at: number,
  share: (typeof ERROR_SHARES)[number],
): number | undefined {
  return errors[Math.floor((at - from) / 3_600_000)]?.[ERROR_SHARES.indexOf(share)];
}
