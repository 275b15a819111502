import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { readTargets } from '../../shared/adapters/read-targets.ts';
import { MESSAGES_PER_SEND } from '../../shared/adapters/sqs-evaluation-queue.ts';
import { LARGEST_BATCH } from '../../shared/app/tick.ts';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import type { Budget } from '../../shared/core/money/budget.ts';
import { ownAssumptions, WRITE_RATES } from '../../shared/core/money/own-assumptions.ts';
import { ownCalls } from '../../shared/core/money/own-calls.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { policies } from '../../shared/core/policies/index.ts';
import { seconds } from '../../shared/core/units.ts';
import { lambdaJournal } from '../../shared/observability/lambda-journal.ts';
import { decision, START } from '../support/builders.ts';
import { readDeployment } from '../support/deployment.ts';
import { meteredRun } from '../support/metered-application.ts';
import { TIDEGATE_PLAN } from '../support/terminal.ts';

const BATCHING = { largestBatch: LARGEST_BATCH, messagesPerSend: MESSAGES_PER_SEND };
/** A policy that looks ahead at the requests of the deployed tier. */
const AHEAD = z.parse(policies.schema, { type: 'service-level', source: 'requests', limit: 1000 });

/** Copies of the deployed plan's targets that spend from no budget. */
async function fleet(count: number, everySeconds: number): Promise<readonly ScalingPlan[]> {
  return (await deployedFleet(count, everySeconds)).map(({ budget: _, ...plan }) => plan);
}

/**
 * Copies of the deployed plan's targets, each with a queue, a group and metrics of its own. They
 * share the deployed budget: its members are the copies.
 */
async function deployedFleet(count: number, everySeconds: number): Promise<readonly ScalingPlan[]> {
  const written = await deployedPlan(TIDEGATE_PLAN);
  const copies = Array.from({ length: count }, (_, index) => {
    const plan = written[index % written.length];
    if (plan === undefined) {
      throw new Error('The deployed plan has no target.');
    }
    return copyOf(plan, index, everySeconds);
  });
  const members = membersOf(copies);
  return copies.map(({ budget, ...plan }) =>
    budget === undefined ? plan : { ...plan, budget: { ...budget, members } },
  );
}

function membersOf(plans: readonly ScalingPlan[]): Budget['members'] {
  return plans.map(({ id, capacity: { min, max }, unit }) => ({
    ...{ id, priority: 2, min, max, unit },
  }));
}

/** The same targets with one budget that caps nothing. */
function withBudget(plans: readonly ScalingPlan[]): readonly ScalingPlan[] {
  const budget: Budget = {
    name: 'shop',
    limits: { hourly: 1_000_000 },
    soft: [],
    keepMinimums: false,
    alerts: [],
    members: membersOf(plans),
  };
  return plans.map((plan) => ({ ...plan, budget }));
}

/** A queue whose messages may wait five minutes. */
function withFiveMinutes(plan: ScalingPlan): ScalingPlan {
  const changed = plan.policies.map((policy) =>
    policy.type === 'queue-latency' ? { ...policy, objective: seconds(300) } : policy,
  );
  return { ...plan, policies: changed };
}

/** The same, looking ahead where it follows a load. */
function lookingAhead(plan: ScalingPlan): ScalingPlan {
  const changed = plan.policies.map((policy) =>
    policy.type === 'target-tracking' ? AHEAD : policy,
  );
  return { ...plan, policies: changed };
}

function copyOf(plan: ScalingPlan, index: number, everySeconds: number): ScalingPlan {
  const renamed = (spec: object) =>
    Object.fromEntries(
      Object.entries(spec).map(([name, value]) =>
        ['name', 'queueUrl', 'loadBalancer', 'targetGroup'].includes(name)
          ? [name, `${value}-${index}`]
          : [name, value],
      ),
    );
  return {
    ...plan,
    id: `${plan.id}-${index}`,
    evaluateEvery: seconds(everySeconds),
    target: { ...plan.target, ...renamed(plan.target) },
    sources: Object.fromEntries(
      Object.entries(plan.sources).map(([name, spec]) => [name, { ...spec, ...renamed(spec) }]),
    ),
  };
}

describe('the calls that are counted from a plan', () => {
  it.each([
    { count: 1, everySeconds: 60, minutes: 60 },
    { count: 2, everySeconds: 30, minutes: 30 },
    { count: 7, everySeconds: 300, minutes: 10 },
    { count: 100, everySeconds: 60, minutes: 5 },
    { count: 101, everySeconds: 60, minutes: 2 },
  ])(
    'are those that $count targets every $everySeconds s make in $minutes minutes',
    async (given) => {
      const plans = await fleet(given.count, given.everySeconds);

      const made = await meteredRun(plans, { minutes: given.minutes });

      const {
        minutes: _,
        forecasts: __,
        bills: ___,
        ledgerReads,
        ledgerWrites,
        ...counted
      } = ownCalls(readTargets(plans), given.minutes, BATCHING);
      expect(made).toMatchObject(counted);
      expect([ledgerReads, ledgerWrites]).toEqual([0, 0]);
      expect([made.ledgerReads, made.ledgerWrites]).toEqual([0, 0]);
    },
  );

  it.each([
    { count: 2, everySeconds: 60, minutes: 120 },
    { count: 20, everySeconds: 30, minutes: 60 },
    { count: 150, everySeconds: 60, minutes: 20 },
  ])(
    'of the deployed budget hold for $count targets every $everySeconds s in $minutes minutes',
    async (given) => {
      const plans = await deployedFleet(given.count, given.everySeconds);
      const targets = readTargets(plans);

      const made = await meteredRun(plans, { minutes: given.minutes });

      const counted = ownCalls(targets, given.minutes, BATCHING);
      const { evaluations, stateReads, queueReads, metricsRead, handedOn, sends } = counted;
      expect(made).toMatchObject({
        ...{ evaluations, stateReads, queueReads, metricsRead, handedOn, sends },
      });
      expect(targets.every(({ budget }) => budget === 'shop')).toBe(true);
      expect(made.ledgerReadUnits).toBeGreaterThan(0);
      expect(made.ledgerReadUnits).toBeLessThanOrEqual(counted.ledgerReads);
      expect(made.ledgerWriteUnits).toBeGreaterThan(0);
      expect(made.ledgerWriteUnits).toBeLessThanOrEqual(counted.ledgerWrites);
    },
  );

  it('of a budget are no more than the largest ledger at every look', async () => {
    const plans = withBudget(await fleet(101, 60));

    const made = await meteredRun(plans, { minutes: 20 });

    const counted = ownCalls(readTargets(plans), 20, BATCHING);
    expect(made.ledgerReads).toBe(counted.handedOn);
    expect(made.ledgerReadUnits).toBeLessThanOrEqual(counted.ledgerReads);
    expect(made.ledgerWriteUnits).toBeLessThanOrEqual(counted.ledgerWrites);
    expect(made.ledgerWriteUnits).toBeGreaterThan(counted.ledgerWrites / 4);
  });
});

