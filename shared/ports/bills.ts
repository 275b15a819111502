import type { FaultCode } from '../core/model.ts';
import type { BillFilter } from '../core/money/bill-filter.ts';
import type { DayFigure } from '../core/money/billed-days.ts';
import type { Span } from '../core/money/periods.ts';

/** What bill is asked for. */
export interface BillQuestion {
  readonly filter: BillFilter;
  /** Whole days of UTC, the first inside and the last outside. */
  readonly days: Span;
  /** Only what this account is billed for: twelve digits. Without it, all that may be seen. */
  readonly account?: string | undefined;
}

/** What AWS billed, or why nobody can tell. */
export type BillAnswer =
  /** A day without a usable amount is left out: it is not 0. */
  | { readonly status: 'billed'; readonly days: readonly DayFigure[] }
  | {
      readonly status: 'unavailable';
      readonly because: FaultCode | 'other-currency';
      readonly detail: string;
    };

/** What AWS billed, behind one call. */
export interface Bills {
  /** The bill of each day. Every call is paid for. Never throws for an expected failure. */
  daily(question: BillQuestion): Promise<BillAnswer>;
}
