/** @module Small fixed cases that say whether our policies got better or worse. */
import { instant, seconds } from '../shared/core/units.ts';
import { type CaseSettings, scoreCase } from '../shared/simulator/case.ts';
import { costOf, missOf } from '../shared/simulator/comparison.ts';
import { ours } from '../shared/simulator/ours.ts';
import { workloads } from '../shared/simulator/workloads/index.ts';

/** What one of our rules came to, untouched. */
export interface RatchetFigure {
  /** Unit-hours. */
  readonly cost: number;
  /** Percent that missed the objective. */
  readonly miss: number;
}

const SEED = 20_261_122;
const SHAPE = {
  seed: SEED,
  start: instant(Date.UTC(2026, 2, 2)),
  length: seconds(4 * 86_400),
  step: seconds(60),
};
const SERVICE_PEAK = 400;
const QUEUE_PEAK = 2;
/** Jobs of hours need a queue plan of their own, and poison is for tests of its own. */
const LEFT_OUT = ['sparse-long-jobs', 'poison-storm'];
const QUEUE = { objective: seconds(120), serviceTime: seconds(5), concurrency: 1 };
/** What is said of the method beside the figures. */
export const RATCHET_METHOD =
  `generated workloads, 4 days, seed ${SEED}, start-up 3 min without spread, capacity p95/20; ` +
  'our rules untouched; cost in unit-hours, miss in percent';

/** Scores every generated workload with what a newcomer gets. */
export function ratchetFigures(): Readonly<Record<string, RatchetFigure>> {
  const figures: Record<string, RatchetFigure> = {};
  for (const rule of ours) {
    for (const workload of workloads.filter(({ name }) => !LEFT_OUT.includes(name))) {
      const isQueue = rule.worksOn.includes('queue');
      const { load } = workload.generate({
        ...SHAPE,
        peak: isQueue ? QUEUE_PEAK : SERVICE_PEAK,
      });
      const settings: CaseSettings = {
        load,
        unitsAtP95: 20,
        startUp: seconds(180),
        startUpJitter: 0,
        seed: SEED,
        ...(isQueue ? { queue: QUEUE } : {}),
      };
      const score = scoreCase(settings, (task) => rule.ordinary.controller(task));
      figures[`${rule.name} / ${workload.name}`] = {
        cost: Number(costOf(score).toFixed(1)),
        miss: Number(missOf(score).toFixed(3)),
      };
    }
  }
  return figures;
}
