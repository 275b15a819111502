import type { Missing } from '../core/model.ts';
import type { SourceSpec } from '../core/plan.ts';
import type { Instant, Seconds } from '../core/units.ts';

/** One value of a past period, told as of the end of the period. */
export interface PastValue {
  readonly at: Instant;
  readonly value: number;
  /** What it is made of, as in a reading: visible, inFlight … */
  readonly parts?: Readonly<Record<string, number>>;
}

/** What a source measured, oldest first. A period without a value is left out: it is not 0. */
export interface MetricHistory {
  readonly status: 'kept';
  readonly unit: string;
  /** The length of the periods: no shorter than asked for, the source's own, or what is kept. */
  readonly period: Seconds;
  /** How long after its end a value can be read: an evaluation sees it no sooner. */
  readonly delay: Seconds;
  readonly values: readonly PastValue[];
}

/** What part of the past is asked for. */
export interface HistorySpan {
  readonly from: Instant;
  readonly to: Instant;
  /** The resolution asked for. */
  readonly period: Seconds;
  readonly now: Instant;
}

/** The past of every metric source behind one call. */
export interface MetricHistories {
  /**
   * One answer for each spec, in order. Never throws for an expected failure: what could not be
   * read, or is not kept by its source, is missing, with its reason.
   */
  read(
    specs: readonly SourceSpec[],
    span: HistorySpan,
  ): Promise<readonly (MetricHistory | Missing)[]>;
  /**
   * The source that measures the load of a source for all units together, in the same unit and
   * period: itself where it is such a total; undefined where what it measures is no load.
   */
  wholeOf(spec: SourceSpec): SourceSpec | undefined;
}
