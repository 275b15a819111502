import { describe, expect, test } from 'vitest';
import { inMemoryForecastStore } from '../../shared/adapters/stores/in-memory-forecast-store.ts';
import { type ForecastPorts, forecastLoads } from '../../shared/app/forecast-loads.ts';
import { ForecastsFailedError } from '../../shared/app/forecast-outcome.ts';
import type { Missing } from '../../shared/core/model.ts';
import type { SourceSpec } from '../../shared/core/plan.ts';
import { type Instant, instant, later, seconds } from '../../shared/core/units.ts';
import type { HistorySpan, MetricHistory } from '../../shared/ports/metric-history.ts';
import { StoreUnavailableError } from '../../shared/ports/state-store.ts';
import { type Note, scalingPlan } from '../support/application.ts';
import { at, missing, START } from '../support/builders.ts';
import { forecast } from '../support/forecasts.ts';

const POLICY = { type: 'service-level', source: 'load', limit: 10, measure: 'total' };
const KEY = 'service-level#1';
const HOUR_MS = 3_600_000;

/** A source by its metric; `of` tells it from those of other targets. */
type Metric = SourceSpec & { readonly metric: string; readonly of: string };

function metricOf(spec: SourceSpec): string {
  return String(Reflect.get(spec, 'metric'));
}

const source = (of: string, metric = 'per-unit'): Metric => ({
  ...{ type: 'cloudwatch-metric', maxAge: seconds(300) },
  ...{ metric, of },
});

const web = (id = 'web', load: SourceSpec = source(id)) =>
  scalingPlan({ id, policies: [POLICY], sources: { load } });

/** A day like any other: 100 to 300, highest at noon, UTC. */
function usual(time: number): number {
  return 200 - 100 * Math.cos(((time % (24 * HOUR_MS)) / (24 * HOUR_MS)) * 2 * Math.PI);
}

function history(
  { from, to }: HistorySpan,
  { days = 14, period = seconds(300) }: { readonly days?: number; readonly period?: number } = {},
): MetricHistory {
  const first = Math.max(from, to - days * 24 * HOUR_MS);
  const ends: number[] = [];
  for (let end = first + period * 1000; end <= to; end += period * 1000) {
    ends.push(end);
  }
  return {
    ...{ status: 'kept', unit: 'requests', period: seconds(period), delay: seconds(60) },
    values: ends.map((end) => ({ at: instant(end), value: usual(end) })),
  };
}

/** The use case over an in-memory store and pasts that the test tells. */
function given(
  told: {
    readonly answer?: (spec: SourceSpec, span: HistorySpan) => MetricHistory | Missing;
    readonly ports?: Partial<ForecastPorts>;
    readonly readingTakes?: number;
  } = {},
) {
  let now = START;
  const store = inMemoryForecastStore();
  const asked: { readonly specs: readonly SourceSpec[]; readonly span: HistorySpan }[] = [];
  const notes: Note[] = [];
  const ports: ForecastPorts = {
    clock: { now: () => now },
    forecasts: store,
    journal: {
      evaluated: () => undefined,
      noted: (level, message, details) => {
        notes.push({ level, message, details });
      },
    },
    histories: {
      wholeOf: (spec) =>
        metricOf(spec) === 'per-unit'
          ? { ...spec, ...{ metric: 'total' } }
          : metricOf(spec) === 'total'
            ? spec
            : undefined,
      read: async (specs, span) => {
        asked.push({ specs, span });
        now = later(now, seconds(told.readingTakes ?? 0));
        return specs.map((spec) => told.answer?.(spec, span) ?? history(span));
      },
    },
    ...told.ports,
  };
  const stored = async (id: string) => (await store.load([id]))[0];
  return { ports, store, stored, asked, notes, be: (time: Instant) => (now = time) };
}

