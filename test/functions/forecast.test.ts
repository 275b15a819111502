import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { onForecast } from '../../functions/forecast.ts';
import type { Item } from '../../shared/adapters/aws/dynamodb.ts';
import { RejectedEventError } from '../../shared/adapters/events/rejected-event.ts';
import { sources } from '../../shared/adapters/sources/index.ts';
import { dynamoDbForecastStore } from '../../shared/adapters/stores/dynamodb-forecast-store.ts';
import { evaluateTargets } from '../../shared/app/evaluate-targets.ts';
import { UnknownTargetError } from '../../shared/app/operate.ts';
import { composeForecasts } from '../../shared/composition.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { instant } from '../../shared/core/units.ts';
import { inMemoryApplication, scalingPlan } from '../support/application.ts';
import { fakeClients } from '../support/aws-fakes.ts';
import { at, START } from '../support/builders.ts';
import { metricsBy } from '../support/metric-fakes.ts';

const SCHEDULED = {
  source: 'aws.events',
  'detail-type': 'Scheduled Event',
  time: '2026-11-23T09:07:00Z',
};
const UNITS = 4;
const KEY = 'service-level#1';

/** What a load balancer counts per unit. */
const requests = (id: string) =>
  z.parse(sources.schema, {
    ...{ type: 'alb-target-group', metric: 'RequestCountPerTarget' },
    ...{ loadBalancer: `app/${id}/1`, targetGroup: `targetgroup/${id}/1` },
  });
const web = (id = 'web') =>
  scalingPlan({
    id,
    policies: [{ type: 'service-level', source: 'load', limit: 1000 }],
    sources: { load: requests(id) },
  });

/** Requests of all units in a minute. */
function perMinute(time: number): number {
  return 2000 - 1000 * Math.cos((time / 86_400_000) * 2 * Math.PI);
}

/** The function over a table and a CloudWatch that both are fakes. */
async function given() {
  const app = inMemoryApplication([web(), web('shop')]);
  const items = new Map<string, Item>();
  const cloudWatch = metricsBy((_, metric) => {
    const periodMs = (metric?.periodSeconds ?? 60) * 1000;
    const minutes = periodMs / 60_000;
    return {
      status: 'answered',
      points: Array.from({ length: (14 * 86_400_000) / periodMs }, (_each, index) => {
        const begins = START - (index + 1) * periodMs;
        return { at: begins, value: perMinute(begins + periodMs / 2) * minutes };
      }),
    };
  });
  const clients = fakeClients({
    cloudWatch,
    dynamoDb: {
      batchGet: async (_, keys) => keys.flatMap(({ pk }) => items.get(pk) ?? []),
      put: async (_, item) => {
        items.set(item.pk, item);
        return 'written';
      },
    },
  });
  const { plans, journal, ports } = app;
  const application = await composeForecasts({
    environment: readEnvironment({}),
    plans,
    journal,
    clock: ports.clock,
    clients,
  });
  const store = dynamoDbForecastStore({ dynamoDb: clients.dynamoDb, table: 'tidegate-dev' });
  return { app, application, store, asked: cloudWatch.asked };
}

describe('forecast', () => {
  test('by the schedule foretells every load, in the unit that policies count in', async () => {
    const { application, store } = await given();

    const { forecasts } = await onForecast(SCHEDULED, application);

    expect(forecasts).toMatchObject([
      { target: 'web', policy: KEY, status: 'made' },
      { target: 'shop', policy: KEY, status: 'made' },
    ]);
    const [{ [KEY]: made } = {}] = await store.load(['web']);
    const middle = (made?.from ?? 0) + 150_000;
    expect(made?.usual[0]).toBeCloseTo(perMinute(middle), -2);
  });

  test('asks for the count of all units once, in slots of five minutes', async () => {
    const { application, asked } = await given();

    await onForecast({ targets: ['web'] }, application);

    expect(asked).toEqual([
      {
        metrics: {
          only: {
            namespace: 'AWS/ApplicationELB',
            metric: 'RequestCount',
            dimensions: { LoadBalancer: 'app/web/1', TargetGroup: 'targetgroup/web/1' },
            statistic: 'Sum',
            periodSeconds: 300,
          },
        },
        from: at(-14 * 86_400),
        to: instant(START - 300_000),
      },
    ]);
  });

  test('by hand foretells for the targets that are named', async () => {
    const { application } = await given();

    const { forecasts } = await onForecast({ targets: ['shop'] }, application);

    expect(forecasts).toMatchObject([{ target: 'shop', status: 'made' }]);
  });

  test.each([
    { name: 'a target that the plan does not have', event: { targets: ['sea'] } },
    { name: 'no target at all', event: { targets: [] } },
    { name: 'something else', event: { target: 'web' } },
  ])('refuses $name', async ({ event }) => {
    const { application, asked } = await given();

    await expect(onForecast(event, application)).rejects.toThrow(
      event.targets?.[0] === 'sea' ? UnknownTargetError : RejectedEventError,
    );
    expect(asked).toEqual([]);
  });

  test('is heard by the next evaluation, and changes what it expects', async () => {
    const { app, application, store } = await given();
    const { ports } = app;
    for (const id of ['web', 'shop']) {
      app.describe(id, UNITS);
      app.read(id, 'load', perMinute(START) / UNITS);
    }
    await onForecast({ targets: ['web'] }, application);

    const [heard, deaf] = await evaluateTargets(app.plans, { ...ports, forecasts: store });

    const said = [heard, deaf].map((each) => each?.decision.recommendations[0]?.because);
    expect(said[0]).not.toBe(said[1]);
  });
});
