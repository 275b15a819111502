/** @module What our policies set out to reach, held against what they reached. */
import {
  type ComparedCase,
  cheapest,
  cheapestBaseline,
  costOf,
  type Level,
  missOf,
  type ScoredVariant,
} from './comparison.ts';

/** Our best setting in one case beside the best of the others. */
export interface Pairing {
  readonly trace: string;
  /** Absent where no setting of ours keeps the level. */
  readonly ours?: ScoredVariant;
  /** Absent where no setting of any baseline does. */
  readonly theirs?: ScoredVariant;
  /** Our cost over theirs, where both keep the level. */
  readonly ratio?: number;
}

/** The cheapest setting of any rule of ours in each case, beside the cheapest baseline's. */
export function pairings(cases: readonly ComparedCase[], level: Level): readonly Pairing[] {
  return cases.map((compared) => {
    const ours = cheapestOf(
      [...rulesOf(compared, true)].flatMap((rule) => cheapest(compared, rule, level) ?? []),
    );
    const theirs = cheapestBaseline(compared, level);
    return pairing(compared.trace, ours, theirs);
  });
}

/** The untouched default of a rule in each case, beside a baseline tuned in hindsight. */
export function untouchedAgainst(
  cases: readonly ComparedCase[],
  { rule, baseline, level }: Readonly<{ rule: string; baseline: string; level: Level }>,
): readonly Pairing[] {
  return cases.map((compared) => {
    const ours = compared.variants.find(
      (each) => each.rule === rule && each.isOrdinary && missOf(each.score) <= level,
    );
    const theirs = cheapest(compared, baseline, level);
    return pairing(compared.trace, ours, theirs);
  });
}

/** How often a rule and we changed direction. */
export interface Calmness {
  readonly trace: string;
  /** The other rule, at its cheapest setting that keeps the level, or as published. */
  readonly theirs: ScoredVariant;
  /** Our setting with the fewest changes of direction among those that cost no more. */
  readonly ours?: ScoredVariant;
}

/** Ours among the settings that keep the level and cost no more than the other rule. */
export function calmness(
  cases: readonly ComparedCase[],
  rule: string,
  level: Level,
): readonly Calmness[] {
  return cases.flatMap((compared) => {
    const theirs =
      cheapest(compared, rule, level) ??
      compared.variants.find((each) => each.rule === rule && each.isOrdinary);
    if (theirs === undefined) {
      return [];
    }
    const isReached = missOf(theirs.score) <= level;
    const [ours] = compared.variants
      .filter(
        ({ isOurs, score }) =>
          isOurs &&
          missOf(score) <= (isReached ? level : missOf(theirs.score)) &&
          costOf(score) <= costOf(theirs.score),
      )
      .toSorted(
        (one, other) => one.score.score.reversalsPerDay - other.score.score.reversalsPerDay,
      );
    return [{ trace: compared.trace, theirs, ...(ours === undefined ? {} : { ours }) }];
  });
}

function pairing(
  trace: string,
  ours: ScoredVariant | undefined,
  theirs: ScoredVariant | undefined,
): Pairing {
  return {
    trace,
    ...(ours === undefined ? {} : { ours }),
    ...(theirs === undefined ? {} : { theirs }),
    ...(ours === undefined || theirs === undefined
      ? {}
      : { ratio: costOf(ours.score) / costOf(theirs.score) }),
  };
}

function rulesOf({ variants }: ComparedCase, isOurs: boolean): ReadonlySet<string> {
  return new Set(variants.filter((each) => each.isOurs === isOurs).map(({ rule }) => rule));
}

function cheapestOf(variants: readonly ScoredVariant[]): ScoredVariant | undefined {
  return variants.toSorted((one, other) => costOf(one.score) - costOf(other.score))[0];
}
