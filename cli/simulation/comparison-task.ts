/** @module One case of a comparison as a worker gets it: plain data in, plain data out. */
import { later, seconds } from '../../shared/core/units.ts';
import { baselines } from '../../shared/simulator/baselines/index.ts';
import { type CaseSettings, scoreCase, taskOf } from '../../shared/simulator/case.ts';
import {
  type ComparedCase,
  medianScore,
  type ScoredVariant,
} from '../../shared/simulator/comparison.ts';
import { ours } from '../../shared/simulator/ours.ts';
import { sharedForecasts } from '../../shared/simulator/shared-forecasts.ts';
import type { Trace } from '../../shared/simulator/trace.ts';
import { loadFile } from './load-trace.ts';

/** What a worker is told. */
export interface ComparisonTask {
  readonly file: string;
  readonly startUpMinutes: number;
  readonly unitsAtP95: number;
  readonly seeds: number;
  /** The newest days of a longer trace are used. */
  readonly mostDays: number;
}

/** Traces in these units are work for a queue; all others are requests. */
const QUEUE_UNITS = /\b(jobs|pods|tasks)\b/i;
/** A job of half a minute that may wait for five. */
const QUEUE = { objective: seconds(300), serviceTime: seconds(30), concurrency: 1 };
const JITTER = 0.1;

/** Scores every rule and setting in one case. */
export async function compareCase({
  file,
  startUpMinutes,
  unitsAtP95,
  seeds,
  mostDays,
}: ComparisonTask): Promise<ComparedCase> {
  const { name, load, unit } = await loadFile(file);
  const isQueue = QUEUE_UNITS.test(unit);
  const settings: Omit<CaseSettings, 'seed'> = {
    load: newest(load, mostDays),
    unitsAtP95,
    startUp: seconds(startUpMinutes * 60),
    startUpJitter: seeds > 1 ? JITTER : 0,
    ...(isQueue ? { queue: QUEUE } : {}),
  };
  const task = { ...taskOf(settings), forecast: sharedForecasts() };
  const kind = isQueue ? 'queue' : 'service';
  const variants = [...ours, ...baselines]
    .filter(({ worksOn }) => worksOn.includes(kind))
    .flatMap((rule) =>
      [rule.ordinary, ...rule.searched].map(
        (variant, index): ScoredVariant => ({
          rule: rule.name,
          label: variant.label,
          isOurs: ours.includes(rule),
          isClairvoyant: rule.isClairvoyant,
          isOrdinary: index === 0,
          score: medianScore(
            Array.from({ length: seeds }, (_, seed) =>
              scoreCase({ ...settings, seed: seed + 1 }, (told) => variant.controller(told), task),
            ),
          ),
        }),
      ),
    );
  return { trace: name, startUpMinutes, unitsAtP95, kind, variants };
}

function newest(load: Trace, mostDays: number): Trace {
  const most = Math.floor((mostDays * 86_400) / load.step);
  const skipped = Math.max(0, load.values.length - most);
  return {
    ...load,
    start: later(load.start, seconds(skipped * load.step)),
    values: load.values.slice(skipped),
  };
}
