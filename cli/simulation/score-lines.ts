/** @module A score as people read it. */
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { formatDuration, round } from '../../shared/core/quantity.ts';
import { fixed } from '../report/figures.ts';
import type { NamedLoad } from './load-trace.ts';
import { runSavings, savingsLine } from './run-savings.ts';
import type { Simulation } from './simulation.ts';

/** What came of a simulation, a fact a line. */
export function scoreLines(
  plan: ScalingPlan,
  named: NamedLoad,
  simulated: Simulation,
): readonly string[] {
  const { run } = simulated;
  const savings = runSavings(plan, run);
  const length = (run.rows - run.scoredFrom) * run.every;
  const [changes, reversals] = [simulated.score.changesPerDay, simulated.score.reversalsPerDay];
  return [
    `${plan.id} over ${named.name}: ${formatDuration(length)}, ${run.decisions.length} decisions worth telling`,
    ...(simulated.kind === 'queue' ? queueLines(simulated) : serviceLines(simulated, named)),
    `  changes     ${round(changes)} a day, ${round(reversals)} of them turn round`,
    `  cost        ${fixed(simulated.score.usd, 2)} USD, ${fixed(simulated.score.billedHours, 1)} unit-hours billed`,
    ...(savings === undefined ? [] : [savingsLine(savings)]),
  ];
}

function serviceLines(
  { score, capacityPerUnit }: Extract<Simulation, { kind: 'service' }>,
  { unit }: NamedLoad,
): readonly string[] {
  return [
    `  one unit    serves ${round(capacityPerUnit)} ${unit === '' ? 'of the load' : unit}`,
    `  too little  ${round(score.underTimeshare)} % of the time, ${round(score.unserved)} % of the load; ` +
      `longest ${round(score.longestViolationMinutes)} min`,
    `  too much    ${round(score.costRatio)} × what an oracle would run`,
  ];
}

function queueLines({
  score,
  objectiveSeconds,
}: Extract<Simulation, { kind: 'queue' }>): readonly string[] {
  return [
    `  in time     ${score.withinObjective.toFixed(2)} % of ${fixed(score.completed, 0)} messages were taken within ` +
      `${formatDuration(objectiveSeconds)}`,
    `  waits       median ${round(score.waitP50Seconds)} s, 95 % within ${round(score.waitP95Seconds)} s, ` +
      `longest ${round(score.longestWaitSeconds)} s`,
    `  workers     busy ${round(score.utilisation)} % of the time; ${score.interrupted} jobs interrupted, ` +
      `${score.deadLettered} dead letters`,
  ];
}
