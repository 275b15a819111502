/** @module A comparison as tables, for a terminal and for a page. */
import { round } from '../../shared/core/quantity.ts';
import {
  type ComparedCase,
  cheapest,
  LEVELS,
  type Level,
  missOf,
  type ScoredVariant,
  standingOf,
} from '../../shared/simulator/comparison.ts';
import { barTables } from './bar-tables.ts';

/** A table as plain cells. */
export interface CellTable {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const NOT_REACHED = 'not reached';
/** The level of the tables by trace. */
const SHOWN_LEVEL: Level = 0.5;

/** Everything a comparison says: standings first, then cost at equal objective by trace. */
export function comparisonTables(cases: readonly ComparedCase[]): readonly CellTable[] {
  return (['service', 'queue'] as const).flatMap((kind) => {
    const ofKind = cases.filter((each) => each.kind === kind);
    return ofKind.length === 0
      ? []
      : [
          ...barTables(groups(ofKind), kind),
          standings(ofKind, kind),
          untouched(ofKind, kind),
          ...groups(ofKind).map(costs),
        ];
  });
}

function standings(cases: readonly ComparedCase[], kind: string): CellTable {
  const rules = ruleNames(cases).filter((rule) => isOurs(cases, rule));
  return {
    title: `Cost at equal objective, ${kind} traces: ours against the cheapest baseline in hindsight`,
    headings: ['rule', 'miss ≤', 'reached', 'no baseline reaches', 'wins', 'losses', 'cost ratio'],
    rows: rules.flatMap((rule) =>
      LEVELS.map((level) => {
        const standing = standingOf(cases, rule, { level });
        return [
          rule,
          `${level} %`,
          `${standing.reached} of ${standing.cases}`,
          String(standing.reachedByNone),
          String(standing.wins),
          String(standing.losses),
          standing.costRatio === undefined ? '–' : `${standing.costRatio.toFixed(3)} ×`,
        ];
      }),
    ),
  };
}

function untouched(cases: readonly ComparedCase[], kind: string): CellTable {
  return {
    title: `Untouched defaults, ${kind} traces (zero tuning)`,
    headings: ['rule', 'setting', ...LEVELS.map((level) => `miss ≤ ${level} %`), 'median miss'],
    rows: ruleNames(cases)
      .filter((rule) => !isClairvoyant(cases, rule))
      .map((rule) => {
        const misses = cases
          .flatMap(({ variants }) =>
            variants.filter((each) => each.rule === rule && each.isOrdinary),
          )
          .map(({ score }) => missOf(score))
          .toSorted((one, other) => one - other);
        const median = misses[Math.floor(misses.length / 2)];
        const label = cases[0]?.variants.find((each) => each.rule === rule)?.label ?? '';
        return [
          rule,
          label,
          ...LEVELS.map(
            (level) => `${misses.filter((miss) => miss <= level).length} of ${misses.length}`,
          ),
          median === undefined ? '–' : `${round(median)} %`,
        ];
      }),
  };
}

/** Cases that differ in their trace only. */
function groups(cases: readonly ComparedCase[]): readonly (readonly ComparedCase[])[] {
  const byCell = new Map<string, ComparedCase[]>();
  for (const each of cases) {
    const cell = `${each.startUpMinutes}/${each.unitsAtP95}`;
    byCell.set(cell, [...(byCell.get(cell) ?? []), each]);
  }
  return [...byCell.values()];
}

function costs(cases: readonly ComparedCase[]): CellTable {
  const [first] = cases;
  const rules = ruleNames(cases).filter((rule) => !isClairvoyant(cases, rule));
  return {
    title:
      `Cheapest cost with a miss ≤ ${SHOWN_LEVEL} %, as a multiple of ` +
      `${first?.kind === 'service' ? 'the oracle' : 'the work itself'}: ` +
      `start-up ${first?.startUpMinutes} min, capacity p95/${first?.unitsAtP95}`,
    headings: ['trace', ...rules],
    rows: cases.map((compared) => [
      compared.trace,
      ...rules.map((rule) => {
        const best = cheapest(compared, rule, SHOWN_LEVEL);
        return best === undefined ? NOT_REACHED : multipleOf(best);
      }),
    ]),
  };
}

/** A service's units over those of an oracle without start-up; workers' over their busy ones. */
function multipleOf({ score }: ScoredVariant): string {
  return score.kind === 'service'
    ? score.score.costRatio.toFixed(2)
    : (100 / score.score.utilisation).toFixed(2);
}

function ruleNames(cases: readonly ComparedCase[]): readonly string[] {
  return [...new Set(cases.flatMap(({ variants }) => variants.map(({ rule }) => rule)))];
}

function isOurs(cases: readonly ComparedCase[], rule: string): boolean {
  return cases.some(({ variants }) => variants.some((each) => each.rule === rule && each.isOurs));
}

function isClairvoyant(cases: readonly ComparedCase[], rule: string): boolean {
  return cases.some(({ variants }) =>
    variants.some((each) => each.rule === rule && each.isClairvoyant),
  );
}
