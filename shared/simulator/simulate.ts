/** @module A run: a controller and a world over a stretch of time, and what came of it. */
import type { Decision } from '../core/decision.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { type Instant, instant, type Seconds } from '../core/units.ts';
import { type Controller, type EngineParts, engine } from './controller.ts';
import type { FleetTotals } from './fleet.ts';
import type { Row, World } from './world.ts';

/** How long to run, and what to keep. */
export interface RunOptions {
  readonly until: Instant;
  /** Totals start here: what comes before is warming up. */
  readonly scoreFrom?: Instant;
  /** Told of every decision that changes something or has a new reason; without it all are kept. */
  onDecision?(decision: Decision): void;
  /** Told after every hundredth of the run, 0 to 1. */
  onProgress?(share: number): void;
}

/** What came of a run: one row per evaluation, by columns, and the sums. */
export interface Run<Totals extends Row = Row> {
  readonly start: Instant;
  /** The length of one row. */
  readonly every: Seconds;
  /** The first row that counts. */
  readonly scoredFrom: number;
  readonly rows: number;
  /** What the world reports of each interval, by name: "load", "inService" … */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** Units asked for in each interval. */
  readonly desired: Float64Array;
  readonly decisions: readonly Decision[];
  readonly totals: FleetTotals & Totals;
}

/** Runs a plan in a world as the deployed engine would: every `evaluateEvery`, from now on. */
export function simulate<Interval extends Row, Totals extends Row>(
  plan: ScalingPlan,
  world: World<Interval, Totals>,
  options: RunOptions & Pick<EngineParts, 'interpreters' | 'forecast'>,
): Run<Totals> {
  return run(engine(plan, options), world, { ...options, every: plan.evaluateEvery });
}

/** Runs any controller: it is asked at the start of every interval, then the interval passes. */
export function run<Interval extends Row, Totals extends Row>(
  controller: Controller,
  world: World<Interval, Totals>,
  options: RunOptions & { readonly every: Seconds },
): Run<Totals> {
  const start = world.now();
  const { every, until, scoreFrom = start } = options;
  const everyMs = every * 1000;
  const rows = Math.max(0, Math.floor((until - start) / everyMs));
  const scoredFrom = Math.min(rows, Math.max(0, Math.ceil((scoreFrom - start) / everyMs)));
  const desired = new Float64Array(rows);
  const decisions: Decision[] = [];
  const onDecision = options.onDecision ?? ((decision: Decision) => decisions.push(decision));
  const columns: Record<string, Float64Array> = {};
  const hundredth = Math.max(1, Math.floor(rows / 100));

  for (let row = 0; row < rows; row += 1) {
    if (row === scoredFrom) {
      world.resetTotals();
    }
    const controlled = controller.evaluate(world);
    if (controlled?.isNews === true) {
      onDecision(controlled.decision);
    }
    desired[row] = world.describe().capacity;
    world.advance(instant(start + (row + 1) * everyMs));
    record(columns, { row, rows }, world.takeInterval());
    if ((row + 1) % hundredth === 0) {
      options.onProgress?.((row + 1) / rows);
    }
  }
  return {
    start,
    every,
    scoredFrom,
    rows,
    columns,
    desired,
    decisions,
    totals: world.totals(),
  };
}

function record(
  columns: Record<string, Float64Array>,
  { row, rows }: { readonly row: number; readonly rows: number },
  interval: Row,
): void {
  for (const name in interval) {
    const column = columns[name] ?? new Float64Array(rows);
    columns[name] = column;
    column[row] = interval[name] ?? Number.NaN;
  }
}