describe('the calls that forecasts take', () => {
  it('are those that an hourly run and a warm Lambda make in four hours', async () => {
    const plans = (await fleet(10, 60)).map(lookingAhead);
    const asking = plans.filter(({ id }) => id.startsWith('checkout-web'));

    const made = await meteredRun(plans, { minutes: 240 });

    const { runs, metricsRead, writes, reads } = ownCalls(
      readTargets(plans),
      240,
      BATCHING,
    ).forecasts;
    expect(asking).toHaveLength(5);
    expect(made.forecastRuns).toBe(runs);
    expect(made.loadsForetold).toBe(metricsRead);
    expect(made.loadsForetold).toBe(4 * 5);
    expect(made.forecastWriteUnits).toBeLessThanOrEqual(writes);
    expect(made.forecastWriteUnits).toBeGreaterThanOrEqual(writes / 2);
    // Once in ten minutes, and in each run: the bound is a read at every look.
    expect(made.forecastReadUnits).toBe(0.5 * 5 * (24 + 4));
    expect(reads).toBe(0.5 * 5 * (240 + 4));
  });

  it('are an hourly run and nothing else where no policy looks ahead', async () => {
    const plans = await fleet(2, 60);

    const made = await meteredRun(plans, { minutes: 60 });

    const none = { metricsRead: 0, writes: 0, reads: 0 };
    expect(ownCalls(readTargets(plans), 60, BATCHING).forecasts).toEqual({ runs: 1, ...none });
    expect(made).toMatchObject({ forecastRuns: 1, loadsForetold: 0, forecastReadUnits: 0 });
  });
});

/** The shortest plan that is good: a service level. */
const FIRST_PLAN = new URL('../../examples/first-plan.yml', import.meta.url).pathname;

describe('the write units that are taken for a busy target', () => {
  it.each([
    { id: 'checkout-web', as: 'written', rate: WRITE_RATES.busyTier },
    { id: 'thumbnails', as: 'written', rate: WRITE_RATES.busyQueue },
    { id: 'thumbnails', as: 'five minutes of objective', rate: WRITE_RATES.patientQueue },
    { id: 'first-web', as: 'written', rate: WRITE_RATES.learning },
  ])('are no fewer than $id takes on a simulated day, as $as', async ({ id, as, rate }) => {
    const file = id === 'first-web' ? FIRST_PLAN : TIDEGATE_PLAN;
    const written = (await deployedPlan(file)).find((plan) => plan.id === id);
    const every = written === undefined ? [] : [{ ...written, evaluateEvery: seconds(60) }];
    const plans = as === 'written' ? every : every.map(withFiveMinutes);

    const made = await meteredRun(plans, { minutes: 1440 });

    expect(made.stateWriteUnits / made.evaluations).toBeGreaterThan(rate.states * 0.9);
    expect(made.stateWriteUnits / made.evaluations).toBeLessThanOrEqual(rate.states * 1.05);
    expect(made.activityWriteUnits / made.evaluations).toBeLessThanOrEqual(rate.activities * 1.05);
    expect(made.stateReads).toBe(made.evaluations);
    expect(made.changes / made.evaluations).toBeLessThanOrEqual(rate.changes * 1.05);
    expect(made.metricBytes / made.invocations).toBeLessThan(ownAssumptions(rate).logBytes / 2);
    expect(made.lineBytes / made.lines).toBeLessThan(ownAssumptions(rate).changeBytes);
  });
});

describe('what is fixed', () => {
  it('is the alarms and the totals that are deployed', async () => {
    const { resources } = readDeployment();
    const alarms = Object.values(resources.Resources).filter(
      ({ Type }) => Type === 'AWS::CloudWatch::Alarm',
    );
    const lines: string[] = [];
    const journal = lambdaJournal({
      ...{ service: 'tick', stage: 'test', level: 'info' },
      ...{ clock: { now: () => START }, sink: (line) => lines.push(line) },
    });
    journal.evaluated({ decision: decision(), outcome: { status: 'unchanged' }, isDryRun: false });
    journal.flush();

    const assumed = ownAssumptions(WRITE_RATES.quiet);

    expect(alarms).toHaveLength(assumed.alarms);
    expect(lines.at(-1)?.match(/"Name":/g)).toHaveLength(assumed.customMetrics);
  });
});
