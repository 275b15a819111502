/** @module A simulation as a report to look at, beside what others would have done. */
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { formatDuration, round } from '../../shared/core/quantity.ts';
import { type Seconds, seconds } from '../../shared/core/units.ts';
import type { ScalingTask, Variant } from '../../shared/simulator/baseline.ts';
import { baselines } from '../../shared/simulator/baselines/index.ts';
import { planWorld } from '../../shared/simulator/plan-world.ts';
import { scoreQueue, scoreService } from '../../shared/simulator/score.ts';
import { run } from '../../shared/simulator/simulate.ts';
import { endOf } from '../../shared/simulator/trace.ts';
import { fixed } from '../report/figures.ts';
import type { ComparedRule, ReportDocument, SummaryCard } from '../report/report-document.ts';
import { queueTimeline, reportedDecisions, serviceTimeline } from '../report/run-timeline.ts';
import type { NamedLoad } from './load-trace.ts';
import { runSavings, savingsTable } from './run-savings.ts';
import type { Simulation, SimulationSettings } from './simulation.ts';

/** Percent that may miss the objective before a report says that it was missed. */
const MOST_MISSED = 0.5;

/** The report of one plan over one load, with every baseline at its published settings. */
export function simulationReport(
  plan: ScalingPlan,
  named: NamedLoad,
  simulated: Simulation,
  settings: SimulationSettings,
): ReportDocument {
  const objectiveLabel =
    simulated.kind === 'service' ? 'Time short of capacity, %' : 'Messages not taken in time, %';
  const rows = [
    ruleOf('this plan', 'as it is', true, simulated),
    ...rivals(plan, named, simulated, settings),
  ];
  const savings = runSavings(plan, simulated.run);
  const cheapest = rows.find(({ name }) => name === 'oracle')?.usd ?? null;
  return {
    title: `${plan.id} over ${named.name}`,
    plan: plan.id,
    trace: named.name,
    seed: settings.seed,
    parameters: parametersOf(plan, named, simulated, settings),
    cards: cardsOf(simulated),
    timeline:
      simulated.kind === 'service'
        ? serviceTimeline(simulated.run, {
            capacityPerUnit: simulated.capacityPerUnit,
            loadUnit: named.unit === '' ? 'load' : named.unit,
          })
        : queueTimeline(simulated.run, { objective: seconds(simulated.objectiveSeconds) }),
    decisions: reportedDecisions(simulated.run.decisions),
    comparison: {
      objectiveLabel,
      longestLabel:
        simulated.kind === 'service' ? 'Longest shortage, minutes' : 'Longest wait, seconds',
      rows: rows.map((row) => ({
        ...row,
        costRatio:
          cheapest === null || row.usd === null || cheapest === 0 ? null : row.usd / cheapest,
      })),
    },
    tables: savings === undefined ? [] : [savingsTable(savings)],
  };
}

/** Every baseline that works on such a load, in a world of its own. */
function rivals(
  plan: ScalingPlan,
  named: NamedLoad,
  simulated: Simulation,
  settings: SimulationSettings,
): readonly ComparedRule[] {
  const task = taskOf(plan, named, simulated);
  return baselines
    .filter(({ worksOn }) => worksOn.includes(simulated.kind))
    .map(({ name, ordinary }) => ruleOf(name, ordinary.label, false, rival(ordinary, task)));

  function rival(variant: Variant, given: ScalingTask): Simulation {
    const built = planWorld(plan, {
      load: named.load,
      poison: named.poison,
      seed: settings.seed,
      capacityPerUnit: settings.capacityPerUnit,
      fleet: { startUpJitter: settings.startUpJitter },
    });
    const options = {
      until: endOf(named.load),
      every: given.evaluateEvery,
      onDecision: () => undefined,
    };
    if (built.kind === 'queue') {
      const done = run(variant.controller(given), built.world, options);
      const { objectiveSeconds } = built;
      return {
        kind: 'queue',
        run: done,
        score: scoreQueue(done, built.concurrency),
        objectiveSeconds,
      };
    }
    const done = run(variant.controller(given), built.world, options);
    const { capacityPerUnit } = built;
    return {
      kind: 'service',
      run: done,
      score: scoreService(done, capacityPerUnit),
      capacityPerUnit,
    };
  }
}

