import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AwsClients } from '../../shared/adapters/aws/clients.ts';
import { loadClients } from '../../shared/adapters/aws/clients.ts';
import { neededServices } from '../../shared/adapters/needed-services.ts';
import { evaluateTargets } from '../../shared/app/evaluate-targets.ts';
import { compose } from '../../shared/composition.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { readPlanDocument } from '../../shared/config/plan-document.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { eventually } from '../support/eventually.ts';
import { changesOf, DEPLOYED_TABLE, deployedGroups, deployedQueues } from './support/deployed.ts';
import { accessTo, given } from './support/given.ts';
import { jobs } from './support/queues.ts';

const TARGET = 'contended-workers';
const EVALUATIONS = 100;

describe('a hundred evaluations of one target at once', () => {
  let queueUrl: string;
  beforeAll(async () => {
    queueUrl = await deployedQueues.create('contended-jobs');
    await deployedGroups.create(TARGET, { min: 1, max: 20, desired: 1 });
    await deployedQueues.send(queueUrl, jobs(30));
  });

  it('in one process apply exactly one change', async () => {
    const plans = await deployedPlans(TARGET);
    const counted = countingActions(
      await loadClients(neededServices(plans), accessTo(given.miniStack)),
    );
    const { ports } = await compose({
      environment: { ...readEnvironment({}), table: DEPLOYED_TABLE },
      plans,
      journal: { evaluated: () => undefined, noted: () => undefined },
      clients: counted.clients,
    });

    const evaluations = await Promise.all(
      Array.from({ length: EVALUATIONS }, () => evaluateTargets(plans, ports)),
    );

    const outcomes = evaluations.flat().map(({ outcome }) => outcome.status);
    expect(outcomes).toHaveLength(EVALUATIONS);
    expect(outcomes.filter((status) => status === 'applied')).toHaveLength(1);
    expect(new Set(outcomes)).not.toContain('failed');
    expect(counted.actions()).toBe(1);
    expect(await deployedGroups.desiredCapacity(TARGET)).toBe(5);
    expect(await changesOf(TARGET)).toMatchObject([
      { decision: { from: 1, to: 5 }, outcome: { status: 'applied' } },
    ]);
  });

  it('by the queue, delivered to Lambdas, apply exactly one change', async () => {
    await deployedQueues.send(queueUrl, jobs(30));
    const evaluationQueue = await deployedQueues.urlOf(`tidegate-${given.stage}-evaluations`);
    const request = JSON.stringify({ targets: [TARGET], requestedAt: Date.now() });

    await deployedQueues.send(
      evaluationQueue,
      Array.from({ length: EVALUATIONS }, () => request),
    );

    await eventually('every request taken', 50_000, async (seen) => {
      const waiting = await deployedQueues.countOutstanding(evaluationQueue);
      seen(waiting);
      return waiting === 0 ? waiting : undefined;
    });
    expect(await deployedGroups.desiredCapacity(TARGET)).toBe(10);
    expect(await changesOf(TARGET)).toMatchObject([
      { decision: { from: 1, to: 5 } },
      { decision: { from: 5, to: 10 }, outcome: { status: 'applied' } },
    ]);
  });
});

async function deployedPlans(id: string): Promise<readonly ScalingPlan[]> {
  const result = readPlanDocument(await readFile(given.planFile, 'utf8'));
  if (result.status === 'invalid') {
    throw new Error(`${given.planFile} is not valid.`);
  }
  return result.plans.filter((plan) => plan.id === id);
}

/** Real clients that count how often a capacity is set. */
function countingActions(clients: AwsClients): {
  readonly clients: AwsClients;
  readonly actions: () => number;
} {
  let actions = 0;
  return {
    clients: {
      ...clients,
      autoScaling: {
        ...clients.autoScaling,
        setDesiredCapacity: (name, desiredCapacity) => {
          actions += 1;
          return clients.autoScaling.setDesiredCapacity(name, desiredCapacity);
        },
      },
    },
    actions: () => actions,
  };
}