describe('the forecast of a load', () => {
  test('is made from two weeks of the load of all units, and stored', async () => {
    const { ports, stored, asked } = given();

    const outcomes = await forecastLoads([web()], ports);

    expect(asked).toEqual([
      {
        specs: [source('web', 'total')],
        span: { from: at(-14 * 86_400), to: START, period: 300, now: START },
      },
    ]);
    expect(outcomes).toMatchObject([{ target: 'web', policy: KEY, status: 'made' }]);
    const { [KEY]: made } = (await stored('web')) ?? {};
    expect(made).toMatchObject({ source: 'load', madeAt: START });
    expect(made?.usual[0]).toBeCloseTo(usual((made?.from ?? 0) + 150_000), -1);
  });

  test.each([
    { name: 'longer than a slot', period: 900 },
    { name: 'that slots do not divide', period: 420 },
  ])('is made of periods $name too: no slot is unknown', async ({ period }) => {
    const { ports, stored } = given({ answer: (_, span) => history(span, { period }) });

    await forecastLoads([web()], ports);

    const { [KEY]: made } = (await stored('web')) ?? {};
    expect(made?.usual.length).toBeGreaterThan(48);
  });

  test('that several want is read once, and is stored for each', async () => {
    const shared = source('shop');
    const { ports, stored, asked } = given();

    await forecastLoads([web('one', shared), web('other', shared)], ports);

    expect(asked.flatMap(({ specs }) => specs)).toHaveLength(1);
    expect(await stored('one')).toEqual(await stored('other'));
    expect(await stored('one')).toHaveProperty([KEY]);
  });

  test('is not made where nobody asks: nothing is read', async () => {
    const { ports, asked, notes } = given({ ports: { forecasts: unavailable() } });

    expect(await forecastLoads([scalingPlan()], ports)).toEqual([]);
    expect([asked, notes]).toEqual([[], []]);
  });

  test('of many targets is asked for in bounded batches', async () => {
    const { ports, asked } = given();

    const outcomes = await forecastLoads(
      Array.from({ length: 60 }, (_, index) => web(`web-${index}`)),
      ports,
    );

    expect(asked.map(({ specs }) => specs.length)).toEqual([25, 25, 10]);
    expect(outcomes).toHaveLength(60);
  });
});

