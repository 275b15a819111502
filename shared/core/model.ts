/** @module The nouns of an evaluation: what was read, what the target is, what was decided. */
import type { LoadForecast } from './forecast/load-forecast.ts';
import type { Capacity, Instant, Seconds } from './units.ts';

/** Why a call to the outside brought no answer. Every adapter maps its errors to these. */
export const FaultCode = {
  notFound: 'not-found',
  accessDenied: 'access-denied',
  throttled: 'throttled',
  timeout: 'timeout',
  unavailable: 'unavailable',
  invalid: 'invalid',
} as const;
export type FaultCode = (typeof FaultCode)[keyof typeof FaultCode];

/** Why there is no number: a fault, or an answer that holds none. */
export const MissingCode = {
  ...FaultCode,
  /** The call succeeded and returned no data point. */
  empty: 'empty',
  /** Only a part of the data arrived. */
  partial: 'partial',
  /** The newest number is older than its `maxAge`. */
  stale: 'stale',
  /** Not a number, infinite, or negative where that cannot be. */
  notANumber: 'not-a-number',
} as const;
export type MissingCode = (typeof MissingCode)[keyof typeof MissingCode];

/** One measured value. */
export interface Reading {
  readonly status: 'measured';
  readonly value: number;
  /** "messages", "percent", "seconds", "count" … as the source declares it. */
  readonly unit: string;
  /** When it was true, not when it was asked for. */
  readonly at: Instant;
  /** What the value is made of, where a policy needs it: visible, inFlight, delayed … */
  readonly parts?: Readonly<Record<string, number>>;
  /** How many units reported, where the source averages over reports of single units. */
  readonly reporting?: number;
}

/** No value, and why. Never zero. */
export interface Missing {
  readonly status: 'missing';
  readonly because: MissingCode;
  /** One sentence for people: what failed, where. */
  readonly detail: string;
}

/** Why a target must not be moved just now, by its own account. */
export interface TargetHold {
  readonly code: 'suspended' | 'refreshing' | 'deploying' | 'deleting' | 'updating';
  readonly blocks: 'both' | 'scale-in' | 'scale-out';
  readonly because: string;
}

/** Units that were asked for and could not be launched. */
export interface FailedLaunches {
  /** Those of the last half hour, 1 or more. */
  readonly count: number;
  readonly latest: Instant;
  /** In the words of the service. */
  readonly because: string;
  /** Spot capacity is short; on-demand capacity may not be. */
  readonly onSpot: boolean;
}

/** What a target said of itself. */
export interface DescribedTarget {
  readonly status: 'described';
  /** Desired capacity: what it asks for now, including units still starting. */
  readonly capacity: Capacity;
  /** Units that can do work now. */
  readonly inService: Capacity;
  /** Units launched or launching, not in service yet. */
  readonly pending: Capacity;
  /** The target's own bounds, where it has some. */
  readonly bounds?: { readonly min: Capacity; readonly max: Capacity };
  readonly hold?: TargetHold;
  /** Where units are missing that are not on their way, and the target knows why. */
  readonly failedLaunches?: FailedLaunches;
}

/** The target could not be described. */
export interface UnavailableTarget {
  readonly status: 'unavailable';
  readonly because: FaultCode;
  readonly detail: string;
}

export type TargetStatus = DescribedTarget | UnavailableTarget;

/** Everything measured for one evaluation of one target. */
export interface Snapshot {
  /** By the name the plan gives each source. */
  readonly readings: Readonly<Record<string, Reading | Missing>>;
  readonly target: TargetStatus;
  /** What the target's budget lets it have now; absent = it has no budget. */
  readonly allowance?: Allowance | undefined;
  /** By the policy that asked for it: its type and place in the plan, "predictive#2". */
  readonly forecasts?: Readonly<Record<string, LoadForecast>> | undefined;
}

/** The cap that decides how much money there is. */
export interface BindingCap {
  readonly period: 'hourly' | 'daily' | 'monthly';
  readonly isHard: boolean;
  /** USD in the period. */
  readonly limit: number;
  /** USD spent of it so far. */
  readonly spent: number;
  /** When the period ends. */
  readonly until: Instant;
}

/** What a budget lets one target have at one evaluation, as the ledger says. */
export type Allowance =
  | {
      readonly status: 'known';
      readonly budget: string;
      /** The most units that are paid for; absent = no cap comes near. */
      readonly most?: Capacity | undefined;
      /** The cap behind `most`. */
      readonly cap?: BindingCap | undefined;
      /** The most units under hard caps alone, which neither the minimum nor a person passes. */
      readonly hardMost?: Capacity | undefined;
      /** USD per hour that all targets of the budget cost together now. */
      readonly rate: number;
      /** USD per hour that they may cost together; absent = no period has a cap. */
      readonly mostRate?: number | undefined;
      /** The budget is shed: the target goes to its minimum at once, for this reason. */
      readonly shed?: string | undefined;
    }
  /** The ledger did not answer. */
  | {
      readonly status: 'unknown';
      readonly budget: string;
      readonly isHard: boolean;
      readonly detail: string;
    };

