/** @module What Tidegate itself costs, from the plan, as text. */
import { readTargets } from '../../shared/adapters/read-targets.ts';
import { MESSAGES_PER_SEND } from '../../shared/adapters/sqs-evaluation-queue.ts';
import { LARGEST_BATCH } from '../../shared/app/tick.ts';
import { ownAssumptions, WRITE_RATES } from '../../shared/core/money/own-assumptions.ts';
import { ownCalls } from '../../shared/core/money/own-calls.ts';
import { type OwnCost, ownCost } from '../../shared/core/money/own-cost.ts';
import { servicePrices } from '../../shared/core/money/service-prices.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { fixed } from '../report/figures.ts';
import { table } from '../table.ts';

/** The least and the most that the scaler itself costs in a month. */
export interface OwnCostRange {
  /** Every target is calm: nothing moves, and nothing is written. */
  readonly quiet: OwnCost;
  /** Every target is written as a service level is, which learns from each reading. */
  readonly busy: OwnCost;
}

const BATCHING = { largestBatch: LARGEST_BATCH, messagesPerSend: MESSAGES_PER_SEND };
const HOUR_MINUTES = 60;
const DAY_MINUTES = 1440;

/** Calls counted over an hour of ticks, or a day where something is looked at less often. */
export function ownCostOf(plans: readonly ScalingPlan[]): OwnCostRange {
  const isRare = plans.some(({ evaluateEvery }) => evaluateEvery > HOUR_MINUTES * 60);
  const minutes = isRare ? DAY_MINUTES : HOUR_MINUTES;
  const targets = readTargets(plans);
  const priced = (writes: keyof typeof WRITE_RATES, isCalm: boolean) => {
    const calls = ownCalls(targets, minutes, { ...BATCHING, isCalm });
    return ownCost(calls, ownAssumptions(WRITE_RATES[writes]), servicePrices, plans.length);
  };
  return { quiet: priced('quiet', true), busy: priced('learning', false) };
}

const HEADINGS = [
  '',
  'reading',
  'states',
  'writes',
  'ledgers',
  'forecasts',
  'bills',
  'Lambda',
  'queue',
  'logs',
  'alarms',
  'in all',
];

/** The columns of USD. */
const SUMS = HEADINGS.slice(1).map((_, index) => index + 1);

/** A small table of USD a month, and what was taken for granted. */
export function ownCostLines({ quiet, busy }: OwnCostRange): readonly string[] {
  const { region, date } = servicePrices;
  return [
    'Cost of Tidegate itself, in USD a month, before free tiers',
    '',
    table(HEADINGS, [rowOf('quiet', quiet), rowOf('busy', busy)], SUMS),
    '',
    `Counted from the plan, at prices of ${region} (${date}). Quiet: all are calm.`,
    'Busy: every target writes as a service level does. Assumed: half a second for an',
    'invocation.',
  ];
}

/** The sum alone, in a sentence. */
export function ownCostSummary({ quiet, busy }: OwnCostRange): string {
  return (
    `Tidegate itself: ${fixed(quiet.sum, 2)} to ${fixed(busy.sum, 2)} USD a month. ` +
    'More: tidegate plan'
  );
}

function rowOf(name: string, cost: OwnCost): readonly string[] {
  const { reading, states, writes, ledgers, forecasts, bills, lambda, handingOn, logs, sum } = cost;
  const parts = [
    reading,
    states,
    writes,
    ledgers,
    forecasts,
    bills,
    lambda,
    handingOn,
    logs,
    cost.fixed,
    sum,
  ];
  return [name, ...parts.map((part) => fixed(part, 2))];
}
