/** @module What the page script is given to draw: the one agreement between writer and page. */

/** All charts of a report share their time axis. */
export interface Drawing {
  /** Seconds since 1970 of the first point. */
  readonly start: number;
  /** Seconds since 1970 of the end of the last interval. */
  readonly end: number;
  /** Seconds between two points. */
  readonly step: number;
  readonly points: number;
  /** Seconds since 1970 before which nothing is scored; null = all is. */
  readonly scoredFrom: number | null;
  /** From and to, in seconds since `start`. */
  readonly violations: readonly (readonly [number, number])[];
  readonly charts: readonly Chart[];
  readonly decisions: readonly DrawnDecision[];
}

export interface Chart {
  /** The id of the element that it is drawn into. */
  readonly id: string;
  readonly quantity: 'number' | 'duration';
  /** Decisions are marked above the first chart only. */
  readonly marksDecisions: boolean;
  readonly isTall: boolean;
  readonly lines: readonly Line[];
  /** A level that must not be passed. */
  readonly objective: number | null;
  /** Places of the lines between which the area is filled. */
  readonly band: { readonly upper: number; readonly lower: number } | null;
}

/** What a line means decides how it looks. */
export type Role =
  | 'load'
  | 'needed'
  | 'in-service'
  | 'desired'
  | 'visible'
  | 'in-flight'
  | 'age'
  | 'forecast'
  | 'forecast-bound';

export interface Line {
  readonly label: string;
  readonly role: Role;
  /** One for each point; null = missing. */
  readonly values: readonly (number | null)[];
}

export interface DrawnDecision {
  /** Seconds since 1970. */
  readonly at: number;
  readonly action: 'scale-out' | 'scale-in' | 'hold';
  readonly from: number | null;
  readonly to: number | null;
  readonly sentences: readonly string[];
}
