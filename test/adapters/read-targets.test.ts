import { describe, expect, it } from 'vitest';
import { readTargets } from '../../shared/adapters/read-targets.ts';
import { MESSAGES_PER_SEND } from '../../shared/adapters/sqs-evaluation-queue.ts';
import { LARGEST_BATCH } from '../../shared/app/tick.ts';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import type { Budget } from '../../shared/core/money/budget.ts';
import { ownAssumptions, WRITE_RATES } from '../../shared/core/money/own-assumptions.ts';
import { ownCalls } from '../../shared/core/money/own-calls.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { seconds } from '../../shared/core/units.ts';
import { lambdaJournal } from '../../shared/observability/lambda-journal.ts';
import { decision, START } from '../support/builders.ts';
import { readDeployment } from '../support/deployment.ts';
import { meteredRun } from '../support/metered-application.ts';
import { TIDEGATE_PLAN } from '../support/terminal.ts';

const BATCHING = { largestBatch: LARGEST_BATCH, messagesPerSend: MESSAGES_PER_SEND };

/** Copies of the deployed plan's targets, each with a queue, a group and metrics of its own. */
async function fleet(count: number, everySeconds: number): Promise<readonly ScalingPlan[]> {
  const written = await deployedPlan(TIDEGATE_PLAN);
  return Array.from({ length: count }, (_, index) => {
    const plan = written[index % written.length];
    if (plan === undefined) {
      throw new Error('The deployed plan has no target.');
    }
    return copyOf(plan, index, everySeconds);
  });
}

/** The same targets with one budget that caps nothing. */
function withBudget(plans: readonly ScalingPlan[]): readonly ScalingPlan[] {
  const budget: Budget = {
    name: 'shop',
    limits: { hourly: 1_000_000 },
    soft: [],
    keepMinimums: false,
    alerts: [],
    members: plans.map(({ id, capacity: { min, max }, unit }) => ({
      ...{ id, priority: 2, min, max, unit },
    })),
  };
  return plans.map((plan) => ({ ...plan, budget }));
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
        ledgerReads,
        ledgerWrites,
        ...counted
      } = ownCalls(readTargets(plans), given.minutes, BATCHING);
      expect(made).toMatchObject(counted);
      expect([ledgerReads, ledgerWrites]).toEqual([0, 0]);
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

describe('the write units that are taken for a busy target', () => {
  it.each([
    { id: 'checkout-web', rate: WRITE_RATES.busyTier },
    { id: 'thumbnails', rate: WRITE_RATES.busyQueue },
  ])('are no fewer than $id takes on a simulated day', async ({ id, rate }) => {
    const written = (await deployedPlan(TIDEGATE_PLAN)).find((plan) => plan.id === id);
    const plans = written === undefined ? [] : [{ ...written, evaluateEvery: seconds(60) }];

    const made = await meteredRun(plans, { minutes: 1440 });

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
