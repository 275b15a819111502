/** @module What a local run came to. */
import type { Evaluation } from '../../shared/app/evaluation.ts';
import { costPerHour } from '../../shared/core/money/unit-cost.ts';
import { round } from '../../shared/core/quantity.ts';
import { fixed, NO_FIGURE } from '../report/figures.ts';
import { table } from '../table.ts';
import type { Minute } from './history.ts';
import type { LocalTarget } from './worlds.ts';

/** A target's run in numbers. */
export interface TargetSummary {
  readonly target: string;
  readonly minutes: number;
  readonly capacity: { readonly min: number; readonly mean: number; readonly max: number };
  readonly scaleOuts: number;
  readonly scaleIns: number;
  /** Share of the time with enough units, or of the messages taken within the objective. */
  readonly objectiveMetPercent: number;
  readonly objective: string;
  readonly usd: number;
  /** What the largest capacity seen would have cost all the time. */
  readonly usdAtPeak: number;
}

/** Counts what happens to a target, to be summed up at the end. */
export interface Tally {
  add(minute: Minute): void;
  count(evaluation: Evaluation): void;
  sum(local: LocalTarget): TargetSummary;
}

export function tally(): Tally {
  let minutes = 0;
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  let scaleOuts = 0;
  let scaleIns = 0;
  return {
    add({ capacity }) {
      minutes += 1;
      sum += capacity;
      least = Math.min(least, capacity);
      most = Math.max(most, capacity);
    },
    count({ decision, outcome }) {
      if (outcome.status === 'applied') {
        scaleOuts += decision.action === 'scale-out' ? 1 : 0;
        scaleIns += decision.action === 'scale-in' ? 1 : 0;
      }
    },
    sum(local) {
      return {
        target: local.plan.id,
        minutes,
        capacity: {
          min: Number.isFinite(least) ? least : 0,
          mean: minutes === 0 ? 0 : sum / minutes,
          max: most,
        },
        scaleOuts,
        scaleIns,
        ...objectiveOf(local, minutes),
        usd: local.world.totals().usd,
        usdAtPeak: ((costPerHour(local.plan.unit, most) ?? 0) * minutes) / 60,
      };
    },
  };
}

function objectiveOf(
  local: LocalTarget,
  minutes: number,
): Pick<TargetSummary, 'objectiveMetPercent' | 'objective'> {
  if (local.kind === 'queue') {
    const { withinObjective, waitP95, taken } = local.world.totals();
    return {
      objectiveMetPercent: taken === 0 ? 100 : withinObjective * 100,
      objective: `messages taken in time (95 % within ${round(waitP95)} s)`,
    };
  }
  const { violationSeconds } = local.world.totals();
  return {
    objectiveMetPercent: minutes === 0 ? 100 : 100 - (violationSeconds / (minutes * 60)) * 100,
    objective: 'time with enough units',
  };
}

/** The summaries as text: a table of figures, and under it what they are measured by. */
export function summaryText(summaries: readonly TargetSummary[]): string {
  return [
    table(
      ['target', 'units min/mean/max', 'out', 'in', 'objective', 'USD', 'at peak', 'saved'],
      summaries.map((each) => [
        each.target,
        `${each.capacity.min} / ${round(each.capacity.mean)} / ${each.capacity.max}`,
        String(each.scaleOuts),
        String(each.scaleIns),
        `${each.objectiveMetPercent.toFixed(2)} %`,
        fixed(each.usd, 2),
        ...(each.usdAtPeak === 0
          ? [NO_FIGURE, NO_FIGURE]
          : [fixed(each.usdAtPeak, 2), `${Math.round((1 - each.usd / each.usdAtPeak) * 100)} %`]),
      ]),
      NUMBERS,
    ),
    '',
    ...summaries.map(({ target, objective }) => `Objective of ${target}: ${objective}.`),
    'At peak: what the largest capacity seen would have cost all the time.',
  ].join('\n');
}

/** The columns whose digits stand at the right. */
const NUMBERS = [1, 2, 3, 4, 5, 6, 7];
