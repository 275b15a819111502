/** @module How well a run scaled: the published elasticity metrics, cost, and waiting times. */
import type { FleetTotals } from './fleet.ts';
import type { QueueTotals } from './queue-settings.ts';
import type { ServiceTotals } from './service.ts';
import type { Run } from './simulate.ts';

/**
 * Elasticity of a request-serving run. `d` is the capacity that just meets the objective, `s` the
 * capacity in service. Source: N. Herbst et al., "Ready for Rain? A View from SPEC Research on the
 * Future of Cloud Metrics", SPEC-RG-2016-01, and ToMPECS 2018, unless said otherwise.
 */
export interface ServiceScore {
  /** θ_U, percent: mean of what is lacking, relative to the demand. */
  readonly underAccuracy: number;
  /** θ_O, percent: mean of what is too much, relative to the demand; can exceed 100. */
  readonly overAccuracy: number;
  /** τ_U, percent of the time with too little. */
  readonly underTimeshare: number;
  /** τ_O, percent of the time with too much. */
  readonly overTimeshare: number;
  /** υ, percent of the time in which supply moves otherwise than demand. */
  readonly instability: number;
  /** Adaptations of supply minus those of demand, per hour (BUNGEE, 2015). */
  readonly jitterPerHour: number;
  /** Percent of the load that came while capacity was short of it. */
  readonly unserved: number;
  readonly longestViolationMinutes: number;
  readonly changesPerDay: number;
  /** Changes of direction, per day. */
  readonly reversalsPerDay: number;
  readonly unitHours: number;
  /** Unit-hours over those of an oracle that always has exactly the demand. */
  readonly costRatio: number;
  /** From launch to termination, with the least billed time. */
  readonly billedHours: number;
  readonly usd: number;
}

/** Waiting and cost of a worker run. */
export interface QueueScore {
  readonly waitP50Seconds: number;
  readonly waitP95Seconds: number;
  readonly waitP99Seconds: number;
  readonly longestWaitSeconds: number;
  /** Percent of the messages that waited no longer than the objective. */
  readonly withinObjective: number;
  readonly completed: number;
  readonly deadLettered: number;
  readonly interrupted: number;
  readonly changesPerDay: number;
  readonly reversalsPerDay: number;
  readonly unitHours: number;
  readonly billedHours: number;
  readonly usd: number;
  /** Percent of the billed time in which a unit had work; more than one message in hand counts so. */
  readonly utilisation: number;
}

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** The score of a request-serving run from its first scored row on. */
export function scoreService(run: Run<ServiceTotals>, capacityPerUnit: number): ServiceScore {
  const { load, inService } = scoredColumns(run);
  const sums = new Float64Array(7);
  const [LACK, EXCESS, SHORT, LONG, OTHERWISE, DEMAND, LOST] = [0, 1, 2, 3, 4, 5, 6] as const;
  const add = (place: number, value: number) => {
    sums[place] = (sums[place] ?? 0) + value;
  };
  let total = 0;
  let supplied = 0;
  let demandChanges = 0;
  let episode = 0;
  let longest = 0;
  let before: { readonly demand: number; readonly supply: number } | undefined;
  load.forEach((offered, row) => {
    const demand = demandOf(offered, capacityPerUnit);
    const supply = inService[row] ?? 0;
    add(LACK, Math.max(0, demand - supply) / demand);
    add(EXCESS, Math.max(0, supply - demand) / demand);
    add(SHORT, demand > supply ? 1 : 0);
    add(LONG, supply > demand ? 1 : 0);
    add(DEMAND, demand);
    add(LOST, Math.max(0, offered - supply * capacityPerUnit));
    total += offered;
    supplied += supply;
    episode = demand > supply ? episode + 1 : 0;
    longest = Math.max(longest, episode);
    if (before !== undefined) {
      const moved = Math.sign(demand - before.demand);
      add(OTHERWISE, Math.sign(supply - before.supply) === moved ? 0 : 1);
      demandChanges += moved === 0 ? 0 : 1;
    }
    before = { demand, supply };
  });
  const rows = Math.max(1, load.length);
  const percent = (place: number) => (100 * (sums[place] ?? 0)) / rows;
  const { changes, reversals } = movementsOf(inService);
  const hours = (rows * run.every) / HOUR_SECONDS;
  return {
    underAccuracy: percent(LACK),
    overAccuracy: percent(EXCESS),
    underTimeshare: percent(SHORT),
    overTimeshare: percent(LONG),
    instability: (100 * (sums[OTHERWISE] ?? 0)) / Math.max(1, rows - 1),
    jitterPerHour: (changes - demandChanges) / hours,
    unserved: total > 0 ? (100 * (sums[LOST] ?? 0)) / total : 0,
    longestViolationMinutes: (longest * run.every) / 60,
    changesPerDay: (changes * 24) / hours,
    reversalsPerDay: (reversals * 24) / hours,
    unitHours: (supplied * run.every) / HOUR_SECONDS,
    costRatio: supplied / Math.max(1, sums[DEMAND] ?? 0),
    billedHours: run.totals.billedSeconds / HOUR_SECONDS,
    usd: run.totals.usd,
  };
}

