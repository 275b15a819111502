import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { familyHistories } from '../../shared/adapters/family-histories.ts';
import { historyServices, neededServices } from '../../shared/adapters/needed-services.ts';
import { defineSource, maxAge, sourceFamily } from '../../shared/adapters/source.ts';
import { sources } from '../../shared/adapters/sources/index.ts';
import { composeHistories } from '../../shared/composition.ts';
import { seconds } from '../../shared/core/units.ts';
import type { PastValue } from '../../shared/ports/metric-history.ts';
import { scalingPlan } from '../support/application.ts';
import { fakeClients } from '../support/aws-fakes.ts';
import { at, START } from '../support/builders.ts';
import { metricsBy, series } from '../support/metric-fakes.ts';

const SPAN = { from: at(-600), to: START, period: seconds(60), now: START };

function histories(values: readonly PastValue[]) {
  const source = (type: string, isSigned: boolean) =>
    defineSource({
      type,
      schema: z.strictObject({ type: z.literal(type), maxAge: maxAge('5m') }),
      services: [],
      permissions: [],
      isSigned: () => isSigned,
      read: async () => [],
      history: {
        services: [],
        permissions: [],
        read: async () => ({
          status: 'kept',
          unit: 'count',
          period: seconds(60),
          delay: seconds(0),
          values,
        }),
      },
    });
  const forgetful = defineSource({
    type: 'forgetful',
    schema: z.strictObject({ type: z.literal('forgetful'), maxAge: maxAge('5m') }),
    services: [],
    permissions: [],
    read: async () => [],
  });
  return familyHistories({
    clients: fakeClients(),
    family: sourceFamily(source('counts', false), forgetful, source('signed', true)),
  });
}

const spec = (type: string) => ({ type, maxAge: seconds(300) });

describe('familyHistories', () => {
  it('answers each spec in order, and says where no past is kept', async () => {
    const kept = [{ at: at(-60), value: 1 }];

    const answers = await histories(kept).read([spec('forgetful'), spec('counts')], SPAN);

    expect(answers).toMatchObject([
      { status: 'missing', because: 'invalid' },
      { status: 'kept', values: kept },
    ]);
  });

  it.each([
    { name: 'no number', value: { at: at(-60), value: Number.NaN }, signed: 0 },
    { name: 'a negative count', value: { at: at(-60), value: -1 }, signed: 1 },
    {
      name: 'a part that is none',
      value: { at: at(-60), value: 1, parts: { visible: -1 } },
      signed: 1,
    },
  ])('lets $name pass only where it can be true', async ({ value, signed }) => {
    const answers = await histories([value]).read([spec('counts'), spec('signed')], SPAN);

    expect(
      answers.map((answer) => (answer.status === 'kept' ? answer.values.length : answer)),
    ).toEqual([0, signed]);
  });
});

describe('historyServices', () => {
  it('asks CloudWatch for the past of a queue that is evaluated without it', () => {
    const plans = [scalingPlan({ sources: { jobs: spec('sqs-queue') } })];

    expect([...historyServices(plans)]).toEqual(['cloudWatch']);
    expect([...neededServices(plans)]).not.toContain('cloudWatch');
  });
});

describe('composeHistories', () => {
  it('asks the sources of a plan through the clients that they need', async () => {
    const { readMetrics } = metricsBy(() => series({ '-120': 7 }));
    const web = z.parse(sources.schema, { type: 'cloudwatch-metric', namespace: 'A', metric: 'B' });
    const plans = [scalingPlan({ sources: { web } })];

    const histories = await composeHistories(plans, fakeClients({ cloudWatch: { readMetrics } }));

    expect(await histories.read([web], SPAN)).toMatchObject([
      { status: 'kept', values: [{ at: at(-60), value: 7 }] },
    ]);
  });
});
