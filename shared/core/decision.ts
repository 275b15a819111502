/** @module What an evaluation came to: the action, why, and what to remember. */
import type { limits } from './limits/index.ts';
import type { Action, NearestChange, PolicyReport, ReportedReading, Step } from './model.ts';
import type { State } from './state.ts';
import type { Capacity, Instant } from './units.ts';

/** Why the answer is what it is: the limit that bound last, or one of these. */
export type ReasonCode =
  | (typeof limits.names)[number]
  /** The highest recommendation, unchanged by any limit. */
  | 'recommended'
  /** The capacity is right. */
  | 'steady'
  /** No policy has an opinion. */
  | 'no-opinion'
  | 'target-not-found'
  | 'target-unavailable'
  /** The target says that it must not be moved: suspended, refreshing, deploying … */
  | 'target-held'
  /** A change was written down by somebody who may still be acting. */
  | 'operation-in-progress'
  /** Others moved the target. */
  | 'foreign-change';

/**
 * One evaluation's answer, as plain data. The same inputs give the same decision, byte for byte.
 */
export interface Decision {
  readonly target: string;
  readonly at: Instant;
  readonly action: Action;
  /** Desired capacity found; null when the target could not be described. */
  readonly from: Capacity | null;
  readonly to: Capacity | null;
  readonly reason: ReasonCode;
  /** The reason as one sentence. */
  readonly because: string;
  readonly readings: Readonly<Record<string, ReportedReading>>;
  readonly recommendations: readonly PolicyReport[];
  /** Every limit that changed the proposal, in order. */
  readonly steps: readonly Step[];
  /** USD per hour that the change adds (negative: saves); null where a unit has no price. */
  readonly costPerHour: number | null;
  readonly nearest: NearestChange | null;
  /** Others moved the target since we last looked. */
  readonly foreignChange: { readonly from: Capacity; readonly to: Capacity } | null;
  /** What to remember; the very state that was passed in when there is nothing new. */
  readonly next: State;
}

/** What acting on a decision came to. */
export type Outcome =
  | { readonly status: 'applied' }
  /** There was nothing to do, or the plan is in shadow mode. */
  | { readonly status: 'unchanged' }
  /** The target's service refused the change; trying the same again would not help. */
  | { readonly status: 'refused'; readonly code: string; readonly because: string }
  /** It was not confirmed: throttled, timed out, busy. A later evaluation tries again. */
  | { readonly status: 'failed'; readonly code: string; readonly because: string }
  /** Somebody else wrote the state first: they act, we do not. */
  | { readonly status: 'superseded' };
