/** @module What the load will be shortly, how wrong that may be, and what head-room that takes. */
import { type ConstantCover, coverOf, firstCover, withSeen } from './constant-cover.ts';
import { type LinearModel, learned, linearModel, predicted } from './least-squares.ts';

/** An expectation that waits for what really comes. Loads are shares of the level. */
export interface Expectation {
  /** When it can be checked: milliseconds since 1970. */
  readonly due: number;
  readonly features: readonly number[];
  readonly expected: number;
  /** Fast and slow variance, and the expected load, as they stood. */
  readonly spread: readonly number[];
  /** More was wanted than a constant capacity would have to bear. */
  readonly isHeld: boolean;
  /** Units that were needed for it. */
  readonly units: number;
}

/** Everything that is remembered; plain numbers. */
export interface LoadOutlook {
  /** Of the newest load. */
  readonly at: number;
  /** The load's level over a day: the unit in which all else is counted. */
  readonly level: number;
  readonly cover: ConstantCover;
  /** The load, smoothed over a few minutes, a quarter of an hour and an hour. */
  readonly smooth: readonly number[];
  /** Squared errors of the last half hour and of the last day. */
  readonly variance: readonly number[];
  /** From the newest load and the smoothed ones to the load to come. */
  readonly load: LinearModel;
  /** From the variances and the load to the squared error to come. */
  readonly error: LinearModel;
  /** Head-room in standard errors. */
  readonly reserve: number;
  readonly pending: readonly Expectation[];
}

/** What the outlook says now, in the unit of the load. */
export interface Outlook {
  readonly expected: number;
  /** Standard error of what is expected. */
  readonly error: number;
  /** Load that capacity should be there for. */
  readonly covered: number;
  /** What is to be remembered, to be checked against what comes. */
  readonly expectation: Pick<Expectation, 'features' | 'expected' | 'spread' | 'isHeld'>;
}

const SMOOTHED_SECONDS = [150, 570, 2370] as const;
const FAST_SECONDS = 1800;
const DAY_SECONDS = 86_400;
/** A load model forgets over about a week of minutes. */
const MEMORY = 0.9999;
/** Before anything is known: the load stays about what it is, a tenth up or down. */
const FIRST_WEIGHTS = [1, -0.3, -0.1, 0, 0.1, 0] as const;
const FIRST_VARIANCE = 0.01;
const FIRST_ERROR_WEIGHTS = [0.5, 0.5, 0.1] as const;
const FIRST_RESERVE = 1;
const LARGEST_RESERVE = 15;
/** Each miss widens the head-room by this many standard errors; time without narrows it again. */
const RESERVE_STEP = 0.15;
/** Never surer than a fifth of the standard error of a whole day. */
const LEAST_VARIANCE_SHARE = 0.05;

/** A linear model may run away: loads and errors are never this much wilder than what was seen. */
const MOST_GROWTH = 2;
/** Loads that were corrected, and seasons after a long rest, may be far above the level. */
const LEAST_LEVEL_SHARE = 1e-3;
const MOST_VARIANCE = 4;

/** The outlook of a load that is seen for the first time. */
export function firstOutlook(load: number, at: number): LoadOutlook {
  return {
    at,
    level: load,
    cover: firstCover(load, at),
    smooth: SMOOTHED_SECONDS.map(() => load),
    variance: [FIRST_VARIANCE, FIRST_VARIANCE],
    load: linearModel(FIRST_WEIGHTS, 1),
    error: linearModel(FIRST_ERROR_WEIGHTS, 1),
    reserve: FIRST_RESERVE,
    pending: [],
  };
}

/**
 * The outlook after a new load: what was expected of it is checked, and all weights learn from it.
 *
 * The head-room is steered by its own misses (adaptive conformal inference: I. Gibbs and E. Candès,
 * "Adaptive Conformal Inference Under Distribution Shift", NeurIPS 2021): a miss widens it by one
 * step, every load without a miss narrows it by the step × the share of misses that is allowed. In
 * the long run that share is what comes out, whatever the load is like. While the head-room is held
 * down to what a constant capacity would bear, that is what the misses steer.
 */
