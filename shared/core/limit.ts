/** @module What a limit is: a rule that may hold a proposal back, and what it remembers. */
import type * as z from 'zod/mini';
import type { Checks } from './check.ts';
import type { Allowance, DescribedTarget, Missing, PolicyReport, Reading, Unit } from './model.ts';
import type { Capacity, Instant, Seconds } from './units.ts';

export type Direction = 'scale-out' | 'scale-in';

/** The capacity that the evaluation is heading for, as limits narrow it. */
export interface Proposal {
  readonly to: Capacity;
  /** The unrounded capacity of a recommendation that follows a continuous signal. */
  readonly exact?: number | undefined;
}

/** What a limit makes of a proposal. */
export interface Restraint {
  readonly to: Capacity;
  readonly because: string;
  /** When it lets go by itself, where it knows. */
  readonly until?: Instant;
  /** No later limit is asked. */
  readonly final?: boolean;
  /** It changes nothing, and is told all the same. */
  readonly isRemark?: boolean;
}

/** Everything a limit may look at; `settings` is the plan's `limits`. */
export interface LimitContext<Settings> {
  readonly settings: Settings;
  readonly now: Instant;
  /** Desired capacity as the target reports it. */
  readonly current: Capacity;
  readonly target: DescribedTarget;
  readonly bounds: { readonly min: Capacity; readonly max: Capacity };
  readonly unit: Unit;
  readonly cadence: Seconds;
  readonly recommendations: readonly PolicyReport[];
  /** At least one policy lacks a reading. */
  readonly isBlind: boolean;
  readonly readings: Readonly<Record<string, Reading | Missing>>;
  /** What the target's budget lets it have; absent = it has no budget. */
  readonly allowance?: Allowance | undefined;
}

/** A change of capacity that took effect. */
export interface AppliedChange {
  readonly from: Capacity;
  readonly to: Capacity;
  readonly at: Instant;
}

/** A source that a limit reads, and the keys below `limits` under which the plan names it. */
export interface NamedSource {
  readonly source: string;
  readonly path: readonly (string | number)[];
  /** The value over which it says something; how it is to be read, nobody says. */
  readonly above?: number;
}

type Shape = Readonly<Record<string, z.ZodMiniType>>;

/** The part of the plan's `limits` that a limit with these shapes reads. */
export type SettingsOf<General extends Shape, Directed extends Shape> = Values<General> & {
  readonly [D in Direction]: Values<Directed>;
};
type Values<Of extends Shape> = {
  readonly [Key in keyof Of as undefined extends z.output<Of[Key]> ? never : Key]: z.output<
    Of[Key]
  >;
} & {
  readonly [Key in keyof Of as undefined extends z.output<Of[Key]> ? Key : never]?: z.output<
    Of[Key]
  >;
};

/**
 * A rule between recommendation and action. `observe` and `applied` return the memory they were
 * given, the very object, when nothing is to be remembered anew: nothing is then written.
 */
export interface Limit<
  Name extends string,
  General extends Shape,
  Directed extends Shape,
  Memory extends object,
> {
  /** The file's name, and the name of its steps. */
  readonly name: Name;
  /** Settings directly under `limits`. */
  readonly general: General;
  /** Settings under `limits.scale-out` and `limits.scale-in`. */
  directed(direction: Direction): Directed;
  readonly memory?: z.ZodMiniType<Memory>;
  /** What people can do when it keeps a target from what its load calls for: they are told then. */
  readonly relief?: string;
  /** The sources it reads, and where in `limits` each is named. */
  sources?(settings: SettingsOf<General, Directed>): readonly NamedSource[];
  /** What is wrong and the schema cannot see. */
  readonly lint?: Checks<SettingsOf<General, Directed>>;
  /** What may well be meant but is doubtful. */
  readonly doubts?: Checks<SettingsOf<General, Directed>>;
  restrain(
    proposal: Proposal,
    context: LimitContext<SettingsOf<General, Directed>>,
    memory: Memory | undefined,
  ): Restraint | undefined;
  /** Called once an evaluation, with the proposal as this limit first saw it. */
  observe?(
    proposal: Proposal,
    context: LimitContext<SettingsOf<General, Directed>>,
    memory: Memory | undefined,
  ): Memory | undefined;
  /** Called when a change of capacity took effect. */
  applied?(change: AppliedChange, memory: Memory | undefined): Memory | undefined;
}

/** Infers names and settings, so that a limit is written as plain data. */
export function defineLimit<
  const Name extends string,
  General extends Shape = Record<never, never>,
  Directed extends Shape = Record<never, never>,
  Memory extends object = never,
>(limit: Limit<Name, General, Directed, Memory>): Limit<Name, General, Directed, Memory> {
  return limit;
}
