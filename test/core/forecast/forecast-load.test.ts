import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { forecastLoad } from '../../../shared/core/forecast/forecast-load.ts';
import { expectedAt, loadForecast, usualAt } from '../../../shared/core/forecast/load-forecast.ts';
import { DAY_SLOTS } from '../../../shared/core/forecast/load-history.ts';
import { trustIn } from '../../../shared/core/forecast/trust.ts';
import { instant, seconds } from '../../../shared/core/units.ts';
import { randomStream } from '../../../shared/simulator/random.ts';
import { TODAY, twoWeeks, wave } from './histories.ts';

const REQUEST = { source: 'requests', horizon: seconds(1800) };
const MINUTE_MS = 60_000;

/** A forecast of two weeks of this load; fails where there is none. */
function made(loadAt: (day: number, slot: number) => number | undefined, horizon = 1800) {
  const request = { ...REQUEST, horizon: seconds(horizon) };
  const forecast = forecastLoad(twoWeeks(loadAt), request, TODAY);
  if (forecast === undefined) {
    throw new Error('nothing was foretold');
  }
  return forecast;
}

function walk(seed: number): () => number {
  const random = randomStream(seed, 'walk');
  let level = 1000;
  return () => {
    level = Math.max(100, level + 30 * random.normal());
    return level;
  };
}

function noise(seed: number): () => number {
  const random = randomStream(seed, 'noise');
  return () => Math.max(0, 1000 + 100 * random.normal());
}

describe('a forecast', () => {
  it('is good at a season, and is trusted for that', () => {
    const random = randomStream(1, 'season');
    const forecast = made((_, slot) => wave(slot) + 2 * random.normal());

    expect(forecast.skill).toBeGreaterThan(0.3);
    expect(trustIn(forecast).weight).toBe(1);
    expect(usualAt(forecast, TODAY + 3 * 3_600_000)).toBeCloseTo(wave(36), -1);
  });

  it.each([1, 2, 3, 4, 5])('finds no season in random walk %i', (seed) => {
    const forecast = made(walk(seed));

    expect(trustIn(forecast).weight).toBeLessThan(0.5);
  });

  it.each([1, 2, 3, 4, 5])('finds no season in white noise %i', (seed) => {
    expect(trustIn(made(noise(seed))).weight).toBeLessThan(0.25);
  });

  it('is not made from less than a day and a half', () => {
    const day = twoWeeks((day, slot) => (day === 13 ? wave(slot) : undefined));
    const two = twoWeeks((day, slot) => (day >= 12 ? wave(slot) : undefined));

    expect(forecastLoad(day, REQUEST, TODAY)).toBeUndefined();
    expect(forecastLoad(two, REQUEST, TODAY)).toBeDefined();
  });

  it('is made in spite of gaps', () => {
    const random = randomStream(4, 'gaps');
    const forecast = made((_, slot) => (random.uniform() < 0.3 ? undefined : wave(slot)));

    expect(forecast.skill).toBeGreaterThan(0.3);
  });

  it('tells errors that so many of the past loads stayed below', () => {
    const random = randomStream(5, 'errors');
    const forecast = made((_, slot) => wave(slot) + 20 * random.normal());
    const [median = 0, , , p95 = 0] = forecast.errors[0] ?? [];

    expect(Math.abs(median)).toBeLessThan(8);
    expect(p95).toBeGreaterThan(20);
    expect(p95).toBeLessThan(60);
  });

  it('has larger errors at an hour that is wild', () => {
    const random = randomStream(6, 'wild hours');
    const isWild = (slot: number) => slot < DAY_SLOTS / 8;
    const forecast = made((_, slot) => 500 + (isWild(slot) ? 100 : 2) * random.normal());
    const later = forecastLoad(
      twoWeeks((_, slot) => 500 + (isWild(slot) ? 2 : 100) * random.normal()),
      REQUEST,
      TODAY,
    );

    expect(forecast.errors[1]?.[3]).toBeGreaterThan(3 * (later?.errors[1]?.[3] ?? 0));
  });

  it('lets what is unusual now fade as it did before', () => {
    const forecast = { ...made((_, slot) => wave(slot)), follows: 1, returns: 0.5 };
    const usual = usualAt(forecast, TODAY) ?? Number.NaN;
    const later = TODAY + 30 * MINUTE_MS;
    const recent = { load: usual + 80, at: TODAY };

    expect(expectedAt(forecast, recent, later)).toBeCloseTo(
      (usualAt(forecast, later) ?? Number.NaN) + 40,
      6,
    );
  });

  it('says nothing of a time that it does not reach', () => {
    const forecast = made((_, slot) => wave(slot));

    expect(usualAt(forecast, TODAY + 12 * 3_600_000)).toBeUndefined();
    expect(usualAt(forecast, TODAY - 3_600_000)).toBeUndefined();
  });

  it('can be kept and read again', () => {
    const forecast = made((_, slot) => wave(slot));

    expect(z.parse(loadForecast, JSON.parse(JSON.stringify(forecast)))).toEqual(forecast);
  });

  it('begins before now, so that readings that come late find what was usual then', () => {
    const forecast = made((_, slot) => wave(slot));

    expect(usualAt(forecast, instant(TODAY - 15 * MINUTE_MS))).toBeDefined();
  });
});