export function withLoad(
  before: LoadOutlook,
  seen: { readonly load: number; readonly at: number; readonly isMissed: boolean },
  allowedMisses: number,
): LoadOutlook {
  const seconds = Math.max(1, (seen.at - before.at) / 1000);
  const level = Math.max(Number.MIN_VALUE, toward(before.level, seen.load, seconds, DAY_SECONDS));
  const checked = newestDue(before.pending, seen.at);
  const isHeld = checked?.isHeld === true;
  const missed = (seen.isMissed ? 1 : 0) - allowedMisses;
  const { variance, load, error } =
    checked === undefined || level <= Number.MIN_VALUE
      ? before
      : checkedAgainst(before, checked, seen.load / level, seconds);
  return {
    at: seen.at,
    level,
    cover: withSeen(before.cover, { ...seen, isHeld }, allowedMisses),
    smooth: before.smooth.map((value, index) =>
      toward(value, seen.load, seconds, SMOOTHED_SECONDS[index] ?? DAY_SECONDS),
    ),
    variance,
    load,
    error,
    reserve: isHeld
      ? before.reserve
      : Math.min(LARGEST_RESERVE, Math.max(0, before.reserve + RESERVE_STEP * missed)),
    pending:
      checked === undefined ? before.pending : before.pending.filter(({ due }) => due > seen.at),
  };
}

/** The last expectation whose time has come. */
function newestDue(pending: readonly Expectation[], at: number): Expectation | undefined {
  let newest: Expectation | undefined;
  for (const expectation of pending) {
    newest = expectation.due <= at ? expectation : newest;
  }
  return newest;
}

/** What the season says, in the unit of the load. */
export interface Season {
  /** How much it usually rises from the last quarter of an hour to the time looked at. */
  readonly rise: number;
  /** What is usual in the last quarter of an hour. */
  readonly usual: number;
}

/**
 * What is to be expected after the lead that the expectations are checked at. Where a season is
 * known, it is two features more: how far to follow it is learned like all else.
 */
export function outlookOf(model: LoadOutlook, load: number, season?: Season): Outlook {
  const largest = Math.max(load, season?.usual ?? 0, Math.abs(season?.rise ?? 0));
  const level = Math.max(model.level, LEAST_LEVEL_SHARE * largest, Number.MIN_VALUE);
  const features = featuresOf(load, model.smooth, level, season);
  let highest = Math.max(load, (season?.usual ?? 0) + (season?.rise ?? 0));
  for (const value of model.smooth) {
    highest = Math.max(highest, value);
  }
  const expected = between(0, predicted(model.load, features), MOST_GROWTH * (highest / level));
  const spread = [...model.variance, expected];
  const [lately = 0, daily = 0] = model.variance;
  const variance = between(
    Math.max(1e-6, LEAST_VARIANCE_SHARE * daily),
    predicted(model.error, spread),
    MOST_VARIANCE * (lately + daily) + 1e-6,
  );
  const error = Math.sqrt(variance);
  const wanted = (expected + model.reserve * error) * level;
  const most = coverOf(model.cover);
  return {
    expected: expected * level,
    error: error * level,
    covered: Math.max(load, Math.min(wanted, most)),
    expectation: { features, expected, spread, isHeld: wanted > most },
  };
}

/**
 * The newest load, and what it has gained on each slower mean: differences hardly depend on one
 * another, so that few digits of their weights are enough.
 */
function featuresOf(
  load: number,
  smooth: readonly number[],
  level: number,
  season: Season | undefined,
): readonly number[] {
  const features = [load / level];
  let faster = load;
  for (const value of smooth) {
    features.push((faster - value) / level);
    faster = value;
  }
  const lately = smooth[1] ?? load;
  features.push(
    (season === undefined ? 0 : season.rise) / level,
    (season === undefined ? 0 : season.usual - lately) / level,
  );
  return features;
}

function checkedAgainst(
  { variance, load, error }: LoadOutlook,
  { features, expected, spread }: Expectation,
  came: number,
  seconds: number,
): Pick<LoadOutlook, 'variance' | 'load' | 'error'> {
  const squared = (came - expected) ** 2;
  const [fast = 0, slow = 0] = variance;
  const told = Math.max(1e-6, predicted(error, spread));
  return {
    variance: [
      toward(fast, squared, seconds, FAST_SECONDS),
      toward(slow, squared, seconds, DAY_SECONDS),
    ],
    load: learned(load, features, came, { memory: MEMORY, weight: 1 }),
    // A squared error varies with the square of its mean: the larger, the less it counts.
    error: learned(error, spread, squared, {
      memory: MEMORY,
      weight: 1e-3 / (told * told + 1e-6),
    }),
  };
}

function between(least: number, value: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

/** One step of exponential smoothing. */
function toward(before: number, value: number, seconds: number, memorySeconds: number): number {
  return before + (value - before) * (1 - Math.exp(-seconds / memorySeconds));
}
