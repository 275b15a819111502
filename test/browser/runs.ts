/** @module Reports of real runs: the deployed plan's two targets in simulated worlds, for a day. */
import { figure, fixed } from '../../cli/report/figures.ts';
import type {
  ComparedRule,
  Comparison,
  ReportDocument,
  Timeline,
} from '../../cli/report/report-document.ts';
import {
  queueTimeline,
  reportedDecisions,
  serviceTimeline,
} from '../../cli/report/run-timeline.ts';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { capacity, instant, later, seconds } from '../../shared/core/units.ts';
import type { Controller } from '../../shared/simulator/controller.ts';
import { scoreQueue, scoreService } from '../../shared/simulator/score.ts';
import { type RunOptions, run, simulate } from '../../shared/simulator/simulate.ts';
import type { Trace } from '../../shared/simulator/trace.ts';
import { diurnal } from '../../shared/simulator/workloads/diurnal.ts';
import { flashCrowd } from '../../shared/simulator/workloads/flash-crowd.ts';
import { queueWorld, serviceWorld } from '../../shared/simulator/world.ts';
import { durationText } from '../../web/report/figures.ts';

const SEED = 7;
const START = instant(Date.UTC(2025, 2, 4));
const DAY = seconds(86_400);
const OPTIONS: RunOptions = { until: later(START, DAY), scoreFrom: later(START, seconds(3600)) };
const CAPACITY_PER_UNIT = 24;
const OBJECTIVE = seconds(180);
const FLEET = { startUpJitter: 0.15, drain: seconds(60) };

/** A day of the web tier. */
export async function serviceReport(): Promise<ReportDocument> {
  const plan = await planOf('checkout-web');
  const world = () =>
    serviceWorld({
      load: crowdedDay(400),
      capacityPerUnit: CAPACITY_PER_UNIT,
      fleet: { ...FLEET, initial: capacity(4), startUp: seconds(180), perHour: 0.096 },
      seed: SEED,
    });
  const ours = simulate(plan, world(), OPTIONS);
  const rule = (name: string, setting: string, of: typeof ours): ComparedRule => {
    const score = scoreService(of, CAPACITY_PER_UNIT);
    return {
      ...score,
      name,
      setting,
      isOurs: of === ours,
      objective: score.underTimeshare,
      meetsObjective: score.underTimeshare <= 0.5,
      longest: score.longestViolationMinutes,
      actionsPerDay: score.changesPerDay,
    };
  };
  const fixedAt = (units: number) =>
    run(unmoved(units), world(), { ...OPTIONS, every: plan.evaluateEvery });
  const rows = [
    rule('checkout-web', '1,000 per unit', ours),
    ...[12, 17, 24].map((units) => rule('static', `${units} units`, fixedAt(units))),
  ];
  const score = scoreService(ours, CAPACITY_PER_UNIT);
  return {
    ...origin(plan, 'two peaks and a crowd'),
    cards: [
      {
        label: 'Cost',
        value: `${fixed(score.usd, 2)} USD`,
        note: `${fixed(score.costRatio, 2)} × the oracle`,
      },
      {
        label: 'Time short of capacity',
        value: `${fixed(score.underTimeshare, 2)} %`,
        note: 'asked: at most 0.5 %',
        verdict: score.underTimeshare <= 0.5 ? 'met' : 'missed',
      },
      { label: 'Longest violation', value: durationText(score.longestViolationMinutes * 60) },
      { label: 'Actions per day', value: figure(score.changesPerDay) },
      { label: 'Reversals per day', value: figure(score.reversalsPerDay) },
    ],
    timeline: serviceTimeline(ours, {
      capacityPerUnit: CAPACITY_PER_UNIT,
      loadUnit: 'requests per second',
    }),
    decisions: reportedDecisions(ours.decisions),
    comparison: compared(rows, 'Time short, %', 'Longest violation, min'),
  };
}

