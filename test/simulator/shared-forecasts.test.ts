import { describe, expect, it } from 'vitest';
import { forecastLoad } from '../../shared/core/forecast/forecast-load.ts';
import { DAY_SLOTS } from '../../shared/core/forecast/load-history.ts';
import { instant, seconds } from '../../shared/core/units.ts';
import { scoreCase, taskOf } from '../../shared/simulator/case.ts';
import { ours } from '../../shared/simulator/ours.ts';
import { type MakeForecast, sharedForecasts } from '../../shared/simulator/shared-forecasts.ts';
import { diurnal } from '../../shared/simulator/workloads/diurnal.ts';
import { SLOT_MS, TODAY, twoWeeks, wave } from '../core/forecast/histories.ts';

const REQUEST = { source: 'requests', horizon: seconds(1800) };

/** Two weeks of the same day; one slot of them may be unknown. */
function days(hole?: number) {
  return twoWeeks((day, slot) => (day * DAY_SLOTS + slot === hole ? undefined : wave(slot)));
}

/** Forecasts that are shared, and how many were made. */
function counted(): { readonly share: MakeForecast; made(): number } {
  let made = 0;
  const share = sharedForecasts((...asked) => {
    made += 1;
    return forecastLoad(...asked);
  });
  return { share, made: () => made };
}

describe('shared forecasts', () => {
  it('are made once of equal loads, and are what they would be anew', () => {
    const { share, made } = counted();

    const first = share(days(), REQUEST, TODAY);
    const second = share(days(), REQUEST, TODAY);

    expect(made()).toBe(1);
    expect(second).toBe(first);
    expect(second).toEqual(forecastLoad(days(), REQUEST, TODAY));
  });

  it.each([
    { name: 'one slot is unknown', hole: 288, request: REQUEST, now: TODAY },
    { name: 'it looks further', request: { ...REQUEST, horizon: seconds(900) }, now: TODAY },
    { name: 'it is of another source', request: { ...REQUEST, source: 'other' }, now: TODAY },
    { name: 'it is made later', request: REQUEST, now: instant(TODAY + SLOT_MS) },
    { name: 'days are unlike others', request: { ...REQUEST, isHoliday: () => true }, now: TODAY },
  ])('are made anew where $name', ({ hole, request, now }) => {
    const { share, made } = counted();
    share(days(), REQUEST, TODAY);
    const history = days(hole);

    const forecast = share(history, request, now);

    expect(made()).toBe(2);
    expect(forecast).toEqual(forecastLoad(history, request, now));
  });

  it('leave every score of a comparison as it is, and are made once for all settings', () => {
    const { load } = diurnal.generate({
      seed: 1,
      start: instant(Date.UTC(2026, 0, 5)),
      length: seconds(3 * 86_400),
      step: seconds(60),
      peak: 400,
    });
    const settings = { load, unitsAtP95: 20, startUp: seconds(180), startUpJitter: 0, seed: 1 };
    const variants = ours
      .filter(({ name }) => name === 'tidegate service-level')
      .flatMap(({ ordinary, searched }) => [ordinary, ...searched]);
    const { share, made } = counted();
    const task = { ...taskOf(settings), forecast: share };

    const shared = variants.map(({ controller }) => scoreCase(settings, controller, task));

    const alone = variants.map(({ controller }) => scoreCase(settings, controller));
    expect(shared).toEqual(alone);
    expect(made()).toBeLessThanOrEqual(3 * 24);
  });
});
