/** @module A runaway: clients retry whatever fails, the fleet follows, and somebody pays. */
import * as z from 'zod/mini';
import { limits } from '../core/limits/index.ts';
import type { Budget } from '../core/money/budget.ts';
import { spentAt } from '../core/money/ledger.ts';
import { HOUR_MS } from '../core/money/periods.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { policies } from '../core/policies/index.ts';
import { DAY_MS, dayNumber } from '../core/schedule/calendar.ts';
import { capacity, type Instant, instant, seconds } from '../core/units.ts';
import { type Controller, engine } from './controller.ts';
import { stoppedByBill } from './late-bill.ts';
import { purse } from './purse.ts';
import { run } from './simulate.ts';
import type { Trace } from './trace.ts';
import { serviceWorld } from './world.ts';

/** What a way to hold a budget is tried with. */
export interface Runaway {
  /** USD an hour; that much all day is a day's budget. */
  readonly hourly: number;
  /** Hours before the storm, and hours that it lasts. */
  readonly calmHours: number;
  readonly stormHours: number;
  /** How many times the ordinary load the storm brings. */
  readonly factor: number;
  /** Hours that a bill is late, and hours between two looks at it. */
  readonly billDelayHours: number;
  readonly billEveryHours: number;
}

/** Two days, twelve hours after midnight the storm, a bill that is twelve hours late. */
export const RUNAWAY: Runaway = {
  hourly: 100,
  calmHours: 12,
  stormHours: 36,
  factor: 12,
  billDelayHours: 12,
  billEveryHours: 8,
};

/** What became of the money. */
export interface RunawayResult {
  /** USD over the limit, summed over the hours of the clock. */
  readonly overshootUsd: number;
  /** Minutes in which everything that ran cost more than the limit an hour. */
  readonly overshootMinutes: number;
  /** The dearest minute, in USD per hour. */
  readonly highestRate: number;
  readonly usd: number;
  /** Percent of the requests that came while there were enough units. */
  readonly servedPercent: number;
  /** USD that our ledger counted; absent where there is none. */
  readonly counted?: number;
}

const START = instant(dayNumber({ year: 2026, month: 1, day: 5 }) * DAY_MS);
const PER_HOUR = 0.096;
const ORDINARY_UNITS = 300;
const REQUESTS_PER_UNIT = 1000;
const START_UP = seconds(180);
const MINUTE = seconds(60);
const RAMP_MINUTES = 15;
const MIN = capacity(50);
const MAX = capacity(6000);

/** The engine with an hourly hard cap. */
export function tidegateRunaway(given: Runaway): RunawayResult {
  const budget: Budget = {
    name: 'runaway',
    limits: { hourly: given.hourly },
    soft: [],
    keepMinimums: false,
    alerts: [0.5, 0.8, 0.9, 1],
    members: [{ id: 'web', priority: 1, min: MIN, max: MAX, unit: UNIT }],
  };
  const money = purse(budget);
  const result = raced(given, engine({ ...PLAN, budget }, { money }));
  const ledger = money.ledger();
  return {
    ...result,
    ...(ledger === undefined ? {} : { counted: spentAt(ledger, endOfStorm(given)).monthly }),
  };
}

/** The same engine without a budget, and AWS Budgets with an action that stops the fleet. */
export function awsBudgetsRunaway(given: Runaway): RunawayResult {
  const stopped = stoppedByBill(engine(PLAN), {
    delay: seconds(given.billDelayHours * 3600),
    every: seconds(given.billEveryHours * 3600),
    daily: given.hourly * 24,
    stopAt: MIN,
  });
  return raced(given, stopped);
}

/** Nobody holds anything. */
export function unheldRunaway(given: Runaway): RunawayResult {
  return raced(given, engine(PLAN));
}

const UNIT = { warmUp: START_UP, perHour: PER_HOUR };
const PLAN: ScalingPlan = {
  id: 'web',
  mode: 'live',
  target: { type: 'auto-scaling-group' },
  capacity: { min: MIN, max: MAX },
  unit: UNIT,
  evaluateEvery: MINUTE,
  onForeignChange: 'adopt',
  wakeOn: [],
  sources: {
    requests: Object.assign(
      { type: 'alb-target-group', maxAge: seconds(300) },
      { metric: 'RequestCount', statistic: 'Sum', delay: seconds(60) },
    ),
  },
  policies: [
    z.parse(policies.schema, {
      type: 'target-tracking',
      source: 'requests',
      target: REQUESTS_PER_UNIT * 0.7,
      measure: 'total',
    }),
  ],
  limits: z.parse(limits.schema, {}),
};

function raced(given: Runaway, controller: Controller): RunawayResult {
  const world = serviceWorld({
    load: stormOf(given),
    capacityPerUnit: REQUESTS_PER_UNIT,
    fleet: {
      initial: capacity(Math.ceil(ORDINARY_UNITS / 0.7)),
      startUp: START_UP,
      perHour: PER_HOUR,
      billedAtLeast: seconds(0),
    },
    seed: 1,
  });
  /** USD of each minute. */
  const minutes: number[] = [];
  let paid = 0;
  const { totals } = run(
    {
      evaluate(seen) {
        const { usd } = seen.totals();
        minutes.push(usd - paid);
        paid = usd;
        return controller.evaluate(seen);
      },
    },
    world,
    { until: endOfStorm(given), every: MINUTE, onDecision: () => undefined },
  );
  minutes.push(totals.usd - paid);
  return { ...overshootOf(minutes.slice(1), given.hourly), ...servedOf(totals) };
}

function endOfStorm({ calmHours, stormHours }: Runaway): Instant {
  return instant(START + (calmHours + stormHours) * HOUR_MS);
}

function overshootOf(minutes: readonly number[], hourly: number) {
  let overshootUsd = 0;
  for (let hour = 0; hour < minutes.length; hour += 60) {
    const usd = minutes.slice(hour, hour + 60).reduce((sum, minute) => sum + minute, 0);
    overshootUsd += Math.max(0, usd - hourly);
  }
  return {
    overshootUsd,
    overshootMinutes: minutes.filter((usd) => usd * 60 > hourly + 1e-6).length,
    highestRate: Math.max(...minutes) * 60,
  };
}

function servedOf({ usd, offered, unserved }: { usd: number; offered: number; unserved: number }) {
  return { usd, servedPercent: 100 * (1 - unserved / Math.max(1, offered)) };
}

/** An ordinary load, and then a ramp of a quarter of an hour to many times that. */
function stormOf({ calmHours, stormHours, factor }: Runaway): Trace {
  const calm = calmHours * 60;
  const start: Instant = START;
  const ordinary = ORDINARY_UNITS * REQUESTS_PER_UNIT;
  return {
    start,
    step: MINUTE,
    values: Float64Array.from({ length: calm + stormHours * 60 }, (_, minute) => {
      const risen = Math.min(1, Math.max(0, (minute - calm) / RAMP_MINUTES));
      return ordinary * (1 + (factor - 1) * risen);
    }),
    per: MINUTE,
    after: 'stay',
  };
}
