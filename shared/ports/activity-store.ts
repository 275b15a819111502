import type { Decision, Outcome } from '../core/decision.ts';
import type { CapacitySighting } from '../core/money/capacity-history.ts';
import type { Instant } from '../core/units.ts';

/** A decision with what acting on it came to, as recorded. */
export interface Activity {
  readonly target: string;
  readonly at: Instant;
  /** Unique per target: the operation, or the version of the state that saw a change of reason. */
  readonly id: string;
  readonly decision: Omit<Decision, 'next'>;
  readonly outcome: Outcome;
}

/** Where activities are kept, for 30 days. */
export interface ActivityStore {
  /** Recording the same activity twice keeps one. */
  append(activity: Activity): Promise<void>;
  /** The latest activities of a target, newest first. */
  recent(target: string, most: number): Promise<readonly Activity[]>;
  /**
   * What the activities of a span, ends included, tell of the capacity, oldest first; before them
   * the last one before the span, where it is still kept.
   */
  sightings(
    target: string,
    span: { readonly from: Instant; readonly to: Instant },
  ): Promise<readonly CapacitySighting[]>;
}
