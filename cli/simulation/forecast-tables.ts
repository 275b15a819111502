/**
 * @module How wrong forecasts were, and what prediction costs where there is nothing to foretell.
 */
import { trustIn } from '../../shared/core/forecast/trust.ts';
import { type Instant, instant, seconds } from '../../shared/core/units.ts';
import { scoreCase } from '../../shared/simulator/case.ts';
import { geometricMean } from '../../shared/simulator/comparison.ts';
import { type ForecastScore, scoreForecasts } from '../../shared/simulator/forecast-score.ts';
import { predictiveAside, seasonalOrNot } from '../../shared/simulator/ours.ts';
import { randomStream } from '../../shared/simulator/random.ts';
import type { Trace } from '../../shared/simulator/trace.ts';
import type { CellTable } from './comparison-tables.ts';

const HORIZONS_MINUTES = [10, 15, 60] as const;

/** A load and where it comes from. */
export interface NamedLoad {
  readonly name: string;
  readonly load: Trace;
}

/** Errors of our forecasts over those of the simplest rules, by trace and horizon. */
export function forecastErrors(loads: readonly NamedLoad[]): CellTable {
  const scored = loads.map(({ name, load }) => ({
    name,
    scores: HORIZONS_MINUTES.map((minutes) =>
      scoreForecasts(load, seconds(minutes * 60), (skill) => trustIn({ skill }).weight),
    ),
  }));
  const means = HORIZONS_MINUTES.map((_, index) => {
    const scores = scored.flatMap(({ scores: each }) => each[index] ?? []);
    const mean = (of: (score: ForecastScore) => number) =>
      geometricMean(scores.map(of).filter((ratio) => ratio > 0 && Number.isFinite(ratio)));
    return cellOf(
      mean(({ ours, lastValue }) => ours / lastValue),
      mean(({ ours, sameTimeYesterday }) => ours / sameTimeYesterday),
    );
  });
  return {
    title:
      'Forecasts: mean absolute error over that of the last value / of the same time yesterday, ' +
      'and the median weight (60 forecasts in the second half of each trace; below 1 is better)',
    headings: ['trace', ...HORIZONS_MINUTES.map((minutes) => `${minutes} min`)],
    rows: [
      ...scored.map(({ name, scores }) => [
        name,
        ...scores.map((score) =>
          score === undefined
            ? 'too short'
            : `${cellOf(score.ours / score.lastValue, score.ours / score.sameTimeYesterday)}, weight ${score.weight.toFixed(2)}`,
        ),
      ]),
      ['geometric mean', ...means],
    ],
  };
}

function cellOf(one: number | undefined, other: number | undefined): string {
  return [one, other].map((ratio) => ratio?.toFixed(2) ?? '–').join(' / ');
}

const DAYS = 14;
const MINUTE = seconds(60);
const START: Instant = instant(Date.UTC(2026, 0, 5));
const SEEDS = [1, 2, 3] as const;

/** Loads without any season: nothing can be foretold of them. */
const UNSEASONAL: Readonly<Record<string, (seed: number) => () => number>> = {
  'random walk': (seed) => {
    const random = randomStream(seed, 'random walk');
    let level = 1000;
    return () => {
      level = Math.min(4000, Math.max(200, level + 12 * random.normal()));
      return level;
    };
  },
  'white noise': (seed) => {
    const random = randomStream(seed, 'white noise');
    return () => Math.max(0, 1000 + 120 * random.normal());
  },
};

/** What prediction costs where it cannot help, over the same plan without it. */
export function unseasonalCosts(): CellTable {
  return {
    title: 'Without a season: cost with prediction over cost without it (14 days of minutes)',
    headings: ['load', 'target-tracking + predictive', 'service-level, seasonal'],
    rows: Object.entries(UNSEASONAL).flatMap(([name, valuesOf]) =>
      SEEDS.map((seed) => {
        const next = valuesOf(seed);
        const load: Trace = {
          start: START,
          step: MINUTE,
          per: MINUTE,
          values: Float64Array.from({ length: DAYS * 1440 }, next),
          after: 'stay',
        };
        return [
          `${name} ${seed}`,
          ...[predictiveAside, seasonalOrNot].map((pair) => ratioOf(load, pair)),
        ];
      }),
    ),
  };
}

function ratioOf(load: Trace, { with: predicting, without }: typeof predictiveAside): string {
  const [one, other] = [predicting, without].map((controllerOf) => {
    const scored = scoreCase(
      { load, unitsAtP95: 20, startUp: seconds(180), startUpJitter: 0, seed: 1 },
      controllerOf,
    );
    return scored.score.unitHours;
  });
  return `${((one ?? Number.NaN) / (other ?? Number.NaN)).toFixed(3)} ×`;
}
