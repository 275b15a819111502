import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { EcsService } from '../../../shared/adapters/aws/ecs.ts';
import { ecsService } from '../../../shared/adapters/targets/ecs-service.ts';
import { awsFault, fakeClients } from '../../support/aws-fakes.ts';

const spec = (given: object = {}) =>
  z.parse(ecsService.schema, { type: 'ecs-service', cluster: 'prod', service: 'web', ...given });

const service = (given: Partial<EcsService> = {}): EcsService => ({
  name: 'web',
  status: 'ACTIVE',
  schedulingStrategy: 'REPLICA',
  desiredCount: 5,
  runningCount: 3,
  pendingCount: 2,
  deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED' }],
  ...given,
});

async function describeOne(given: Partial<EcsService>) {
  const clients = fakeClients({
    ecs: { describeServices: async () => ({ services: [service(given)], failures: [] }) },
  });
  const [status] = await ecsService.describe([spec()], clients);
  return status;
}

describe('ecs-service', () => {
  it('tells what it wants, what runs and what starts', async () => {
    expect(await describeOne({})).toEqual({
      status: 'described',
      capacity: 5,
      inService: 3,
      pending: 2,
    });
  });

  it.each([
    {
      name: 'a deployment that rolls out',
      given: { deployments: [{ status: 'PRIMARY', rolloutState: 'IN_PROGRESS' }] },
      hold: { code: 'deploying', blocks: 'scale-in' },
    },
    {
      name: 'tasks of an older deployment left',
      given: {
        deployments: [
          { status: 'PRIMARY', rolloutState: '' },
          { status: 'ACTIVE', rolloutState: '' },
        ],
      },
      hold: { code: 'deploying', blocks: 'scale-in' },
    },
    {
      name: 'a deployment that failed and is over',
      given: { deployments: [{ status: 'PRIMARY', rolloutState: 'FAILED' }] },
      hold: undefined,
    },
    { name: 'no deployments of its own', given: { deployments: [] }, hold: undefined },
    {
      name: 'drained tasks',
      given: { status: 'DRAINING' },
      hold: { code: 'deleting', blocks: 'both' },
    },
  ])('a service with $name is held so: $hold', async ({ given, hold }) => {
    const status = await describeOne(given);

    expect(status).toMatchObject({ status: 'described', ...(hold === undefined ? {} : { hold }) });
    expect(status?.status === 'described' && status.hold === undefined).toBe(hold === undefined);
  });

  it.each([
    { name: 'was deleted', given: { status: 'INACTIVE' }, because: 'not-found' },
    { name: 'is a DAEMON', given: { schedulingStrategy: 'DAEMON' }, because: 'invalid' },
    {
      name: 'came without its counts',
      given: { runningCount: Number.NaN },
      because: 'unavailable',
    },
  ])('a service that $name is unavailable: $because', async ({ given, because }) => {
    expect(await describeOne(given)).toMatchObject({ status: 'unavailable', because });
  });

  it.each([
    { name: 'is missing', failures: [{ name: 'web', reason: 'MISSING' }], because: 'not-found' },
    { name: 'is not told of', failures: [], because: 'not-found' },
    {
      name: 'failed',
      failures: [{ name: 'web', reason: 'INTERNAL: try again' }],
      because: 'unavailable',
    },
  ])('a service that $name is unavailable: $because', async ({ failures, because }) => {
    const clients = fakeClients({
      ecs: { describeServices: async () => ({ services: [], failures }) },
    });

    expect(await ecsService.describe([spec()], clients)).toMatchObject([
      { status: 'unavailable', because },
    ]);
  });

  it('asks once per cluster, and keeps services of one name apart', async () => {
    const asked: unknown[] = [];
    const clients = fakeClients({
      ecs: {
        describeServices: async (cluster, names) => {
          asked.push([cluster, names]);
          const desiredCount = cluster === 'prod' ? 5 : 8;
          return { services: names.map((name) => service({ name, desiredCount })), failures: [] };
        },
      },
    });

    const statuses = await ecsService.describe(
      [spec(), spec({ cluster: 'test' }), spec({ service: 'api' })],
      clients,
    );

    expect(statuses).toMatchObject([{ capacity: 5 }, { capacity: 8 }, { capacity: 5 }]);
    expect(asked).toEqual([
      ['prod', ['web', 'api']],
      ['test', ['web']],
    ]);
  });

  it('a cluster that is gone costs no other cluster', async () => {
    const clients = fakeClients({
      ecs: {
        describeServices: async (cluster) => {
          if (cluster === 'gone') {
            throw awsFault('not-found');
          }
          return { services: [service()], failures: [] };
        },
      },
    });

    const statuses = await ecsService.describe([spec({ cluster: 'gone' }), spec()], clients);

    expect(statuses).toMatchObject([
      { status: 'unavailable', because: 'not-found' },
      { status: 'described' },
    ]);
  });

  it('is in the cluster "default" unless told', () => {
    expect(spec({ cluster: undefined })).toMatchObject({ cluster: 'default' });
  });

  it('refuses an ARN in place of a name', () => {
    const written = { ...spec(), service: 'arn:aws:ecs:us-east-1:123456789012:service/prod/web' };

    expect(z.safeParse(ecsService.schema, written).success).toBe(false);
  });
});
