/** @module Many scores as an answer: what does the same objective cost with each rule? */
import type { CaseScore } from './case.ts';

/** One rule at one setting, over all seeds of a case. */
export interface ScoredVariant {
  readonly rule: string;
  readonly label: string;
  readonly isOurs: boolean;
  readonly isClairvoyant: boolean;
  /** The setting that a new user has. */
  readonly isOrdinary: boolean;
  /** Medians over the seeds. */
  readonly score: CaseScore;
}

/** All rules in one case. */
export interface ComparedCase {
  readonly trace: string;
  readonly startUpMinutes: number;
  readonly unitsAtP95: number;
  readonly kind: CaseScore['kind'];
  readonly variants: readonly ScoredVariant[];
}

/**
 * Service levels: percent of the time with too little capacity, and percent of messages that may
 * miss the objective.
 */
export const LEVELS = [1, 0.5, 0.1] as const;
export type Level = (typeof LEVELS)[number];

/** What cost is compared by: unit-hours in service for a service, billed ones for workers. */
export function costOf(scored: CaseScore): number {
  return scored.kind === 'service' ? scored.score.unitHours : scored.score.billedHours;
}

/** Percent that misses the objective: of the time for a service, of the messages for a queue. */
export function missOf(scored: CaseScore): number {
  return scored.kind === 'service'
    ? scored.score.underTimeshare
    : 100 - scored.score.withinObjective;
}

/** The cheapest setting of one rule that keeps a level; undefined = no setting does. */
export function cheapest(
  { variants }: ComparedCase,
  rule: string,
  level: Level,
): ScoredVariant | undefined {
  let best: ScoredVariant | undefined;
  for (const variant of variants) {
    if (variant.rule === rule && missOf(variant.score) <= level) {
      best = best === undefined || costOf(variant.score) < costOf(best.score) ? variant : best;
    }
  }
  return best;
}

/** The cheapest setting of any baseline in hindsight; clairvoyant ones do not compete. */
export function cheapestBaseline(compared: ComparedCase, level: Level): ScoredVariant | undefined {
  const rules = new Set(
    compared.variants.filter((each) => !each.isOurs && !each.isClairvoyant).map(({ rule }) => rule),
  );
  return [...rules]
    .flatMap((rule) => cheapest(compared, rule, level) ?? [])
    .toSorted((one, other) => costOf(one.score) - costOf(other.score))[0];
}

/** How one of our rules did against the best of the others, over some cases. */
export interface Standing {
  readonly cases: number;
  /** Cases in which the rule keeps the level. */
  readonly reached: number;
  /** Cases that no baseline keeps. */
  readonly reachedByNone: number;
  readonly wins: number;
  readonly losses: number;
  /**
   * Geometric mean of our cost over the cheapest baseline's, where both keep the level; below 1 is
   * cheaper. Undefined where there is no such case.
   */
  readonly costRatio: number | undefined;
}

/** Within this ratio, costs are alike. */
export const ALIKE = 1.005;

/** The standing of a rule; with `ordinaryOnly`, of the setting that a new user has. */
export function standingOf(
  cases: readonly ComparedCase[],
  rule: string,
  { level, ordinaryOnly = false }: { readonly level: Level; readonly ordinaryOnly?: boolean },
): Standing {
  let reached = 0;
  let reachedByNone = 0;
  let wins = 0;
  let losses = 0;
  const ratios: number[] = [];
  for (const compared of cases) {
    const mine = ordinaryOnly ? ordinary(compared, rule, level) : cheapest(compared, rule, level);
    const theirs = cheapestBaseline(compared, level);
    reached += mine === undefined ? 0 : 1;
    reachedByNone += theirs === undefined ? 1 : 0;
    if (mine === undefined) {
      losses += theirs === undefined ? 0 : 1;
    } else if (theirs === undefined) {
      wins += 1;
    } else {
      const ratio = costOf(mine.score) / costOf(theirs.score);
      wins += ratio < 1 / ALIKE ? 1 : 0;
      losses += ratio > ALIKE ? 1 : 0;
      ratios.push(ratio);
    }
  }
  return {
    cases: cases.length,
    reached,
    reachedByNone,
    wins,
    losses,
    costRatio: geometricMean(ratios),
  };
}

/** The geometric mean; undefined of nothing. */
export function geometricMean(ratios: readonly number[]): number | undefined {
  return ratios.length === 0
    ? undefined
    : Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}

function ordinary(
  { variants }: ComparedCase,
  rule: string,
  level: Level,
): ScoredVariant | undefined {
  const found = variants.find((each) => each.rule === rule && each.isOrdinary);
  return found !== undefined && missOf(found.score) <= level ? found : undefined;
}

/** The median of every number of some scores of one kind. */
export function medianScore(scores: readonly CaseScore[]): CaseScore {
  const [first] = scores;
  if (first === undefined) {
    throw new RangeError('There is no median of no scores.');
  }
  const score: Record<string, number> = {};
  for (const name of Object.keys(first.score)) {
    score[name] = median(scores.map((each) => Number(Reflect.get(each.score, name))));
  }
  return { kind: first.kind, score } as unknown as CaseScore;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
