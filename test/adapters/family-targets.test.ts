import { describe, expect, it } from 'vitest';
import { familyTargets } from '../../shared/adapters/family-targets.ts';
import { capacity } from '../../shared/core/units.ts';
import { awsFault, failing, fakeClients, type SomeCalls } from '../support/aws-fakes.ts';

const web = { type: 'auto-scaling-group', name: 'web' };
const api = { type: 'auto-scaling-group', name: 'api' };
const jobs = { type: 'ecs-service', cluster: 'prod', service: 'jobs' };
const change = { from: capacity(2), to: capacity(4) };

function targetsOver(calls: SomeCalls) {
  const bugs: { readonly where: string; readonly error: unknown }[] = [];
  const targets = familyTargets({
    clients: fakeClients(calls),
    onBug: (where, error) => bugs.push({ where, error }),
  });
  return { targets, bugs };
}

const group = (name: string, desiredCapacity: number) => ({
  name,
  desiredCapacity,
  minSize: 0,
  maxSize: 9,
  instances: [{ lifecycleState: 'InService', units: desiredCapacity }],
  suspendedProcesses: [],
  isBeingDeleted: false,
});
const service = {
  name: 'jobs',
  status: 'ACTIVE',
  schedulingStrategy: 'REPLICA',
  desiredCount: 7,
  runningCount: 7,
  pendingCount: 0,
  deployments: [],
};

describe('familyTargets', () => {
  it('describes each type once, and answers in the order given', async () => {
    const asked: (readonly string[])[] = [];
    const { targets } = targetsOver({
      autoScaling: {
        describeGroups: async (names) => {
          asked.push(names);
          return [group('api', 3), group('web', 2)];
        },
      },
      ecs: { describeServices: async () => ({ services: [service], failures: [] }) },
    });

    const statuses = await targets.describe([web, jobs, api, web]);

    expect(statuses).toMatchObject([
      { capacity: 2 },
      { capacity: 7 },
      { capacity: 3 },
      { capacity: 2 },
    ]);
    expect(asked).toEqual([['web', 'api']]);
  });

  it('describes nothing for no specs', async () => {
    const { targets } = targetsOver({});

    expect(await targets.describe([])).toEqual([]);
  });

  it('a type that is down costs no other type', async () => {
    const { targets, bugs } = targetsOver({
      autoScaling: { describeGroups: failing('throttled') },
      ecs: { describeServices: async () => ({ services: [service], failures: [] }) },
    });

    expect(await targets.describe([web, jobs])).toMatchObject([
      { status: 'unavailable', because: 'throttled' },
      { status: 'described' },
    ]);
    expect(bugs).toEqual([]);
  });

  it('a bug in a type is told and costs no other type', async () => {
    const bug = new TypeError('x is not a function');
    const { targets, bugs } = targetsOver({
      autoScaling: { describeGroups: failing(bug) },
      ecs: { describeServices: async () => ({ services: [service], failures: [] }) },
    });

    expect(await targets.describe([web, jobs])).toMatchObject([
      { status: 'unavailable', because: 'unavailable' },
      { status: 'described' },
    ]);
    expect(bugs).toEqual([{ where: 'target auto-scaling-group', error: bug }]);
  });

  it('applies a change to its target', async () => {
    const set: unknown[] = [];
    const { targets } = targetsOver({
      autoScaling: {
        setDesiredCapacity: async (name, to) => {
          set.push({ name, to });
        },
      },
    });

    expect(await targets.apply(web, change)).toEqual({ status: 'applied' });
    expect(set).toEqual([{ name: 'web', to: 4 }]);
  });

  it.each([
    { name: 'a failed call', failure: awsFault('timeout'), code: 'timeout', isBug: false },
    { name: 'a bug', failure: new TypeError('no'), code: 'unavailable', isBug: true },
  ])('answers a change that meets $name', async ({ failure, code, isBug }) => {
    const { targets, bugs } = targetsOver({
      autoScaling: { setDesiredCapacity: failing(failure) },
    });

    expect(await targets.apply(web, change)).toMatchObject({ status: 'failed', code });
    expect(bugs).toEqual(isBug ? [{ where: 'target auto-scaling-group', error: failure }] : []);
  });

  it('a type nobody knows is a bug', async () => {
    const { targets, bugs } = targetsOver({});

    expect(await targets.describe([{ type: 'unheard-of' }])).toMatchObject([
      { status: 'unavailable' },
    ]);
    expect(await targets.apply({ type: 'unheard-of' }, change)).toMatchObject({ status: 'failed' });
    expect(bugs).toHaveLength(2);
  });
});
