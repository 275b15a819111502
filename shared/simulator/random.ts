/** @module Seeded randomness: the same seed and name give the same numbers on every machine. */

/** A stream of random numbers. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** A whole number from 0 to `count` − 1; `count` is a power of two up to 65,536. */
  below(count: number): number;
  /** Exponential with this mean. */
  exponential(mean: number): number;
  /** Standard normal. */
  normal(): number;
  /** How many of independent rare events happen when `mean` are expected. */
  poisson(mean: number): number;
  /** How many of `trials` succeed, each with this chance. */
  binomial(trials: number, chance: number): number;
  /** How many marked ones are among `drawn` taken out of `total` without putting back. */
  marked(lot: { readonly total: number; readonly marked: number; readonly drawn: number }): number;
}

/** Above this mean, Poisson and binomial counts are drawn from the normal distribution. */
const NORMAL_FROM = 48;
/** Rounds after which sfc32 has forgotten how similar two seeds were; the author's own number. */
const WARM_UP_ROUNDS = 15;

/**
 * An independent stream for one purpose of one seed: what one consumer draws never shifts what
 * another sees. Generator: sfc32 of C. Doty-Humphrey's PractRand; it passes BigCrush.
 */
export function randomStream(seed: number, name: string): Random {
  const state = new Int32Array([hash(name), seed | 0, Math.floor(seed / 0x1_0000_0000) | 0, 1]);
  let poissonMean = 0;
  let chanceOfNone = 1;

  function word(): number {
    const a = state[0] ?? 0;
    const b = state[1] ?? 0;
    const c = state[2] ?? 0;
    const counter = state[3] ?? 0;
    const drawn = (a + b + counter) | 0;
    state[0] = b ^ (b >>> 9);
    state[1] = (c + (c << 3)) | 0;
    state[2] = (((c << 21) | (c >>> 11)) + drawn) | 0;
    state[3] = (counter + 1) | 0;
    return drawn;
  }

  function uniform(): number {
    return (word() >>> 0) / 0x1_0000_0000;
  }

  function normal(): number {
    // Box and Muller, 1958; the second of the pair is not kept, so that a stream has no memory.
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  }

  function poisson(mean: number): number {
    if (mean > NORMAL_FROM) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    }
    if (mean !== poissonMean) {
      poissonMean = mean;
      chanceOfNone = Math.exp(-mean);
    }
    let chance = chanceOfNone;
    let left = uniform() - chance;
    let count = 0;
    // A chance of 0 ends the sum where rounding kept it below 1.
    while (left >= 0 && chance > 0) {
      count += 1;
      chance *= mean / count;
      left -= chance;
    }
    return count;
  }

  function binomial(trials: number, chance: number): number {
    if (chance > 0.5) {
      return trials - binomial(trials, 1 - chance);
    }
    const mean = trials * chance;
    if (mean > NORMAL_FROM) {
      const drawn = Math.round(mean + Math.sqrt(mean * (1 - chance)) * normal());
      return Math.min(trials, Math.max(0, drawn));
    }
    let count = 0;
    // Failures between successes are geometric: as many draws as successes, not as trials.
    for (let at = gap(chance); at < trials; at += 1 + gap(chance)) {
      count += 1;
    }
    return count;
  }

  function gap(chance: number): number {
    return chance <= 0
      ? Number.POSITIVE_INFINITY
      : Math.floor(Math.log(1 - uniform()) / Math.log1p(-chance));
  }

  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
    word();
  }
  return {
    uniform,
    below: (count) => (word() >>> 16) & (count - 1),
    normal,
    poisson,
    binomial,
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    marked({ total, marked, drawn }) {
      let left = marked;
      for (let taken = 0; taken < drawn && left > 0; taken += 1) {
        if (uniform() * (total - taken) < left) {
          left -= 1;
        }
      }
      return marked - left;
    },
  };
}

/** FNV-1a, 32 bit. */
function hash(name: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    state = Math.imul(state ^ name.charCodeAt(index), 0x01000193);
  }
  return state;
}
