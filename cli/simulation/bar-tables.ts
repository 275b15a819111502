/** @module What we set out to reach, as tables: cost, untouched defaults, changes of direction. */
import { calmness, type Pairing, pairings, untouchedAgainst } from '../../shared/simulator/bar.ts';
import {
  ALIKE,
  type ComparedCase,
  geometricMean,
  type Level,
} from '../../shared/simulator/comparison.ts';
import { ours } from '../../shared/simulator/ours.ts';
import type { CellTable } from './comparison-tables.ts';

const LEVEL: Level = 0.5;
/** For queues: 99 % of the messages inside the objective. */
const QUEUE_LEVEL: Level = 1;
/** What is held against native scaling, by kind of work. */
const PEERS = { service: 'aws-target-tracking', queue: 'aws-backlog-per-instance' } as const;

/** The bar of a kind of work: one row for each start-up and size. */
export function barTables(
  cells: readonly (readonly ComparedCase[])[],
  kind: 'service' | 'queue',
): readonly CellTable[] {
  const level = kind === 'service' ? LEVEL : QUEUE_LEVEL;
  const newcomer = ours.find(({ worksOn }) => worksOn.includes(kind))?.name ?? '';
  return [
    {
      title: `The bar, ${kind} traces: ours, tuned, against the cheapest baseline in hindsight (miss ≤ ${level} %)`,
      headings: ['start-up', 'capacity', 'reached', 'cheaper or alike', 'dearer on', 'cost ratio'],
      rows: cells.map((cell) => [...nameOf(cell), ...sums(pairings(cell, level))]),
    },
    {
      title: `Zero tuning, ${kind} traces: the untouched ${newcomer} against tuned ${PEERS[kind]} (miss ≤ ${level} %)`,
      headings: ['start-up', 'capacity', 'reached', 'cheaper or alike', 'dearer on', 'cost ratio'],
      rows: cells.map((cell) => [
        ...nameOf(cell),
        ...sums(untouchedAgainst(cell, { rule: newcomer, baseline: PEERS[kind], level })),
      ]),
    },
    ...(kind === 'service' ? cells.slice(0, 1).map(reversals) : []),
  ];
}

function nameOf(cell: readonly ComparedCase[]): readonly string[] {
  const [first] = cell;
  return [`${first?.startUpMinutes} min`, `p95/${first?.unitsAtP95}`];
}

function sums(pairs: readonly Pairing[]): readonly string[] {
  const ratios = pairs.flatMap(({ ratio }) => ratio ?? []);
  const dearer = pairs.flatMap(({ trace, ratio }) =>
    ratio !== undefined && ratio > ALIKE ? [`${trace} (${ratio.toFixed(2)} ×)`] : [],
  );
  const lost = pairs.flatMap(({ trace, ours, theirs }) =>
    ours === undefined && theirs !== undefined ? [`${trace} (not reached)`] : [],
  );
  const won = pairs.length - dearer.length - lost.length;
  const mean = geometricMean(ratios);
  return [
    `${pairs.filter((each) => each.ours !== undefined).length} of ${pairs.length}`,
    `${won} of ${pairs.length}`,
    [...dearer, ...lost].join(', ') || 'none',
    mean === undefined ? '–' : `${mean.toFixed(3)} ×`,
  ];
}

function reversals(cell: readonly ComparedCase[]): CellTable {
  return {
    title:
      `Changes of direction per day: HPA at its cheapest setting, and ours at equal or lower cost ` +
      `(start-up ${nameOf(cell).join(', capacity ')})`,
    headings: ['trace', 'hpa', 'ours', 'our setting'],
    rows: calmness(cell, 'hpa', LEVEL).map(({ trace, theirs, ours: mine }) => [
      trace,
      theirs.score.score.reversalsPerDay.toFixed(1),
      mine === undefined ? 'none as cheap' : mine.score.score.reversalsPerDay.toFixed(1),
      mine === undefined ? '–' : `${mine.rule.replace('tidegate ', '')}, ${mine.label}`,
    ]),
  };
}
