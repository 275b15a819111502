import { describe, expect, test } from 'vitest';
import { inMemoryForecastStore } from '../../../shared/adapters/stores/in-memory-forecast-store.ts';
import { rememberedForecasts } from '../../../shared/adapters/stores/remembered-forecasts.ts';
import { seconds } from '../../../shared/core/units.ts';
import { at } from '../../support/builders.ts';
import { forecast } from '../../support/forecasts.ts';

/** A store that counts what it is asked for, remembered for a minute. */
function counted() {
  const within = inMemoryForecastStore();
  const asked: (readonly string[])[] = [];
  let now = at(0);
  const store = rememberedForecasts(
    {
      ...within,
      load: (targets) => {
        asked.push(targets);
        return within.load(targets);
      },
    },
    { clock: { now: () => now }, length: seconds(60) },
  );
  return { within, store, asked, be: (second: number) => (now = at(second)) };
}

describe('remembered forecasts', () => {
  test('are not asked for again, also where there are none', async () => {
    const { within, store, asked } = counted();
    await within.save('web', { 'predictive#1': forecast() });

    await store.load(['web', 'none']);
    const again = await store.load(['none', 'web']);

    expect(again).toEqual([{}, { 'predictive#1': forecast() }]);
    expect(asked).toEqual([['web', 'none']]);
  });

  test('of some targets leave the others to be asked for, each once', async () => {
    const { store, asked } = counted();
    await store.load(['web']);

    await store.load(['web', 'jobs', 'jobs']);

    expect(asked).toEqual([['web'], ['jobs']]);
  });

  test.each([
    { name: 'just before their time is over', second: 59.9, asks: 1 },
    { name: 'once their time is over', second: 60, asks: 2 },
    { name: 'when the clock went back', second: -1, asks: 2 },
  ])('$name: asked $asks times in all', async ({ second, asks }) => {
    const { store, asked, be } = counted();
    await store.load(['web']);

    be(second);
    await store.load(['web']);

    expect(asked).toHaveLength(asks);
  });

  test('give way to those that are saved', async () => {
    const { store } = counted();
    await store.load(['web']);

    await store.save('web', { 'predictive#1': forecast() });

    expect(await store.load(['web'])).toEqual([{ 'predictive#1': forecast() }]);
  });

  test('are not made up after a failure: the next call asks again', async () => {
    const within = inMemoryForecastStore();
    let isDown = true;
    const store = rememberedForecasts(
      {
        ...within,
        load: (targets) => (isDown ? Promise.reject(new Error('down')) : within.load(targets)),
      },
      { clock: { now: () => at(0) } },
    );
    await within.save('web', { 'predictive#1': forecast() });

    await expect(store.load(['web'])).rejects.toThrow('down');
    isDown = false;

    expect(await store.load(['web'])).toEqual([{ 'predictive#1': forecast() }]);
  });
});
