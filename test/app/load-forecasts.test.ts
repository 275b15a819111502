import { describe, expect, test } from 'vitest';
import { inMemoryForecastStore } from '../../shared/adapters/stores/in-memory-forecast-store.ts';
import { evaluateTargets } from '../../shared/app/evaluate-targets.ts';
import type { DecisionInputs } from '../../shared/app/evaluation.ts';
import { loadForecasts } from '../../shared/app/load-forecasts.ts';
import { StoreUnavailableError } from '../../shared/ports/state-store.ts';
import { inMemoryApplication, scalingPlan } from '../support/application.ts';
import { TRACK_LOAD } from '../support/builders.ts';
import { forecast } from '../support/forecasts.ts';

const SERVICE_LEVEL = { type: 'service-level', source: 'load', limit: 10, measure: 'total' };

/** A plan whose second policy asks for a forecast, and one that asks for none. */
const web = scalingPlan({ policies: [TRACK_LOAD, SERVICE_LEVEL] });
const jobs = scalingPlan({ id: 'jobs' });
const KEY = 'service-level#2';

/** What is read from a store in which both plans have forecasts. */
async function given() {
  const store = inMemoryForecastStore();
  await store.save('web', { [KEY]: forecast() });
  await store.save('jobs', { [KEY]: forecast() });
  const asked: (readonly string[])[] = [];
  const app = inMemoryApplication([web, jobs]);
  const forecasts = {
    load: (targets: readonly string[]) => {
      asked.push(targets);
      return store.load(targets);
    },
  };
  return { app, store, asked, ports: { ...app.ports, forecasts } };
}

describe('the forecasts of a batch', () => {
  test('are read for the plans that ask for some, in one call', async () => {
    const { ports, asked } = await given();

    const loaded = await loadForecasts([jobs, web], ports);

    expect(loaded).toEqual([undefined, { [KEY]: forecast() }]);
    expect(asked).toEqual([['web']]);
  });

  test('are not read where no plan asks for any', async () => {
    const { ports, asked } = await given();

    expect(await loadForecasts([jobs], ports)).toEqual([undefined]);
    expect(asked).toEqual([]);
  });

  test.each([
    { name: 'under another key', key: 'service-level#1', made: forecast() },
    { name: 'of another source', key: KEY, made: forecast({ source: 'cpu' }) },
  ])('leave out what an older plan asked for: $name', async ({ key, made }) => {
    const { ports, store } = await given();
    await store.save('web', { [key]: made });

    expect(await loadForecasts([web], ports)).toEqual([{}]);
  });

  test('are part of what an evaluation was given', async () => {
    const { app, ports } = await given();
    const inputs: DecisionInputs[] = [];
    const journal = {
      ...app.journal,
      evaluated: (_: unknown, seen: DecisionInputs) => {
        inputs.push(seen);
      },
    };

    await evaluateTargets([web, jobs], { ...ports, journal });

    expect(inputs.map(({ snapshot }) => snapshot.forecasts)).toEqual([
      { [KEY]: forecast() },
      undefined,
    ]);
  });
});

describe('forecasts that cannot be read', () => {
  test.each([
    {
      name: 'a store that is down',
      error: new StoreUnavailableError('load forecasts', new Error('down')),
      level: 'warn',
    },
    { name: 'a bug', error: new TypeError('oops'), level: 'error' },
  ])('$name: it is noted, and targets are evaluated without', async ({ error, level }) => {
    const { app, ports } = await given();
    app.read('web', 'load', 40);
    const forecasts = { load: () => Promise.reject(error) };

    const [evaluation] = await evaluateTargets([web], { ...ports, forecasts });

    expect(evaluation).toMatchObject({
      decision: { action: 'scale-out' },
      outcome: { status: 'applied' },
    });
    expect(app.notes).toMatchObject([{ level, details: { targets: ['web'] } }]);
  });

  test('as there is no store: targets are evaluated without', async () => {
    const { app } = await given();
    app.read('web', 'load', 40);

    const evaluations = await evaluateTargets([web], { ...app.ports, forecasts: undefined });

    expect(evaluations).toMatchObject([{ outcome: { status: 'applied' } }]);
    expect(app.notes).toEqual([]);
  });
});
