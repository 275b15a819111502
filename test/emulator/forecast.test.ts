import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { clientSettings } from '../../shared/adapters/aws/call.ts';
import { dynamoDb } from '../../shared/adapters/aws/dynamodb.ts';
import { chunks } from '../../shared/adapters/chunks.ts';
import { dynamoDbForecastStore } from '../../shared/adapters/stores/dynamodb-forecast-store.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { aws, invoke } from './support/aws-cli.ts';
import { changesOf, DEPLOYED_TABLE, deployedGroups } from './support/deployed.ts';
import { accessTo, given } from './support/given.ts';

const TARGET = 'foretold-web';
/** The same load, and a plan that acts on what is foretold. */
const PREWARMED = 'prewarmed-web';
const KEY = 'predictive#2';
const UNITS = 4;
const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** Three days and what a forecast is judged by. */
const PAST_MINUTES = 4 * 1440;
const DATA_PER_CALL = 1_000;

const access = accessTo(given.miniStack);
const client = new CloudWatchClient(clientSettings(access));
const started = systemClock.now();

/** Requests in a minute: each day alike, and now on their steepest rise. */
function perMinute(time: number): number {
  return 4000 + 3000 * Math.sin(((time - started) / DAY_MS) * 2 * Math.PI);
}

async function put(metric: string, minutes: number, valueAt: (time: number) => number) {
  const last = Math.floor(systemClock.now() / MINUTE_MS) * MINUTE_MS;
  const data = Array.from({ length: minutes }, (_, minute) => {
    const time = last - minute * MINUTE_MS;
    return {
      MetricName: metric,
      Dimensions: [
        { Name: 'LoadBalancer', Value: 'app/foretold/50dc6c495c0c9188' },
        { Name: 'TargetGroup', Value: 'targetgroup/foretold/6d0ecf831eec9f09' },
      ],
      Timestamp: new Date(time),
      Value: valueAt(time),
    };
  });
  await Promise.all(
    chunks(data, DATA_PER_CALL).map((chunk) =>
      client.send(
        new PutMetricDataCommand({ Namespace: 'AWS/ApplicationELB', MetricData: [...chunk] }),
      ),
    ),
  );
}

describe('a load with a past', () => {
  beforeAll(async () => {
    await deployedGroups.create(TARGET, { min: 1, max: 50, desired: UNITS });
    await deployedGroups.create(PREWARMED, { min: 1, max: 50, desired: UNITS });
    await put('RequestCount', PAST_MINUTES, perMinute);
    await put('RequestCountPerTarget', 5, (time) => perMinute(time) / UNITS);
  });

  it('is foretold, and stored in one item', async () => {
    const made = await invoke('forecast', JSON.stringify({ targets: [TARGET] }));
    const item = await aws(
      ...['dynamodb', 'get-item', '--table-name', DEPLOYED_TABLE, '--key'],
      JSON.stringify({ pk: { S: `target#${TARGET}` }, sk: { S: 'forecast' } }),
    );

    expect(made).toEqual({
      functionError: undefined,
      answer: {
        forecasts: [{ target: TARGET, policy: KEY, status: 'made', skill: expect.any(Number) }],
      },
    });
    const { Item: stored } = z.parse(z.object({ Item: z.record(z.string(), z.unknown()) }), item);
    expect(Object.keys(stored).toSorted()).toEqual(['forecasts', 'madeAt', 'pk', 'sk', 'writer']);
  });

  it('is foretold in the unit in which policies count it', async () => {
    const store = dynamoDbForecastStore({ dynamoDb: dynamoDb(access), table: DEPLOYED_TABLE });

    const [{ [KEY]: forecast } = {}] = await store.load([TARGET]);

    const middle = (forecast?.from ?? 0) + 2.5 * MINUTE_MS;
    expect((forecast?.usual[0] ?? 0) / perMinute(middle)).toBeCloseTo(1, 1);
    expect(forecast?.skill).toBeGreaterThan(0.2);
  });

  it('has its units before it comes', async () => {
    await invoke('forecast', JSON.stringify({ targets: [PREWARMED] }));

    // By the queue's function: a warm `operate` may remember for minutes that there was none.
    const { answer } = await invoke('evaluate', asMessage({ targets: [PREWARMED] }));

    expect(answer).toEqual({ batchItemFailures: [] });
    const capacity = await deployedGroups.desiredCapacity(PREWARMED);
    expect(capacity).toBeGreaterThan(UNITS);
    expect(await changesOf(PREWARMED)).toMatchObject([
      {
        decision: {
          action: 'scale-out',
          from: UNITS,
          to: capacity,
          because: expect.stringMatching(
            /^requests, \d{4}.* in all, is expected to come to \d{4}.* followed: lately/,
          ),
        },
        outcome: { status: 'applied' },
      },
    ]);
  });
});

/** A batch of one message, as SQS hands it to the function. */
function asMessage(request: { readonly targets: readonly string[] }): string {
  const body = JSON.stringify({ ...request, requestedAt: systemClock.now() });
  return JSON.stringify({ Records: [{ eventSource: 'aws:sqs', messageId: 'one', body }] });
}
