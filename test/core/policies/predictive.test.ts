import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { decide } from '../../../shared/core/decide.ts';
import type { LoadForecast } from '../../../shared/core/forecast/load-forecast.ts';
import { predictive } from '../../../shared/core/policies/predictive.ts';
import { initialState } from '../../../shared/core/state.ts';
import { instant, seconds } from '../../../shared/core/units.ts';
import {
  FREE_LIMITS,
  missing,
  plan,
  policyContext,
  reading,
  START,
  snapshot,
  target,
} from '../../support/builders.ts';

const SLOT_MS = 300_000;
const WRITTEN = { type: 'predictive', source: 'requests', target: 100, measure: 'total' } as const;

const spec = (given: object = {}) => z.parse(predictive.schema, { ...WRITTEN, ...given });

/** A load of 1000 that rises to 2000 a quarter of an hour from now, foretold with this skill. */
function forecast(given: Partial<LoadForecast> = {}): LoadForecast {
  return {
    source: 'requests',
    madeAt: START,
    from: instant(START - 3 * SLOT_MS),
    usual: Array.from({ length: 40 }, (_, slot) => (slot < 5 ? 1000 : 2000)),
    horizon: 900,
    follows: 1,
    returns: 1,
    errors: Array.from({ length: 4 }, () => [0, 50, 100, 150, 300]),
    skill: 0.4,
    losses: { forecast: 6, lastValue: 10, recentMean: 12 },
    samples: 900,
    ...given,
  };
}

function asked(given: {
  readonly settings?: object;
  readonly forecast?: LoadForecast | undefined;
  readonly load?: number;
  readonly warmUp?: number;
}) {
  const context = {
    ...policyContext({
      target: target(10),
      readings: { requests: reading(given.load ?? 1000) },
    }),
    unit: { warmUp: seconds(given.warmUp ?? 600) },
    forecast: 'forecast' in given ? given.forecast : forecast(),
  };
  return predictive.recommend(spec(given.settings), context, undefined);
}

describe('predictive', () => {
  it('asks for what will be needed when a unit asked for now works', () => {
    const answer = asked({});

    expect(answer).toMatchObject({ status: 'recommended', capacity: 21 });
    expect(answer.because).toBe(
      'requests, 1000 in all, is expected to come to 2000 within 16 min, or 2100 to be 90 % sure; ' +
        'followed: lately such forecasts were 40 % better than the best simple rule',
    );
  });

  it('waits while a unit asked for later would be in time', () => {
    expect(asked({ warmUp: 60, settings: { buffer: '1m' } })).toMatchObject({
      status: 'recommended',
      capacity: 11,
    });
  });

  it.each([
    { coverage: 50, capacity: 20 },
    { coverage: 95, capacity: 22 },
    { coverage: 99, capacity: 23 },
  ])('leaves room for $coverage % of its past errors', ({ coverage, capacity }) => {
    expect(asked({ settings: { coverage } })).toMatchObject({ capacity });
  });

  it.each([
    { skill: 0.2, capacity: 16 },
    { skill: 0.12, capacity: 12 },
  ])('follows a forecast of skill $skill only so far', ({ skill, capacity }) => {
    expect(asked({ forecast: forecast({ skill }) })).toMatchObject({ capacity });
  });

  it.each([0.1, 0, -0.3])('does not follow a forecast of skill %d at all', (skill) => {
    expect(asked({ forecast: forecast({ skill }) })).toMatchObject({
      status: 'abstained',
      because: expect.stringContaining('not followed'),
    });
  });

  it('never asks for less than is needed now', () => {
    expect(asked({ load: 5000 })).toMatchObject({
      status: 'abstained',
      because: expect.stringContaining('no more than now'),
    });
  });

  it('keeps the room that it made until the time that it was for', () => {
    const spike = forecast({
      usual: Array.from({ length: 40 }, (_, slot) => (slot === 4 ? 3000 : 1000)),
    });

    // The spike comes in five minutes; a unit asked for now would be too late for it.
    expect(asked({ forecast: spike })).toMatchObject({ status: 'recommended', capacity: 31 });
  });

  it('only tells what it would do where the plan says so', () => {
    expect(asked({ settings: { mode: 'forecast-only' } })).toMatchObject({
      status: 'abstained',
      because: expect.stringContaining('would ask for 21 (forecast-only)'),
    });
  });

  it('says why it has nothing to say', () => {
    expect(asked({ forecast: undefined })).toMatchObject({
      status: 'abstained',
      because: expect.stringContaining('no forecast'),
    });
    expect(asked({ forecast: forecast({ usual: [1000, 1000, 1000, 1000] }) })).toMatchObject({
      status: 'abstained',
      because: expect.stringContaining('does not reach far enough'),
    });
  });

  it('is blind without its reading', () => {
    const context = policyContext({ readings: { requests: missing() } });

    expect(predictive.recommend(spec(), context, undefined)).toMatchObject({ status: 'blind' });
  });

  it.each([
    { breach: { maxCapacityBreach: 'honor' }, to: 15 },
    { breach: { maxCapacityBreach: 'increase' }, to: 21 },
    { breach: { maxCapacityBreach: 'increase-by-buffer', maxCapacityBuffer: 50 }, to: 21 },
  ])('goes to $to of at most 15 with $breach', ({ breach, to }) => {
    const policies = [{ ...WRITTEN, ...breach }];
    const decided = decide(
      { ...snapshot(10, { requests: 1000 }), forecasts: { 'predictive#1': forecast() } },
      plan({ min: 1, max: 15, warmUp: 600, policies, limits: FREE_LIMITS }),
      initialState,
      START,
    );

    expect(decided.to).toBe(to);
  });

  it('lets another policy use the room above its forecast where the plan has a buffer', () => {
    const policies = [
      { ...WRITTEN, maxCapacityBreach: 'increase-by-buffer', maxCapacityBuffer: 20 },
      { type: 'target-tracking', source: 'cpu', target: 10, measure: 'total' },
    ];
    const decided = decide(
      { ...snapshot(10, { requests: 1000, cpu: 900 }), forecasts: { 'predictive#1': forecast() } },
      plan({ min: 1, max: 15, warmUp: 600, policies, limits: FREE_LIMITS }),
      initialState,
      START,
    );

    expect(decided.to).toBe(26);
  });
});
