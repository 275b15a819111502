/** @module What a report says, as plain values: no markup, no run, no world. */
import type { Action } from '../../shared/core/model.ts';
import type { Instant, Seconds } from '../../shared/core/units.ts';

/** A report of one run, or of a comparison; every part that is absent or empty is left out. */
export interface ReportDocument {
  readonly title: string;
  /** The name of the target's plan, or of the plan file. */
  readonly plan: string;
  readonly trace: string;
  readonly seed: number;
  /** What was set, so that somebody else gets the same numbers. */
  readonly parameters: readonly Parameter[];
  /** The few figures that matter most, in that order. */
  readonly cards: readonly SummaryCard[];
  readonly timeline?: Timeline;
  readonly decisions: readonly ReportedDecision[];
  readonly comparison?: Comparison;
  readonly tables: readonly ReportTable[];
}

export interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** One figure, written out with its unit. */
export interface SummaryCard {
  readonly label: string;
  readonly value: string;
  /** What it is measured against, or how it came about. */
  readonly note?: string;
  /** Whether the figure meets what was asked; absent where nothing was asked. */
  readonly verdict?: 'met' | 'missed';
}

/** One number for each interval; NaN = missing. */
export type Series = ArrayLike<number>;

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** What was expected for each interval, in the unit of the load. */
export interface ForecastBand {
  readonly lower: Series;
  readonly middle: Series;
  readonly upper: Series;
}

interface Intervals {
  /** The start of the first interval. */
  readonly start: Instant;
  /** The length of one interval. */
  readonly every: Seconds;
  /** What lies before was warming up, and is in no figure. */
  readonly scoredFrom?: Instant;
  /** When the objective was missed, in order, without overlaps. */
  readonly violations: readonly Span[];
  /** Units asked for. */
  readonly desired: Series;
  /** Mean units in service. */
  readonly inService: Series;
  readonly forecast?: ForecastBand;
  /** What a load of 1 is: "requests per second". */
  readonly loadUnit: string;
}

/** A run of a tier that serves requests. */
export interface ServiceTimeline extends Intervals {
  readonly kind: 'service';
  readonly load: Series;
  /** The fewest units that serve the load within the objective. */
  readonly needed: Series;
}

/** A run of workers on a queue. */
export interface QueueTimeline extends Intervals {
  readonly kind: 'queue';
  readonly arrivals: Series;
  /** Messages that wait. */
  readonly visible: Series;
  /** Messages that a worker has in hand. */
  readonly inFlight: Series;
  /** Seconds that the oldest waiting message has waited. */
  readonly ageOfOldest: Series;
  /** How long a message may wait. */
  readonly objective: Seconds;
}

export type Timeline = ServiceTimeline | QueueTimeline;

/** A decision as people read it. */
export interface ReportedDecision {
  readonly at: Instant;
  readonly action: Action;
  /** Desired capacity before and after; null where the target could not be described. */
  readonly from: number | null;
  readonly to: number | null;
  /** The headline first, as explain() writes them. */
  readonly sentences: readonly string[];
}

/** The run against other rules in the same world. */
export interface Comparison {
  /** What the objective's figure is: "Time short of capacity, %". */
  readonly objectiveLabel: string;
  /** What the longest violation is: "Longest violation, minutes". */
  readonly longestLabel: string;
  readonly rows: readonly ComparedRule[];
}

/** One rule at one setting. */
export interface ComparedRule {
  readonly name: string;
  readonly setting: string;
  readonly isOurs: boolean;
  /** Null where a unit has no price. */
  readonly usd: number | null;
  /** Unit-hours over those of the oracle; null where there is none. */
  readonly costRatio: number | null;
  readonly objective: number | null;
  /** Null where no objective is stated. */
  readonly meetsObjective: boolean | null;
  readonly longest: number | null;
  readonly actionsPerDay: number | null;
  readonly reversalsPerDay: number | null;
}

/** Any other table. */
export interface ReportTable {
  readonly caption: string;
  readonly columns: readonly { readonly heading: string; readonly isNumeric: boolean }[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly isOurs: boolean }[];
}
