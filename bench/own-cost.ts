/**
 * @module What Tidegate itself costs a month, as tables for docs/cost.md: a day of the deployed
 * application over metered services, and the sums that follow. Run: npx tsx bench/own-cost.ts
 */
import { MESSAGES_PER_SEND } from '../shared/adapters/sqs-evaluation-queue.ts';
import { LARGEST_BATCH } from '../shared/app/tick.ts';
import { deployedPlan } from '../shared/config/deployed-plan.ts';
import { ownAssumptions, WRITE_RATES } from '../shared/core/money/own-assumptions.ts';
import { ownCalls, type PaidRead } from '../shared/core/money/own-calls.ts';
import { ownCost, type WriteRate } from '../shared/core/money/own-cost.ts';
import { servicePrices } from '../shared/core/money/service-prices.ts';
import type { ScalingPlan } from '../shared/core/plan.ts';
import { type Seconds, seconds } from '../shared/core/units.ts';
import { meteredRun } from '../test/support/metered-application.ts';

const DAY_MINUTES = 1440;
const FLEETS = [1, 100, 1000, 10_000];
const BATCHING = { largestBatch: LARGEST_BATCH, messagesPerSend: MESSAGES_PER_SEND };

console.log('A simulated day at 60 s (seed 1), every call counted:\n');
console.log(
  [
    '| target | evaluations | queue reads | metrics read | state writes | activities | changes | ' +
      'write units per evaluation |',
    '|---|---:|---:|---:|---:|---:|---:|---:|',
  ].join('\n'),
);
for (const plan of await deployedPlan('tidegate.yml')) {
  // biome-ignore lint/performance/noAwaitInLoops: one run after the other.
  const made = await meteredRun([{ ...plan, evaluateEvery: seconds(60) }], {
    minutes: DAY_MINUTES,
  });
  const rate = (made.stateWriteUnits + made.activityWriteUnits) / made.evaluations;
  console.log(
    row([
      `\`${plan.id}\``,
      ...[made.evaluations, made.queueReads, made.metricsRead].map(whole),
      ...[made.stateWrites, made.activityWrites, made.changes].map(whole),
      rate.toFixed(2),
    ]),
  );
  console.log(
    `<!-- largest state ${made.largestState} B, largest activity ${made.largestActivity} B, ` +
      `line of metrics ${Math.round(made.metricBytes / made.invocations)} B, ` +
      `line of a change ${Math.round(made.lineBytes / Math.max(1, made.lines))} B; ` +
      `activities: ${JSON.stringify(made.reasons)} -->`,
  );
}

console.log('\nWrite units of `thumbnails` per evaluation, the highest of seeds 1 to 3:\n');
console.log('| objective | `evaluateEvery` | states | activities | W | changes a day |');
console.log('|---:|---:|---:|---:|---:|---:|');
for (const { objective, every } of [
  { objective: 60, every: 60 },
  { objective: 180, every: 60 },
  { objective: 180, every: 30 },
  { objective: 300, every: 60 },
  { objective: 600, every: 60 },
]) {
  // biome-ignore lint/performance/noAwaitInLoops: one run after the other.
  const { states, activities, changes } = await writesOf(await queuesWith(objective, every));
  console.log(
    row([
      `${objective} s`,
      `${every} s`,
      ...[states, activities, states + activities].map((units) => units.toFixed(2)),
      whole(changes),
    ]),
  );
}

const learning = await writesOf(await deployedPlan('examples/first-plan.yml'));
console.log(
  `\nA service level, the same way: states ${learning.states.toFixed(2)}, activities ` +
    `${learning.activities.toFixed(2)}, ${learning.changes} changes a day.`,
);

/** The queue of `tidegate.yml` with another objective and cadence. */
async function queuesWith(objective: number, every: number): Promise<readonly ScalingPlan[]> {
  const written = await deployedPlan('tidegate.yml');
  return written
    .filter(({ id }) => id === 'thumbnails')
    .map((plan) => ({
      ...plan,
      evaluateEvery: seconds(every),
      policies: plan.policies.map((policy) =>
        policy.type === 'queue-latency' ? { ...policy, objective: seconds(objective) } : policy,
      ),
    }));
}

/** The most that one target writes in a day. */
async function writesOf(plans: readonly ScalingPlan[]) {
  const highest = { states: 0, activities: 0, changes: 0 };
  for (const seed of [1, 2, 3]) {
    // biome-ignore lint/performance/noAwaitInLoops: the same.
    const made = await meteredRun(plans, { minutes: DAY_MINUTES, seed });
    highest.states = Math.max(highest.states, made.stateWriteUnits / made.evaluations);
    highest.activities = Math.max(highest.activities, made.activityWriteUnits / made.evaluations);
    highest.changes = Math.max(highest.changes, made.changes);
  }
  return highest;
}

console.log('\nUSD a month of 730 hours, every target at 60 s, before free tiers:\n');
console.log(
  [
    '| | reading | states | writes | ledgers | forecasts | Lambda | queue | logs | ' +
      'fixed | **sum** | per target |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
  ].join('\n'),
);
const queue = (key: string): PaidRead => ({ service: 'sqs', key, count: 1 });
const metrics = (count: number) => (key: string) =>
  ({ service: 'cloudWatch', key, count }) satisfies PaidRead;
sums('busy queues, 3 minutes of objective', queue, WRITE_RATES.busyQueue);
sums('the same, 100 to a budget', queue, WRITE_RATES.busyQueue, { perBudget: 100 });
sums('busy queues, 5 minutes of objective', queue, WRITE_RATES.patientQueue);
sums('quiet queues', queue, WRITE_RATES.quiet);
sums('one CloudWatch metric', metrics(1), WRITE_RATES.busyTier);
sums('the same, at rest: looked at every 5 minutes', metrics(1), WRITE_RATES.quiet, {
  calmEvery: seconds(300),
});
sums('the same, by a service level that learns and foretells', metrics(1), WRITE_RATES.learning, {
  isForetold: true,
});
sums('a web tier: three metrics', metrics(3), WRITE_RATES.busyTier);

function sums(
  name: string,
  readOf: (key: string) => PaidRead,
  writes: WriteRate,
  {
    perBudget,
    isForetold = false,
    calmEvery,
  }: { perBudget?: number; isForetold?: boolean; calmEvery?: Seconds } = {},
): void {
  console.log(row([`**${name}**`, ...Array.from({ length: 11 }, () => '')]));
  for (const count of FLEETS) {
    const targets = Array.from({ length: count }, (_, index) => ({
      id: `target-${index}`,
      evaluateEvery: seconds(60),
      calmEvery,
      reads: [readOf(`${index}`)],
      foretold: isForetold ? [readOf(`${index}`)] : [],
      budget: perBudget === undefined ? undefined : `budget-${Math.floor(index / perBudget)}`,
    }));
    const calls = ownCalls(targets, 60, { ...BATCHING, isCalm: calmEvery !== undefined });
    const cost = ownCost(calls, ownAssumptions(writes), servicePrices, count);
    const { reading, states, ledgers, forecasts, lambda, handingOn, logs, fixed, sum } = cost;
    console.log(
      row([
        count.toLocaleString('en-US'),
        ...[reading, states, cost.writes, ledgers, forecasts].map(usd),
        ...[lambda, handingOn, logs, fixed].map(usd),
        `**${usd(sum)}**`,
        (sum / count).toFixed(count === 1 ? 2 : 3),
      ]),
    );
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function whole(count: number): string {
  return count.toLocaleString('en-US');
}

function usd(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
