import { expect, it } from 'vitest';
import { targets } from '../../shared/adapters/targets/index.ts';
import { awsFault, failing, fakeClients } from '../support/aws-fakes.ts';
import { type TargetTrial, targetDriverContract } from './target-driver-contract.ts';

/** Capacities by a key, with the number of calls that looked at or changed them. */
function ledger(capacities: readonly number[]) {
  const byIndex = new Map(capacities.entries());
  let calls = 0;
  return {
    get: (index: number) => byIndex.get(index),
    set: (index: number, to: number) => {
      byIndex.set(index, to);
    },
    called: () => {
      calls += 1;
    },
    calls: () => calls,
  };
}

/** The number at the end of a name, by which the fakes find a capacity again. */
const numberIn = (name: string) => Number(/\d+$/.exec(name)?.[0]);
const ABSENT = 999;

const groupSpec = (index: number) => ({ type: 'auto-scaling-group', name: `web-${index}` });
const serviceSpec = (index: number) => ({
  type: 'ecs-service',
  cluster: index % 2 === 0 ? 'prod' : 'batch',
  service: `web-${index}`,
});
const scalableSpec = (index: number) =>
  index % 2 === 0
    ? {
        type: 'application-auto-scaling',
        namespace: 'rds',
        dimension: 'rds:cluster:ReadReplicaCount',
        resourceId: `cluster:orders-${index}`,
      }
    : {
        type: 'application-auto-scaling',
        namespace: 'dynamodb',
        dimension: 'dynamodb:table:WriteCapacityUnits',
        resourceId: `table/orders-${index}`,
      };
const mappingSpec = (index: number) => ({
  type: 'lambda-event-source',
  uuid: `0f2ca8b2-6f4e-4f0e-9d2e-${String(index).padStart(12, '0')}`,
});

/** A trial from its settings by number and clients over a ledger or a failure. */
function trialOf(
  spec: (index: number) => object,
  clientsOver: (kept: ReturnType<typeof ledger>) => ReturnType<typeof fakeClients>,
  clientsFailing: (fail: () => Promise<never>) => ReturnType<typeof fakeClients>,
): TargetTrial {
  return {
    having: async (capacities) => {
      const kept = ledger(capacities);
      return {
        specs: capacities.map((_, index) => spec(index)),
        clients: clientsOver(kept),
        calls: kept.calls,
      };
    },
    absentAndPresent: async () => ({
      specs: [spec(ABSENT), spec(0)],
      clients: clientsOver(ledger([3])),
    }),
    failing: async (failure) => ({
      specs: [spec(0), spec(1)],
      clients: clientsFailing(failing(failure)),
    }),
  };
}

/** How each target type is tried on fakes, by type. */
const trials: Readonly<Record<string, TargetTrial>> = {
  'application-auto-scaling': trialOf(
    scalableSpec,
    (kept) =>
      fakeClients({
        applicationAutoScaling: {
          describeTargets: async (namespace, resourceIds) => {
            kept.called();
            return resourceIds.flatMap((resourceId) => {
              const capacity = kept.get(numberIn(resourceId));
              const dimension =
                namespace === 'rds'
                  ? 'rds:cluster:ReadReplicaCount'
                  : 'dynamodb:table:WriteCapacityUnits';
              return capacity === undefined
                ? []
                : [{ resourceId, dimension, min: capacity, max: capacity }];
            });
          },
          setBounds: async ({ resourceId, min, max }) => {
            kept.called();
            kept.set(numberIn(resourceId), min === max ? min : Number.NaN);
          },
        },
      }),
    (fail) => fakeClients({ applicationAutoScaling: { describeTargets: fail, setBounds: fail } }),
  ),

  'auto-scaling-group': trialOf(
    groupSpec,
    (kept) =>
      fakeClients({
        autoScaling: {
          describeGroups: async (names) => {
            // The client makes no call for no names.
            if (names.length > 0) {
              kept.called();
            }
            return names.flatMap((name) => {
              const desiredCapacity = kept.get(numberIn(name));
              return desiredCapacity === undefined
                ? []
                : [
                    {
                      name,
                      desiredCapacity,
                      minSize: 0,
                      maxSize: 1000,
                      instances: [{ lifecycleState: 'InService', units: desiredCapacity }],
                      suspendedProcesses: [],
                      isBeingDeleted: false,
                    },
                  ];
            });
          },
          setDesiredCapacity: async (name, desiredCapacity) => {
            kept.called();
            kept.set(numberIn(name), desiredCapacity);
          },
        },
      }),
    (fail) => fakeClients({ autoScaling: { describeGroups: fail, setDesiredCapacity: fail } }),
  ),

  'ecs-service': trialOf(
    serviceSpec,
    (kept) =>
      fakeClients({
        ecs: {
          describeServices: async (_, names) => {
            kept.called();
            const known = names.filter((name) => kept.get(numberIn(name)) !== undefined);
            return {
              services: known.map((name) => ({
                name,
                status: 'ACTIVE',
                schedulingStrategy: 'REPLICA',
                desiredCount: kept.get(numberIn(name)) ?? Number.NaN,
                runningCount: 0,
                pendingCount: 0,
                deployments: [],
              })),
              failures: names
                .filter((name) => !known.includes(name))
                .map((name) => ({ name, reason: 'MISSING' })),
            };
          },
          setDesiredCount: async (_, service, desiredCount) => {
            kept.called();
            kept.set(numberIn(service), desiredCount);
          },
        },
      }),
    (fail) => fakeClients({ ecs: { describeServices: fail, setDesiredCount: fail } }),
  ),

  'lambda-event-source': trialOf(
    mappingSpec,
    (kept) =>
      fakeClients({
        lambda: {
          getEventSourceMapping: async (uuid) => {
            kept.called();
            const maximumConcurrency = kept.get(numberIn(uuid));
            if (maximumConcurrency === undefined) {
              throw awsFault('not-found');
            }
            return {
              eventSourceArn: 'arn:aws:sqs:us-east-1:123456789012:thumbnails',
              state: 'Enabled',
              maximumConcurrency,
            };
          },
          setMaximumConcurrency: async (uuid, maximumConcurrency) => {
            kept.called();
            kept.set(numberIn(uuid), maximumConcurrency);
          },
        },
      }),
    (fail) => fakeClients({ lambda: { getEventSourceMapping: fail, setMaximumConcurrency: fail } }),
  ),
};

it('every target type is tried, and nothing else', () => {
  expect(Object.keys(trials)).toEqual(targets.members.map(({ type }) => type));
});

for (const driver of targets.members) {
  const trial = trials[driver.type];
  if (trial !== undefined) {
    targetDriverContract(driver, trial);
  }
}