/** A day of the thumbnail workers. */
export async function queueReport(): Promise<ReportDocument> {
  const plan = await planOf('thumbnails');
  const world = () =>
    queueWorld({
      arrivals: crowdedDay(3),
      serviceTime: { distribution: 'lognormal', mean: seconds(6), spread: 0.5 },
      objective: OBJECTIVE,
      goesFirst: 'idle',
      fleet: { ...FLEET, initial: capacity(0), startUp: seconds(60), perHour: 0.034 },
      seed: SEED,
    });
  const ours = simulate(plan, world(), OPTIONS);
  const rule = (name: string, setting: string, of: typeof ours): ComparedRule => {
    const score = scoreQueue(of, 1);
    return {
      ...score,
      name,
      setting,
      isOurs: of === ours,
      costRatio: null,
      objective: score.withinObjective,
      meetsObjective: score.withinObjective >= 99,
      longest: score.longestWaitSeconds,
      actionsPerDay: score.changesPerDay,
    };
  };
  const rows = [
    rule('thumbnails', 'objective 3m', ours),
    ...[8, 16, 24].map((units) =>
      rule(
        'static',
        `${units} workers`,
        run(unmoved(units), world(), { ...OPTIONS, every: plan.evaluateEvery }),
      ),
    ),
  ];
  const score = scoreQueue(ours, 1);
  return {
    ...origin(plan, 'two peaks and a crowd'),
    cards: [
      { label: 'Cost', value: `${fixed(score.usd, 2)} USD` },
      {
        label: 'Within the objective',
        value: `${fixed(score.withinObjective, 2)} %`,
        note: 'asked: at least 99 %',
        verdict: score.withinObjective >= 99 ? 'met' : 'missed',
      },
      { label: 'Wait, 95th percentile', value: durationText(score.waitP95Seconds) },
      { label: 'Longest wait', value: durationText(score.longestWaitSeconds) },
      { label: 'Messages done', value: figure(score.completed) },
      { label: 'Interrupted jobs', value: figure(score.interrupted) },
    ],
    timeline: queueTimeline(ours, { objective: OBJECTIVE }),
    decisions: reportedDecisions(ours.decisions),
    comparison: compared(rows, 'Within objective, %', 'Longest wait, s'),
  };
}

/** The same day with a forecast of its load. */
export function withForecast(document: ReportDocument): ReportDocument {
  const { timeline } = document;
  if (timeline?.kind !== 'service') {
    throw new Error('Only a service run is given a forecast here.');
  }
  const load = Float64Array.from(timeline.load);
  const middle = load.map((_, row) => {
    const around = load.subarray(Math.max(0, row - 30), row + 30);
    return around.reduce((sum, value) => sum + value, 0) / around.length;
  });
  const forecast = {
    middle,
    lower: middle.map((value) => 0.85 * value),
    upper: middle.map((value) => 1.15 * value),
  };
  const forecasted: Timeline = { ...timeline, forecast };
  return { ...document, timeline: forecasted };
}

async function planOf(id: string): Promise<ScalingPlan> {
  const plan = (await deployedPlan('tidegate.yml')).find((one) => one.id === id);
  if (plan === undefined) {
    throw new Error(`tidegate.yml has no target "${id}".`);
  }
  return plan;
}

function origin(plan: ScalingPlan, trace: string) {
  return {
    title: `${plan.id} under ${trace}`,
    plan: plan.id,
    trace,
    seed: SEED,
    parameters: [
      { name: 'Evaluated every', value: durationText(plan.evaluateEvery) },
      { name: 'Capacity', value: `${plan.capacity.min} to ${plan.capacity.max}` },
      { name: 'Warm-up of a unit', value: durationText(plan.unit.warmUp) },
    ],
    tables: [],
  };
}

function compared(
  rows: readonly ComparedRule[],
  objectiveLabel: string,
  longestLabel: string,
): Comparison {
  return { rows, objectiveLabel, longestLabel };
}

/** Never moves from where it is put. */
function unmoved(units: number): Controller {
  return {
    evaluate(world) {
      world.setDesired(capacity(units));
      return undefined;
    },
  };
}

function crowdedDay(peak: number): Trace {
  const shape = { seed: SEED, start: START, step: seconds(60) };
  const calm = diurnal.generate({ ...shape, length: DAY, peak }).load;
  const crowd = flashCrowd.generate({ ...shape, length: seconds(6 * 3600), peak: peak / 2 }).load;
  const offset = 13 * 60;
  return {
    ...calm,
    values: calm.values.map((value, minute) => value + (crowd.values[minute - offset] ?? 0)),
  };
}
