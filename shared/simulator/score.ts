/** @module How well a run scaled: the published elasticity metrics, cost, and waiting times. */
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
  /** Percent of the billed slots (units × messages in hand at once) that had work. */
  readonly utilisation: number;
}

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** The score of a request-serving run from its first scored row on. */
export function scoreService(run: Run<ServiceTotals>, capacityPerUnit: number): ServiceScore {
  const { load, inService } = scoredColumns(run);
  const demand = demandsOf(load, capacityPerUnit);
  let lack = 0;
  let excess = 0;
  let rowsShort = 0;
  let rowsLong = 0;
  let unserved = 0;
  let episode = 0;
  let longestEpisode = 0;
  for (let row = 0; row < load.length; row += 1) {
    const needed = demand[row] ?? 0;
    const supply = inService[row] ?? 0;
    lack += Math.max(0, needed - supply) / needed;
    excess += Math.max(0, supply - needed) / needed;
    rowsShort += needed > supply ? 1 : 0;
    rowsLong += supply > needed ? 1 : 0;
    unserved += Math.max(0, (load[row] ?? 0) - supply * capacityPerUnit);
    episode = needed > supply ? episode + 1 : 0;
    longestEpisode = Math.max(longestEpisode, episode);
  }
  const rows = Math.max(1, load.length);
  const hours = (rows * run.every) / HOUR_SECONDS;
  const unitRows = sumOf(inService);
  const supplyMoves = movesOf(inService);
  const demandMoves = movesOf(demand);
  return {
    underAccuracy: (100 * lack) / rows,
    overAccuracy: (100 * excess) / rows,
    underTimeshare: (100 * rowsShort) / rows,
    overTimeshare: (100 * rowsLong) / rows,
    instability: (100 * differences(supplyMoves, demandMoves)) / Math.max(1, rows - 1),
    jitterPerHour: (changesIn(supplyMoves) - changesIn(demandMoves)) / hours,
    unserved: (100 * unserved) / Math.max(Number.MIN_VALUE, sumOf(load)),
    longestViolationMinutes: (longestEpisode * run.every) / 60,
    changesPerDay: (changesIn(supplyMoves) * 24) / hours,
    reversalsPerDay: (reversalsIn(supplyMoves) * 24) / hours,
    unitHours: (unitRows * run.every) / HOUR_SECONDS,
    costRatio: unitRows / Math.max(1, sumOf(demand)),
    billedHours: run.totals.billedSeconds / HOUR_SECONDS,
    usd: run.totals.usd,
  };
}

/** The smallest capacity that serves a load, never less than one unit. */
export function demandOf(load: number, capacityPerUnit: number): number {
  return Math.max(1, Math.ceil(load / capacityPerUnit));
}

function demandsOf(load: Float64Array, capacityPerUnit: number): Float64Array {
  const demand = new Float64Array(load.length);
  for (let row = 0; row < load.length; row += 1) {
    demand[row] = demandOf(load[row] ?? 0, capacityPerUnit);
  }
  return demand;
}

/** The score of a worker run from its first scored row on. */
export function scoreQueue(run: Run<QueueTotals>, concurrency: number): QueueScore {
  const { inService } = scoredColumns(run);
  const { totals } = run;
  const moves = movesOf(inService);
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
    changesPerDay: changesIn(moves) / days,
    reversalsPerDay: reversalsIn(moves) / days,
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

/**
 * Direction of each row against the one before: 1, 0, −1. A broken number is a unit that came or
 * went within the row; it counts as there, so that one change is not counted in two rows.
 */
function movesOf(series: Float64Array): Int8Array {
  const moves = new Int8Array(Math.max(0, series.length - 1));
  let before = wholeUnits(series[0] ?? 0);
  for (let row = 0; row < moves.length; row += 1) {
    const units = wholeUnits(series[row + 1] ?? 0);
    moves[row] = Math.sign(units - before);
    before = units;
  }
  return moves;
}

function wholeUnits(units: number): number {
  return Math.ceil(units - 1e-9);
}

/** Rows in which two series move otherwise. */
function differences(one: Int8Array, other: Int8Array): number {
  let count = 0;
  for (let row = 0; row < one.length; row += 1) {
    count += one[row] === other[row] ? 0 : 1;
  }
  return count;
}

function changesIn(moves: Int8Array): number {
  let changes = 0;
  for (const move of moves) {
    changes += move === 0 ? 0 : 1;
  }
  return changes;
}

function reversalsIn(moves: Int8Array): number {
  let reversals = 0;
  let last = 0;
  for (const move of moves) {
    if (move !== 0) {
      reversals += move === -last ? 1 : 0;
      last = move;
    }
  }
  return reversals;
}

function sumOf(series: Float64Array): number {
  let sum = 0;
  for (const value of series) {
    sum += value;
  }
  return sum;
}
