/** @module Forecasts of every load that a policy wants to be foretold, each from its own past. */
import { usualAt } from '../core/forecast/load-forecast.ts';
import { HISTORY_DAYS, SLOT } from '../core/forecast/load-history.ts';
import { forecastRequests } from '../core/forecast/requests.ts';
import type { ScalingPlan, SourceSpec } from '../core/plan.ts';
import { elapsed, type Instant, instant, type Seconds } from '../core/units.ts';
import type { Clock } from '../ports/clock.ts';
import type { ForecastStore, TargetForecasts } from '../ports/forecast-store.ts';
import type { Journal } from '../ports/journal.ts';
import type { MetricHistories } from '../ports/metric-history.ts';
import { type ForecastOutcome, reported } from './forecast-outcome.ts';
import { type ForecastAnswer, foretold, type Wish } from './foretold.ts';
import { wanted } from './load-forecasts.ts';
import { storeForecasts } from './store-forecasts.ts';

/** What making forecasts needs from outside. */
export interface ForecastPorts {
  readonly histories: MetricHistories;
  readonly forecasts: ForecastStore;
  readonly journal: Journal;
  readonly clock: Clock;
}

/** A load, and everybody who wants it foretold: its past is read once. */
interface Load {
  readonly spec: SourceSpec;
  readonly wishes: Wish[];
}

/** Two weeks in slots are 4,032 points: so many loads fit one GetMetricData call of 100,800. */
const LOADS_AT_ONCE = 25;
const DAY_MS = 86_400_000;

/**
 * Makes the forecasts that plans ask for and stores them, those first whose forecasts are oldest.
 * What goes wrong with one load is its own; a policy whose forecast could not be made keeps the one
 * before as long as that reaches. Nothing more is begun after `timeLimit`.
 *
 * Throws a StoreUnavailableError when the store cannot be read. Throws a ForecastsFailedError where
 * something failed that should not have, once all else is done.
 */
export async function forecastLoads(
  plans: readonly ScalingPlan[],
  ports: ForecastPorts,
  { timeLimit }: { readonly timeLimit?: Seconds } = {},
): Promise<readonly ForecastOutcome[]> {
  const now = ports.clock.now();
  const asking = plans
    .map((plan) => ({ plan, requests: forecastRequests(plan) }))
    .filter(({ requests }) => requests.length > 0);
  if (asking.length === 0) {
    return [];
  }
  const stored = await ports.forecasts.load(asking.map(({ plan }) => plan.id));
  const kept = new Map(
    asking.map(({ plan, requests }, index) => [
      plan.id,
      reaching(wanted(stored[index] ?? {}, requests), now),
    ]),
  );
  const { loads, unknown } = loadsOf(asking, ports.histories);
  const ordered = loads.toSorted((one, other) => ageOf(other) - ageOf(one));
  const answers: ForecastAnswer[] = [...unknown];
  for (let start = 0; start < ordered.length; start += LOADS_AT_ONCE) {
    const batch = ordered.slice(start, start + LOADS_AT_ONCE);
    const isLate =
      timeLimit !== undefined && elapsed({ from: now, to: ports.clock.now() }) >= timeLimit;
    const told = isLate
      ? batch.flatMap(outOfTime)
      : // biome-ignore lint/performance/noAwaitInLoops: CloudWatch tells so many points a second.
        await storeForecasts(await made(batch), kept, ports.forecasts);
    answers.push(...told);
  }
  return reported(answers, ports.journal);

  /** Since the oldest forecast that is wanted of a load; one that is missing is the oldest. */
  function ageOf({ wishes }: Load): number {
    return Math.max(
      ...wishes.map(({ target, policy }) => now - (kept.get(target)?.[policy]?.madeAt ?? 0)),
    );
  }

  async function made(batch: readonly Load[]): Promise<readonly ForecastAnswer[]> {
    const from = instant(now - HISTORY_DAYS * DAY_MS);
    const specs = batch.map(({ spec }) => spec);
    const histories = await ports.histories
      .read(specs, { from, to: now, period: SLOT, now })
      .catch(noHistories);
    return batch.flatMap(({ wishes }, index) => foretold(wishes, histories[index], now));
  }

  /** Reading the past never throws but for a bug. */
  function noHistories(error: unknown): readonly undefined[] {
    ports.journal.noted('error', 'a bug in reading the past of loads', {
      error: error instanceof Error ? error.stack : String(error),
    });
    return [];
  }
}

/** Every distinct load with those who want it, and the wishes of which no load is known. */
function loadsOf(
  asking: readonly {
    readonly plan: ScalingPlan;
    readonly requests: ReturnType<typeof forecastRequests>;
  }[],
  { wholeOf }: MetricHistories,
): { readonly loads: readonly Load[]; readonly unknown: readonly ForecastAnswer[] } {
  const loads = new Map<string, Load>();
  const unknown: ForecastAnswer[] = [];
  for (const { plan, requests } of asking) {
    for (const { key, request } of requests) {
      const wish: Wish = { target: plan.id, policy: key, request };
      const source = plan.sources[request.source];
      const spec = source === undefined ? undefined : wholeOf(source);
      if (spec === undefined) {
        const because = `${request.source} measures no load of all units together that has a past`;
        unknown.push({ wish, code: 'no-load', because });
      } else {
        const name = JSON.stringify(spec);
        const load = loads.get(name) ?? { spec, wishes: [] };
        load.wishes.push(wish);
        loads.set(name, load);
      }
    }
  }
  return { loads: [...loads.values()], unknown };
}

/** Those that still say something. */
function reaching(forecasts: TargetForecasts, now: Instant): TargetForecasts {
  return Object.fromEntries(
    Object.entries(forecasts).filter(([, forecast]) => usualAt(forecast, now) !== undefined),
  );
}

function outOfTime({ wishes }: Load): readonly ForecastAnswer[] {
  const because = 'there was no time left: the next run begins with it';
  return wishes.map((wish) => ({ wish, code: 'out-of-time', because }));
}