/** The smallest capacity that serves a load, never less than one unit. */
export function demandOf(load: number, capacityPerUnit: number): number {
  return Math.max(1, Math.ceil(load / capacityPerUnit));
}

/** The score of a worker run from its first scored row on. */
export function scoreQueue(run: Run<QueueTotals>, concurrency: number): QueueScore {
  const { inService } = scoredColumns(run);
  const { totals } = run;
  const { changes, reversals } = movementsOf(inService);
  const days = (Math.max(1, inService.length) * run.every) / DAY_SECONDS;
  return {
    waitP50Seconds: totals.waitP50,
    waitP95Seconds: totals.waitP95,
    waitP99Seconds: totals.waitP99,
    longestWaitSeconds: totals.longestWait,
    withinObjective: 100 * totals.withinObjective,
    completed: totals.completed,
    deadLettered: totals.deadLettered,
    interrupted: totals.interrupted,
    changesPerDay: changes / days,
    reversalsPerDay: reversals / days,
    unitHours: totals.inServiceSeconds / HOUR_SECONDS,
    billedHours: totals.billedSeconds / HOUR_SECONDS,
    usd: totals.usd,
    utilisation:
      totals.billedSeconds > 0
        ? (100 * totals.busySeconds) / (totals.billedSeconds * concurrency)
        : 0,
  };
}

/** Metrics of 0 count as this, percent: a quotient by 0 would say nothing. */
const LEAST_PERCENT = 0.01;

/**
 * ε: how much better than no scaling, the geometric mean of four quotients; above 1 is better.
 */
export function elasticSpeedUp(score: ServiceScore, unscaled: ServiceScore): number {
  const quotient = (metric: keyof ServiceScore) =>
    Math.max(LEAST_PERCENT, unscaled[metric]) / Math.max(LEAST_PERCENT, score[metric]);
  return (
    (quotient('underAccuracy') *
      quotient('overAccuracy') *
      quotient('underTimeshare') *
      quotient('overTimeshare')) **
    0.25
  );
}

/**
 * σ: distance of (θ_U, θ_O, τ_U, τ_O, υ, violations) from the ideal, a Minkowski distance whose
 * order is the number of metrics.
 */
export function autoScalingDeviation(score: ServiceScore): number {
  const metrics = [
    score.underAccuracy,
    score.overAccuracy,
    score.underTimeshare,
    score.overTimeshare,
    score.instability,
    score.unserved,
  ];
  const order = metrics.length;
  return metrics.reduce((sum, metric) => sum + Math.abs(metric) ** order, 0) ** (1 / order);
}

function scoredColumns({ columns, scoredFrom }: Run): {
  readonly load: Float64Array;
  readonly inService: Float64Array;
} {
  const scored = (name: string) => (columns[name] ?? new Float64Array()).subarray(scoredFrom);
  return { load: scored('load'), inService: scored('inService') };
}

/** How often a series moves, and how often it moves the other way than before. */
function movementsOf(series: Float64Array): {
  readonly changes: number;
  readonly reversals: number;
} {
  let changes = 0;
  let reversals = 0;
  let direction = 0;
  for (let row = 1; row < series.length; row += 1) {
    const moved = Math.sign((series[row] ?? 0) - (series[row - 1] ?? 0));
    if (moved !== 0) {
      changes += 1;
      reversals += direction !== 0 && moved !== direction ? 1 : 0;
      direction = moved;
    }
  }
  return { changes, reversals };
}
