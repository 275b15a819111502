import type { FaultCode, TargetStatus } from '../core/model.ts';
import type { Capacity } from '../core/units.ts';

/** An absolute change: repeating it is harmless. */
export interface CapacityChange {
  readonly from: Capacity;
  readonly to: Capacity;
}

/** What a target's service answered to a change. */
export type ApplyResult =
  | { readonly status: 'applied' }
  /** It will not be accepted by asking again: out of bounds, not found, access denied. */
  | { readonly status: 'refused'; readonly code: FaultCode; readonly because: string }
  /** It may be accepted later: throttled, timed out, busy. */
  | { readonly status: 'failed'; readonly code: FaultCode; readonly because: string };

/** Every target type behind two calls. */
export interface Targets {
  /** One status for each spec, in order; what could not be described is unavailable. */
  describe(specs: readonly { readonly type: string }[]): Promise<readonly TargetStatus[]>;
  /** Sets the desired capacity. Never throws for an expected failure. */
  apply(spec: { readonly type: string }, change: CapacityChange): Promise<ApplyResult>;
}
