/** @module Signals as scores from 0 to 100, and their weighted mean. */
import type { Edge } from './model.ts';

/** What makes a value a score: a straight line from 0 to 100 for each direction. */
export interface ScoredSignal {
  readonly source: string;
  readonly weight: number;
  /** Urgency is 0 here … */
  readonly busy: number;
  /** … and 100 here. */
  readonly critical: number;
  /** Opportunity is 0 here … */
  readonly calm?: number | undefined;
  /** … and 100 here. */
  readonly idle?: number | undefined;
}

/** Whether a score asks for more capacity or offers some. */
export type ScoreKind = 'urgency' | 'opportunity';

/** A signal with what was read. */
export type Scored = ScoredSignal & { readonly value: number } & Scores;

/** Both scores, 0 to 100 each. */
type Scores = { readonly [Kind in ScoreKind]: number };

/** Scores one value. */
export function scoreOf(signal: ScoredSignal, value: number): Scored {
  const { busy, critical, calm, idle } = signal;
  return {
    ...signal,
    value,
    urgency: share(value, busy, critical),
    opportunity: share(value, calm, idle),
  };
}

/**
 * The weighted mean of the scores over all signals that should have one. Those without count as 0,
 * so that the mean is the least it can be.
 */
export function meanScore(
  scored: readonly Scored[],
  kind: ScoreKind,
  all: readonly ScoredSignal[],
): number {
  const weight = weightOf(all);
  const sum = scored.reduce((so, each) => so + each.weight * each[kind], 0);
  // 0.1 + 0.2 must not miss an answer that begins at 0.3.
  return weight === 0 ? 0 : Number((sum / weight).toPrecision(12));
}

/**
 * The value of one signal at which the mean reaches another answer, the others staying as they
 * are: of the signal for which that is the smallest relative change. `froms` are the scores at
 * which answers begin.
 */
export function nearestEdge(
  scored: readonly Scored[],
  mean: Scores,
  all: readonly ScoredSignal[],
  froms: { readonly [Kind in ScoreKind]: readonly number[] },
): Edge | undefined {
  const next = (kind: ScoreKind) => Math.min(...froms[kind].filter((from) => from > mean[kind]));
  const reached = Math.max(...froms.urgency.filter((from) => from <= mean.urgency), 0);
  const weight = weightOf(all);
  const saving = weightOf(all.filter(({ calm }) => calm !== undefined));
  let nearest: Edge | undefined;
  let shortest = Number.POSITIVE_INFINITY;
  for (const each of scored) {
    const above = valueAt(each, 'urgency', (next('urgency') - mean.urgency) * weight);
    const below =
      reached > 0
        ? valueAt(each, 'urgency', (reached - mean.urgency) * weight)
        : valueAt(each, 'opportunity', (next('opportunity') - mean.opportunity) * saving);
    for (const value of [above, below]) {
      const distance = Math.abs((value ?? Number.POSITIVE_INFINITY) - each.value);
      const relative = distance / Math.max(Math.abs(each.value), 1e-9);
      if (relative < shortest) {
        shortest = relative;
        nearest = {
          source: each.source,
          ...(above === undefined ? {} : { above }),
          ...(below === undefined ? {} : { below }),
        };
      }
    }
  }
  return nearest;
}

/** How far a value is from a start (0) to an end (100), whichever of them is higher. */
function share(value: number, start: number | undefined, end: number | undefined): number {
  return start === undefined || end === undefined || start === end
    ? 0
    : 100 * Math.min(1, Math.max(0, (value - start) / (end - start)));
}

function weightOf(signals: readonly ScoredSignal[]): number {
  return signals.reduce((sum, { weight }) => sum + weight, 0);
}

/** The value at which a signal alone brings so much weighted score; undefined where it cannot. */
function valueAt(each: Scored, kind: ScoreKind, weighted: number): number | undefined {
  const needed = each[kind] + weighted / each.weight;
  const [start, end] = kind === 'urgency' ? [each.busy, each.critical] : [each.calm, each.idle];
  return start === undefined || end === undefined || !(needed >= 0 && needed <= 100)
    ? undefined
    : start + (needed / 100) * (end - start);
}
