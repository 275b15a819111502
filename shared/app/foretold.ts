/** @module One load foretold from its past, to all who want it. */
import { forecastLoad } from '../core/forecast/forecast-load.ts';
import type { ForecastRequest, LoadForecast } from '../core/forecast/load-forecast.ts';
import { historyOf, type PastLoad, SLOT } from '../core/forecast/load-history.ts';
import type { Missing, MissingCode } from '../core/model.ts';
import { type Instant, instant } from '../core/units.ts';
import type { MetricHistory } from '../ports/metric-history.ts';

/** A policy that wants to be foretold a load. */
export interface Wish {
  readonly target: string;
  /** Its type and place in the plan. */
  readonly policy: string;
  readonly request: ForecastRequest;
}

/** Why there is no forecast: its past is missing, or one of these. */
export type NoForecastCode =
  | MissingCode
  /** What the source measures is no load of all units together. */
  | 'no-load'
  /** Less than a day and a half of its past is known. */
  | 'too-short'
  /** Somebody stored a newer one meanwhile. */
  | 'outdated'
  | 'store-unavailable'
  | 'out-of-time'
  | 'bug';

/** What a wish came to. */
export type ForecastAnswer =
  | { readonly wish: Wish; readonly forecast: LoadForecast }
  | { readonly wish: Wish; readonly code: NoForecastCode; readonly because: string };

/** A forecast for each wish, or why there is none. */
export function foretold(
  wishes: readonly Wish[],
  past: MetricHistory | Missing | undefined,
  now: Instant,
): readonly ForecastAnswer[] {
  if (past?.status !== 'kept') {
    const { because: code, detail: because } = past ?? NO_ANSWER;
    return wishes.map((wish) => ({ wish, code, because }));
  }
  const history = historyOf(past.values.flatMap(inSlots(past)), now);
  return wishes.map((wish): ForecastAnswer => {
    try {
      const forecast = forecastLoad(history, wish.request, now);
      return forecast === undefined
        ? { wish, code: 'too-short', because: 'less than a day and a half of its past is known' }
        : { wish, forecast };
    } catch (error) {
      return { wish, code: 'bug', because: error instanceof Error ? `${error.stack}` : `${error}` };
    }
  });
}

/** A value of a period that is longer than a slot is the load of every slot in it. */
function inSlots({ period }: MetricHistory): (value: PastLoad) => readonly PastLoad[] {
  const slots = Math.ceil(period / SLOT);
  return ({ at, value }) =>
    Array.from({ length: slots }, (_, back) => ({ at: instant(at - back * SLOT * 1000), value }));
}

const NO_ANSWER = {
  because: 'unavailable',
  detail: 'the source gave no answer',
} as const satisfies Pick<Missing, 'because' | 'detail'>;