/** A reading value at which a policy would ask for something else. */
export interface Edge {
  readonly source: string;
  /** Scale out above this value. */
  readonly above?: number;
  /** Scale in below this value. */
  readonly below?: number;
}

/** The most that a policy lets anybody have, and until when. */
export interface Ceiling {
  readonly capacity: Capacity;
  readonly because: string;
  readonly until: Instant;
}

/** A capacity that one policy asks for. */
export interface Recommended {
  readonly status: 'recommended';
  readonly capacity: Capacity;
  /** The capacity before rounding, where it follows a continuous signal: the tolerance applies. */
  readonly exact?: number | undefined;
  readonly because: string;
  readonly edge?: Edge | undefined;
  readonly ceiling?: Ceiling | undefined;
  /** A larger maximum than the plan's, for as long as this is asked for: the plan allows it. */
  readonly maximum?: Capacity | undefined;
  /** It asks by the clock, whatever the readings: it wakes a target from zero. */
  readonly wakes?: true | undefined;
  /**
   * It keeps by itself what may be needed again: where all policies do, the standard windows before
   * a scale-in hold nothing more.
   */
  readonly keeps?: true | undefined;
}

/** No opinion by the policy's own rule: it neither asks nor blocks, but may set a ceiling. */
export interface Abstained {
  readonly status: 'abstained';
  readonly because: string;
  readonly ceiling?: Ceiling | undefined;
}

/** No opinion because a reading is missing: scale-in is blocked. */
export interface Blind {
  readonly status: 'blind';
  readonly missing: readonly string[];
  readonly because: string;
}

export type Recommendation = Recommended | Abstained | Blind;

/** A recommendation as a decision reports it: with the policy that made it. */
export type PolicyReport = Recommendation & {
  /** The policy's type; two of one type are told apart by their sources. */
  readonly policy: string;
  readonly sources: readonly string[];
};

/** One limit that changed the proposal. */
export interface Step {
  readonly by: string;
  readonly from: Capacity;
  readonly to: Capacity;
  readonly because: string;
  /** When this limit lets go by itself, where it knows. */
  readonly until?: Instant;
}

/** A reading as a decision reports it. */
export type ReportedReading =
  | { readonly value: number; readonly unit: string; readonly ageSeconds: number }
  | { readonly missing: MissingCode; readonly detail: string };

/** The nearest thing that would alter the answer. */
export type NearestChange =
  | {
      readonly kind: 'reading';
      readonly source: string;
      readonly direction: 'above' | 'below';
      readonly value: number;
    }
  | { readonly kind: 'time'; readonly at: Instant; readonly limit: string };

export type Action = 'scale-out' | 'scale-in' | 'hold';

/** How a fleet of instances is bought: some on demand, the others on spot. */
export interface Purchase {
  /** So many units are on demand before any is on spot. */
  readonly onDemandBase: number;
  /** Of the units above the base, so many percent are on demand, rounded up; 0 to 100. */
  readonly onDemandPercentageAboveBase: number;
  /** USD: an on-demand unit for an hour; absent where nobody knows it. */
  readonly onDemandPerHour?: number | undefined;
  /** USD: a spot unit for an hour; absent where nobody knows it. */
  readonly spotPerHour?: number | undefined;
  /** While spot is short the target still grows, and each unit more is priced as on demand. */
  readonly fallToOnDemand: boolean;
}

/** Length of the warm-up and price of one unit. */
export interface Unit {
  /** Time before a new unit does its full work. */
  readonly warmUp: Seconds;
  /** USD: the most that one unit more costs in an hour; absent where nobody knows it, never 0. */
  readonly perHour?: number | undefined;
  /** Where the price came from, as one phrase: the plan, a dated table, a refreshed price. */
  readonly priceFrom?: string | undefined;
  /** How units are bought, where they do not all cost the same. */
  readonly purchase?: Purchase | undefined;
  /** The one instance type that units are of. */
  readonly instanceType?: string | undefined;
  /** The instance types that units are of, each with the units it counts. */
  readonly instanceTypes?: Readonly<Record<string, number>> | undefined;
  /** Availability zones that units spread over. */
  readonly zones?: number | undefined;
  /** Units are tasks on Fargate; only their price and their bill ask for more. */
  readonly fargate?: object | undefined;
  /** Units are executions of a Lambda function. */
  readonly lambda?: object | undefined;
  /** Units are database instances, or Aurora capacity units. */
  readonly database?: object | undefined;
}
