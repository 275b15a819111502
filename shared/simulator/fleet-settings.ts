/** @module How a simulated fleet behaves: start-up, failures, shortages, spot, warm pool, drain. */
import type { Unit } from '../core/model.ts';
import { type Capacity, capacity, type Instant, type Seconds, seconds } from '../core/units.ts';

/** A time in which the cloud has too little of the unit's type. */
export interface Shortage {
  readonly from: Instant;
  readonly to: Instant;
  /** Launches that would make the fleet larger than this do not come about. */
  readonly atMost: Capacity;
  /** Spot alone is short: on-demand units come beside so many on spot. */
  readonly onSpot?: boolean;
}

/** Units that were prepared and stopped, to start faster. */
export interface WarmPool {
  readonly size: Capacity;
  /** From launch out of the pool to in service. */
  readonly startUp: Seconds;
  /** Whether units go back to the pool on scale-in. */
  readonly isReusedOnScaleIn: boolean;
  /** USD per prepared unit-hour: the disk of a stopped instance. */
  readonly perHour: number;
}

/** Everything about a fleet but what it works on. */
export interface FleetSettings {
  /** Units in service at the start. */
  readonly initial: Capacity;
  /** From launch to in service. */
  readonly startUp: Seconds;
  /** Spread of the start-up: standard deviation of its logarithm; 0 = always the same. */
  readonly startUpJitter: number;
  /** From asking for fewer units until they stop taking work. */
  readonly scaleInDelay: Seconds;
  /** The longest a unit may go on with what it has in hand after it stopped taking work. */
  readonly drain: Seconds;
  /** Chance that a launched unit never comes in service; it is found out after its start-up. */
  readonly launchFailure: number;
  readonly shortages: readonly Shortage[];
  /** How soon launches are tried again during a shortage. */
  readonly retryEvery: Seconds;
  /** Interruptions per unit-hour; 0 for on-demand. */
  readonly spotInterruptions: number;
  /** Between the notice and the loss of a unit. */
  readonly spotNotice: Seconds;
  readonly warmPool: WarmPool | undefined;
  /** USD per unit-hour, from launch to termination. */
  readonly perHour: number;
  /** How units are bought, where they do not all cost the same. */
  readonly mixed: Unit | undefined;
  /** The shortest time that is billed for a unit. */
  readonly billedAtLeast: Seconds;
}

/**
 * An on-demand fleet without surprises. Two minutes of notice and 60 s of least billing are EC2's
 * (EC2 user guide, "Spot Instance interruptions" and "Billing"); 0.096 USD is an m5.large.
 */
export const CALM_FLEET: FleetSettings = {
  initial: capacity(1),
  startUp: seconds(180),
  startUpJitter: 0,
  scaleInDelay: seconds(0),
  drain: seconds(0),
  launchFailure: 0,
  shortages: [],
  retryEvery: seconds(60),
  spotInterruptions: 0,
  spotNotice: seconds(120),
  warmPool: undefined,
  perHour: 0.096,
  mixed: undefined,
  billedAtLeast: seconds(60),
};