describe('a forecast that cannot be made', () => {
  test.each([
    {
      name: 'of what is no load',
      plan: web('bad', source('bad', 'latency')),
      code: 'no-load',
    },
    {
      name: 'of a day',
      code: 'too-short',
      past: (span: HistorySpan) => history(span, { days: 1 }),
    },
    { name: 'of nothing', code: 'empty', past: () => missing('empty') },
  ])('$name is told, and is no failure: $code', async ({ plan = web('bad'), code, past }) => {
    const { ports, stored, notes } = given({
      answer: (spec, span) =>
        Reflect.get(spec, 'of') === 'bad' && past !== undefined ? past(span) : history(span),
    });

    const outcomes = await forecastLoads([plan, web()], ports);

    expect(outcomes).toContainEqual(
      expect.objectContaining({ target: 'bad', status: 'not-made', code }),
    );
    expect(await stored('bad')).toEqual({});
    expect(await stored('web')).toHaveProperty([KEY]);
    expect(notes).toContainEqual(
      expect.objectContaining({
        level: 'info',
        message: expect.stringMatching(/^bad: no forecast for service-level#1/),
      }),
    );
  });

  test.each(['throttled', 'access-denied', 'partial'] as const)(
    '%s is a failure, once the others are made',
    async (code) => {
      const { ports, stored, notes } = given({
        answer: (spec, span) => (Reflect.get(spec, 'of') === 'bad' ? missing(code) : history(span)),
      });

      const making = forecastLoads([web('bad'), web()], ports);

      await expect(making).rejects.toThrow(`bad has no new forecast for service-level#1: ${code}`);
      expect(await stored('web')).toHaveProperty([KEY]);
      expect(notes).toContainEqual(
        expect.objectContaining({ level: 'warn', details: { target: 'bad', policy: KEY, code } }),
      );
    },
  );

  test('for one policy leaves it the one before, as long as that reaches', async () => {
    const plan = scalingPlan({
      policies: [POLICY, { ...POLICY, source: 'other' }, { ...POLICY, source: 'third' }],
      sources: { load: source('web'), other: source('bad'), third: source('worse') },
    });
    const { ports, store, stored } = given({
      answer: (spec, span) =>
        Reflect.get(spec, 'of') === 'web' ? history(span) : missing('throttled'),
    });
    const before = {
      'service-level#2': forecast({ source: 'other', madeAt: at(-3600), from: at(-3600) }),
      'service-level#3': forecast({ source: 'third', madeAt: at(-20_000), from: at(-20_000) }),
      'service-level#4': forecast({ madeAt: at(-3600) }),
    };
    await store.save('web', before);

    await expect(forecastLoads([plan], ports)).rejects.toThrow(ForecastsFailedError);

    expect(await stored('web')).toEqual({
      [KEY]: expect.objectContaining({ madeAt: START }),
      'service-level#2': before['service-level#2'],
    });
  });

  test('for want of time waits for the next run, which begins with it', async () => {
    const plans = Array.from({ length: 30 }, (_, index) => web(`web-${index}`));
    const { ports, asked, be } = given({ readingTakes: 60 });

    const first = forecastLoads(plans, ports, { timeLimit: seconds(60) });
    await expect(first).rejects.toThrow('web-29 has no new forecast for service-level#1: out-of');
    be(at(3600));
    await forecastLoads(plans, ports);

    expect(asked.map(({ specs }) => specs.length)).toEqual([25, 25, 5]);
    expect(asked[1]?.specs.slice(0, 5).map((spec) => Reflect.get(spec, 'of'))).toEqual(
      [25, 26, 27, 28, 29].map((index) => `web-${index}`),
    );
  });

  test('because of a bug in reading the past is a failure of that batch alone', async () => {
    const { ports, stored } = given({
      answer: (spec, span) => {
        if (Reflect.get(spec, 'of') === 'web-3') {
          throw new TypeError('oops');
        }
        return history(span);
      },
    });

    const making = forecastLoads(
      Array.from({ length: 26 }, (_, index) => web(`web-${index}`)),
      ports,
    );

    await expect(making).rejects.toThrow('web-3 has no new forecast');
    expect(await stored('web-0')).toEqual({});
    expect(await stored('web-25')).toHaveProperty([KEY]);
  });
});

describe('a store that does not answer', () => {
  test('to reading: it throws, and nothing is read', async () => {
    const { ports, asked } = given({ ports: { forecasts: unavailable() } });

    await expect(forecastLoads([web()], ports)).rejects.toThrow(StoreUnavailableError);
    expect(asked).toEqual([]);
  });

  test('to writing one target: it is that target’s failure', async () => {
    const store = inMemoryForecastStore();
    const { ports } = given({
      ports: {
        forecasts: {
          ...store,
          save: (target, made) =>
            target === 'bad' ? unavailable().save() : store.save(target, made),
        },
      },
    });

    const making = forecastLoads([web('bad'), web()], ports);

    await expect(making).rejects.toThrow(
      'bad has no new forecast for service-level#1: store-unavailable',
    );
    expect(await store.load(['web'])).toEqual([{ [KEY]: expect.anything() }]);
  });

  test('that holds newer forecasts keeps them', async () => {
    const { ports, store, stored } = given();
    const newer = { [KEY]: forecast({ madeAt: at(60), from: at(60) }) };
    await store.save('web', newer);
    const forecasts = { ...store, load: async () => [{}] };

    const outcomes = await forecastLoads([web()], { ...ports, forecasts });

    expect(outcomes).toMatchObject([{ status: 'not-made', code: 'outdated' }]);
    expect(await stored('web')).toEqual(newer);
  });
});

function unavailable() {
  const fail = () => Promise.reject(new StoreUnavailableError('ask', new Error('down')));
  return { load: fail, save: fail };
}
