/** @module What Tidegate itself costs to run: its calls, priced. */
import type { OwnCalls } from './own-calls.ts';
import type { ForecastCalls } from './own-forecasts.ts';
import { MONTH_HOURS } from './plan-cost.ts';
import type { ServicePrices } from './service-prices.ts';

/** What one evaluation of one target causes on average. */
export interface WriteRate {
  /** DynamoDB write units. */
  readonly states: number;
  /** DynamoDB write units. */
  readonly activities: number;
  /** The share of looks at a ledger that write it. */
  readonly ledgers: number;
  /** Changes of capacity, each a line of log. */
  readonly changes: number;
}

/** What cannot be counted from a plan, each with where it comes from. */
export interface OwnAssumptions {
  readonly writes: WriteRate;
  /** Seconds of one invocation. */
  readonly invocationSeconds: number;
  /** GB of memory of a Lambda. */
  readonly memoryGb: number;
  /** Bytes of log of one invocation: its metrics, and the platform's lines. */
  readonly logBytes: number;
  /** Bytes of log of one change of capacity. */
  readonly changeBytes: number;
  /** Requests a month by which Lambda waits for messages of the evaluation queue. */
  readonly idlePolls: number;
  /** GB of memory of the Lambda that makes forecasts. */
  readonly forecastMemoryGb: number;
  /** Seconds that it takes for each metric whose past it reads, beside those of an invocation. */
  readonly secondsPerForecast: number;
  readonly alarms: number;
  readonly customMetrics: number;
}

/** USD a month by what is paid for, before free tiers. */
export interface OwnCost {
  /** Reading queues and metrics. */
  readonly reading: number;
  /** Reading states. */
  readonly states: number;
  /** Writing states and activities. */
  readonly writes: number;
  /** Reading and writing ledgers of budgets. */
  readonly ledgers: number;
  /** Making forecasts every hour, and reading them; the hourly run where there is none. */
  readonly forecasts: number;
  /** Asking Cost Explorer for the bills of budgets; the run alone where none asks. */
  readonly bills: number;
  readonly lambda: number;
  /** The queue that hands evaluations on. */
  readonly handingOn: number;
  readonly logs: number;
  /** Alarms and totals, whatever the plan. */
  readonly fixed: number;
  readonly sum: number;
  /** Of the sum, what the targets cause: the sum without what is fixed or waits. */
  readonly perTarget: number;
}

const GB = 1e9;
/** A message is received and deleted. */
const REQUESTS_PER_DELIVERY = 2;
const MONTH_MINUTES = MONTH_HOURS * 60;
/** What a run calls where no policy looks ahead. */
const NONE_FORETOLD = { metricsRead: 0, writes: 0, reads: 0 };

/** A month of calls at AWS's prices. `calls` are scaled from the minutes that were counted. */
export function ownCost(
  calls: OwnCalls,
  assumed: OwnAssumptions,
  prices: ServicePrices,
  targets: number,
): OwnCost {
  const month = MONTH_MINUTES / calls.minutes;
  const evaluations = calls.evaluations * month;
  const invocations = calls.invocations * month;
  const { writes, idlePolls } = assumed;
  const { usd } = prices;
  const handedOn = (calls.handedOn * REQUESTS_PER_DELIVERY + calls.sends) * month * usd.sqsRequest;
  const logBytes =
    invocations * assumed.logBytes + evaluations * writes.changes * assumed.changeBytes;
  const invocation =
    usd.lambdaRequest + assumed.invocationSeconds * assumed.memoryGb * usd.lambdaGbSecond;
  const comparing = month * calls.bills.runs * invocation;
  const cost = {
    reading: month * (calls.queueReads * usd.sqsRequest + calls.metricsRead * usd.metricRead),
    states: calls.stateReads * month * usd.readUnit,
    writes: evaluations * (writes.states + writes.activities) * usd.writeUnit,
    ledgers:
      month *
      (calls.ledgerReads * usd.readUnit + writes.ledgers * calls.ledgerWrites * usd.writeUnit),
    forecasts: month * forecastCost(calls.forecasts, assumed, usd),
    bills: month * calls.bills.questions * usd.costExplorerRequest + comparing,
    lambda: invocations * invocation,
    handingOn: handedOn + idlePolls * usd.sqsRequest,
    logs: (logBytes / GB) * usd.logGb,
    fixed: assumed.alarms * usd.alarm + assumed.customMetrics * usd.customMetric,
  };
  const hourly = month * forecastCost({ ...calls.forecasts, ...NONE_FORETOLD }, assumed, usd);
  const sum = Object.values(cost).reduce((total, part) => total + part, 0);
  const waits = cost.fixed + idlePolls * usd.sqsRequest + hourly + comparing;
  return { ...cost, sum, perTarget: targets === 0 ? 0 : (sum - waits) / targets };
}

/** USD of what forecasts call. */
function forecastCost(
  { runs, metricsRead, writes, reads }: ForecastCalls,
  { invocationSeconds, forecastMemoryGb, secondsPerForecast }: OwnAssumptions,
  usd: ServicePrices['usd'],
): number {
  const runSeconds = runs * invocationSeconds + metricsRead * secondsPerForecast;
  return (
    runs * usd.lambdaRequest +
    runSeconds * forecastMemoryGb * usd.lambdaGbSecond +
    metricsRead * usd.metricRead +
    writes * usd.writeUnit +
    reads * usd.readUnit
  );
}