function taskOf(plan: ScalingPlan, { load }: NamedLoad, simulated: Simulation): ScalingTask {
  const number = (name: string): number | undefined =>
    plan.policies.map((policy): unknown => Reflect.get(policy, name)).find(isNumber);
  return {
    load,
    capacityPerUnit: simulated.kind === 'service' ? simulated.capacityPerUnit : 1,
    bounds: plan.capacity,
    startUp: plan.unit.warmUp,
    evaluateEvery: longer(plan.evaluateEvery),
    scoreFrom: load.start,
    ...(simulated.kind === 'queue'
      ? {
          queue: {
            objective: seconds(simulated.objectiveSeconds),
            serviceTime: seconds(number('serviceTime') ?? 1),
            concurrency: number('concurrency') ?? 1,
          },
        }
      : {}),
  };
}

/** The peers look once a minute, whatever our plan does. */
function longer(evaluateEvery: Seconds): Seconds {
  return seconds(Math.max(60, evaluateEvery));
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function ruleOf(
  name: string,
  setting: string,
  isOurs: boolean,
  simulated: Simulation,
): ComparedRule {
  const { score } = simulated;
  const missed =
    simulated.kind === 'service'
      ? simulated.score.underTimeshare
      : 100 - simulated.score.withinObjective;
  return {
    name,
    setting,
    isOurs,
    usd: score.usd,
    costRatio: null,
    objective: missed,
    meetsObjective: missed <= MOST_MISSED,
    longest:
      simulated.kind === 'service'
        ? simulated.score.longestViolationMinutes
        : simulated.score.longestWaitSeconds,
    actionsPerDay: score.changesPerDay,
    reversalsPerDay: score.reversalsPerDay,
  };
}

function cardsOf(simulated: Simulation): readonly SummaryCard[] {
  const { score } = simulated;
  const cost = {
    label: 'Cost',
    value: `${score.usd.toFixed(2)} USD`,
    note: `${fixed(score.billedHours, 1)} unit-hours billed`,
  };
  const changes = {
    label: 'Changes a day',
    value: String(round(score.changesPerDay)),
    note: `${round(score.reversalsPerDay)} turn round`,
  };
  if (simulated.kind === 'queue') {
    const missed = 100 - simulated.score.withinObjective;
    return [
      {
        label: 'Taken in time',
        value: `${simulated.score.withinObjective.toFixed(2)} %`,
        note: `within ${formatDuration(simulated.objectiveSeconds)}; at most ${MOST_MISSED} % may miss`,
        verdict: missed <= MOST_MISSED ? 'met' : 'missed',
      },
      cost,
      {
        label: 'Longest wait',
        value: `${round(simulated.score.longestWaitSeconds)} s`,
        note: `95 % within ${round(simulated.score.waitP95Seconds)} s`,
      },
      changes,
    ];
  }
  const { underTimeshare, longestViolationMinutes, unserved } = simulated.score;
  return [
    {
      label: 'Time short of capacity',
      value: `${round(underTimeshare)} %`,
      note: `at most ${MOST_MISSED} % is meant`,
      verdict: underTimeshare <= MOST_MISSED ? 'met' : 'missed',
    },
    cost,
    {
      label: 'Longest shortage',
      value: `${round(longestViolationMinutes)} min`,
      note: `${round(unserved)} % of the load in all`,
    },
    changes,
  ];
}

function parametersOf(
  plan: ScalingPlan,
  { unit }: NamedLoad,
  simulated: Simulation,
  settings: SimulationSettings,
) {
  return [
    { name: 'Policies', value: plan.policies.map(({ type }) => type).join(', ') },
    { name: 'Capacity', value: `${plan.capacity.min} to ${plan.capacity.max}` },
    { name: 'Evaluated every', value: formatDuration(plan.evaluateEvery) },
    {
      name: 'Start-up',
      value: `${formatDuration(plan.unit.warmUp)}, spread ${settings.startUpJitter}`,
    },
    ...(simulated.kind === 'service'
      ? [{ name: 'One unit serves', value: `${round(simulated.capacityPerUnit)} ${unit}`.trim() }]
      : []),
  ];
}
