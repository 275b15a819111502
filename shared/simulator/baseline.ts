/** @module What a baseline is: a peer's published rule, at work in our world. */
import { type Capacity, capacityFor, clamp, type Instant, type Seconds } from '../core/units.ts';
import type { Controller } from './controller.ts';
import type { MakeForecast } from './shared-forecasts.ts';
import type { Trace } from './trace.ts';
import type { World } from './world.ts';

/** What there is to scale, and what its operator knows of it. */
export interface ScalingTask {
  /** The load to come. Only rules that are sized in hindsight or clairvoyant look at it. */
  readonly load: Trace;
  /** Load that one unit serves within the objective, in the unit of the load. */
  readonly capacityPerUnit: number;
  readonly bounds: { readonly min: Capacity; readonly max: Capacity };
  /** From launch to in service. */
  readonly startUp: Seconds;
  readonly evaluateEvery: Seconds;
  /** What comes before is warming up. */
  readonly scoreFrom: Instant;
  /** Absent for a fleet that serves requests. */
  readonly queue?: QueueTask;
  /** How forecasts are made, where the rules that are tried share them. */
  readonly forecast?: MakeForecast;
}

/** What the operator of workers knows of their queue. */
export interface QueueTask {
  /** How long a message may wait. */
  readonly objective: Seconds;
  /** Mean time one message takes. */
  readonly serviceTime: Seconds;
  /** Messages one unit has in hand at once. */
  readonly concurrency: number;
}

/** One setting of a baseline, ready to run. */
export interface Variant {
  /** What differs from the ordinary settings: "target 0.6"; "as published" when nothing does. */
  readonly label: string;
  /** A controller without memory yet. Throws a RangeError for a task it does not work on. */
  controller(task: ScalingTask): Controller;
}

/** A peer's rule with the settings that a comparison tries. */
export interface Baseline {
  /** The file's name, and what tables and the command line show. */
  readonly name: string;
  /** One sentence for people who read the table. */
  readonly about: string;
  readonly worksOn: readonly ('service' | 'queue')[];
  /** It knows the load to come: it shows what cannot be beaten, and competes with nobody. */
  readonly isClairvoyant: boolean;
  /** What a new user has, untouched. */
  readonly ordinary: Variant;
  /** What a search for the cheapest setting tries. */
  readonly searched: readonly Variant[];
}

/** Units wanted now, fractions rounded up; undefined = no change. Asked at every evaluation. */
export type Rule = (world: World) => number | undefined;

/** A baseline that also takes settings outside its grid. */
export interface DefinedBaseline<Settings> extends Baseline {
  variant(given: Partial<Settings>): Variant;
}

/** Shares of a unit's capacity that a search tries as targets. */
export const TARGETS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const;
/** The target of the published comparison of these rules. */
export const ORDINARY_TARGET = 0.7;

/**
 * A baseline from its rule; whatever the rule wants, the bounds hold, as they do for every peer.
 */
export function defineBaseline<Settings extends object>({
  ordinary,
  grid,
  rule,
  ...about
}: Pick<Baseline, 'name' | 'about' | 'worksOn'> & {
  readonly isClairvoyant?: boolean;
  readonly ordinary: Settings;
  readonly grid: readonly Partial<Settings>[];
  rule(settings: Settings, task: ScalingTask): Rule;
}): DefinedBaseline<Settings> {
  const variant = (given: Partial<Settings>): Variant => ({
    label: labelOf(given),
    controller: (task) => {
      const kind = task.queue === undefined ? 'service' : 'queue';
      if (!about.worksOn.includes(kind)) {
        throw new RangeError(`The baseline ${about.name} does not work on a ${kind}.`);
      }
      return bounded(rule({ ...ordinary, ...given }, task), task);
    },
  });
  return {
    isClairvoyant: false,
    ...about,
    ordinary: variant({}),
    searched: grid.map(variant),
    variant,
  };
}

function bounded(rule: Rule, { bounds }: ScalingTask): Controller {
  return {
    evaluate(world) {
      const { capacity } = world.describe();
      const wanted = clamp(capacityFor(rule(world) ?? capacity), bounds);
      if (wanted !== capacity) {
        world.setDesired(wanted);
      }
      return undefined;
    },
  };
}

function labelOf(given: object): string {
  const told = Object.entries(given).map(([name, value]) => `${name} ${value}`);
  return told.length === 0 ? 'as published' : told.join(', ');
}
