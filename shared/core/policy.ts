/** @module What a scaling policy is: settings in, a recommendation out. */
import type * as z from 'zod/mini';
import type { CheckContext, Checks } from './check.ts';
import { type Family, family, type SpecOf } from './family.ts';
import type { ForecastRequest, LoadForecast } from './forecast/load-forecast.ts';
import type { Direction } from './limit.ts';
import type { Interpreters } from './lua.ts';
import type { DescribedTarget, Missing, Reading, Recommendation, Unit } from './model.ts';
import type { Capacity, Instant, Seconds } from './units.ts';

/** What a policy remembers between evaluations; `type` is the policy's own. */
export interface PolicyMemory {
  readonly type: string;
}

/** What a policy says, and what it wants to be handed at the next evaluation. */
export type PolicyAnswer = Recommendation & { readonly remember?: PolicyMemory };

/** Everything a policy may look at. */
export interface PolicyContext {
  /** The reading of a source of this target; missing when the source was not read. */
  reading(source: string): Reading | Missing;
  readonly target: DescribedTarget;
  /** Units in service in the minute that a reading is about: what its average was taken over. */
  unitsWhen(reading: Reading): Capacity;
  readonly bounds: { readonly min: Capacity; readonly max: Capacity };
  /** Unrounded capacities from `below` to `above` are the current one, within the tolerance. */
  readonly band: { readonly above: number; readonly below: number };
  readonly unit: Unit;
  readonly now: Instant;
  /** How often this target is evaluated. */
  readonly cadence: Seconds;
  /** What was foretold for this policy, where it asked for that and a forecast was made. */
  readonly forecast?: LoadForecast | undefined;
  /** The languages that were loaded for this plan. */
  readonly interpreters: Interpreters;
}

/** What a wish for a forecast depends on beside the policy's settings. */
export type ForecastContext = Pick<PolicyContext, 'unit' | 'cadence'>;

/** A value that a policy holds a source against, and where it stands below the settings. */
export interface ComparedValue {
  readonly value: number;
  readonly path: readonly (string | number)[];
  /** What it is compared with: kept at it, more than it, or less than it. */
  readonly side: 'target' | 'above' | 'below';
}

/** How a policy takes a source: what lint holds against what the source measures. */
export interface SourceUse {
  readonly source: string;
  /**
   * An average over the units, a total of all, messages that wait, arrivals in a length of time, or
   * nothing but a level.
   */
  readonly as: 'per-unit' | 'total' | 'backlog' | 'arrivals' | 'level';
  readonly values?: readonly ComparedValue[];
  /** With `arrivals`: the time over which they are counted. */
  readonly per?: Seconds;
}

/** A capacity that a policy may ask for at once, and how soon it has to be in service. */
export interface Rush {
  readonly to: Capacity;
  readonly within: Seconds;
  readonly path: readonly (string | number)[];
  /** Whether it answers a load, and so depends on how often that is looked at. */
  readonly isAnswer: boolean;
  /** Who asks, and what for: 'the window "sale"'. */
  readonly who: string;
}

/**
 * One way to recommend a capacity. A policy whose readings are missing is blind; one whose own
 * rule has nothing to say abstains; it never guesses.
 */
export interface Policy<Spec, Memory extends PolicyMemory = PolicyMemory> {
  /** The file's name, and what a plan writes. */
  readonly type: string;
  readonly schema: z.ZodMiniType<Spec>;
  /** The language that it is written in and that must be loaded before. */
  readonly interpreter?: keyof Interpreters;
  /** The names of the sources it reads. */
  sources(spec: Spec): readonly string[];
  /** What it wants to be foretold; without it, nothing. */
  forecast?(spec: Spec, context: ForecastContext): ForecastRequest | undefined;
  /** False where it measures running units, and so says nothing while none runs. */
  worksFromZero?(spec: Spec): boolean;
  /** What is wrong and its schema cannot see: inverted thresholds, windows that never open … */
  readonly lint?: Checks<Spec>;
  /** What may well be meant but is doubtful. */
  readonly doubts?: Checks<Spec>;
  /** How it takes its sources, where that can be told from its settings. */
  uses?(spec: Spec): readonly SourceUse[];
  /** In which directions it ever moves a target; without it, in both. */
  directions?(spec: Spec): readonly Direction[];
  /** What it may ask for at once and by when, where its settings say so. */
  rushes?(spec: Spec, context: CheckContext): readonly Rush[];
  /** The shape of what it remembers; `type` is a literal of the policy's own. */
  readonly memory?: z.ZodMiniType<Memory>;
  recommend(spec: Spec, context: PolicyContext, memory: Memory | undefined): PolicyAnswer;
}

/** Infers the settings from the schema, so that a policy is written as plain data. */
export function definePolicy<Spec, Memory extends PolicyMemory = PolicyMemory>(
  policy: Policy<Spec, Memory>,
): Policy<Spec, Memory> {
  return policy;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of policies with different settings each.
type AnyPolicy = Policy<any, any>;

/** The family of policies from its list; a plan's `policies` are typed by it. */
export function policyFamily<const Members extends readonly AnyPolicy[]>(
  ...members: Members
): Family<Policy<SpecOf<Members>>, SpecOf<Members>> {
  return family<Policy<SpecOf<Members>>, SpecOf<Members>>(members);
}

/** The policy cannot speak because these readings are missing. */
export function blind(...missing: readonly { source: string; reading: Missing }[]): Recommendation {
  return {
    status: 'blind',
    missing: missing.map(({ source }) => source),
    because: missing
      .map(({ source, reading }) => `${source} is missing (${reading.because}): ${reading.detail}`)
      .join('; '),
  };
}
