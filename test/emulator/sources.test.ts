import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { sources } from '../../shared/adapters/sources/index.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { metricSourceContract } from '../contracts/metric-source-contract.ts';
import { accessTo, emulators } from './support/given.ts';
import { cloudwatchMetricTrial, sourceTrials } from './support/source-trials.ts';

/** More queries than one GetMetricData call takes. */
const MANY_METRICS = 501;

describe.each(emulators)('on $name', ({ url }) => {
  const access = accessTo(url);

  it('every source has its trial', () => {
    expect(Object.keys(sourceTrials).toSorted()).toEqual(
      sources.members.map(({ type }) => type).toSorted(),
    );
  });

  for (const source of sources.members) {
    const trial = sourceTrials[source.type];
    if (trial !== undefined) {
      metricSourceContract(source, trial(access));
    }
  }

  it('a queue that does not exist is not found', async () => {
    const trial = sourceTrials['sqs-queue']?.(access);

    const absent = await trial?.absent();

    expect(await read('sqs-queue', absent)).toMatchObject([
      { status: 'missing', because: 'not-found' },
    ]);
  });

  it(`answers ${MANY_METRICS} metrics in order`, async () => {
    const values = Array.from({ length: MANY_METRICS }, (_, index) => index + 0.5);

    const answers = await read(
      'cloudwatch-metric',
      await cloudwatchMetricTrial(access).measuring(values),
    );

    expect(answers.map((answer) => answer.status === 'measured' && answer.value)).toEqual(values);
  });

  it('makes nothing of metric math that the emulator cannot do: above all no 0', async () => {
    const bench = await cloudwatchMetricTrial(access).measuring([4]);
    const { metric } = z.parse(z.object({ metric: z.string() }), bench.specs[0]);
    const inner = { namespace: 'Trial', metric, dimensions: { Shard: '0' } };
    const spec = { type: 'cloudwatch-metric', expression: 'load * 2', metrics: { load: inner } };

    expect(await read('cloudwatch-metric', { ...bench, specs: [spec] })).toMatchObject([
      { status: 'missing' },
    ]);
  });
});

async function read(
  type: string,
  bench: Awaited<ReturnType<ReturnType<typeof cloudwatchMetricTrial>['absent']>> | undefined,
) {
  if (bench === undefined) {
    throw new Error(`There is no trial of ${type}.`);
  }
  const source = sources.memberOf({ type });
  return source.read(
    bench.specs.map((spec) => z.parse(source.schema, spec)),
    bench.clients,
    { now: systemClock.now() },
  );
}
