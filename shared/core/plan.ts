/** @module The part of a plan that decides: what `decide()` is given for one target. */
import type * as z from 'zod/mini';
import type { limits } from './limits/index.ts';
import type { Unit } from './model.ts';
import type { Budget } from './money/budget.ts';
import type { NotifySettings } from './notices/settings.ts';
import type { policies } from './policies/index.ts';
import type { Capacity, Seconds } from './units.ts';

/** Settings of any policy. */
export type PolicySpec = z.output<typeof policies.schema>;

/** Settings of all limits, defaults filled in. */
export type LimitSettings = z.output<typeof limits.schema>;

/** What to do when the capacity is not what we last applied: somebody else moved it. */
export type ForeignChangeAnswer = 'adopt' | 'hold' | 'reclaim';

/** One target's plan, as far as deciding goes. Sources and the target itself are the adapters'. */
export interface TargetPlan {
  readonly id: string;
  /** `shadow` decides, records and explains, and never acts. */
  readonly mode: 'live' | 'shadow';
  readonly capacity: { readonly min: Capacity; readonly max: Capacity };
  readonly unit: Unit;
  /** How often it is looked at. */
  readonly evaluateEvery: Seconds;
  /** How often while it is calm; without it, as often as ever. See `calm.ts`. */
  readonly calmEvery?: Seconds | undefined;
  readonly onForeignChange: ForeignChangeAnswer;
  readonly policies: readonly PolicySpec[];
  readonly limits: LimitSettings;
  /** What it spends from, together with others; without it, money is no limit. */
  readonly budget?: Budget | undefined;
  /** Its place among the targets of its budget: 1 = most important, and critical. */
  readonly priority?: number | undefined;
  /** Who is told of what, and how often; without it, nobody is. */
  readonly notify?: NotifySettings | undefined;
}

/** One target's whole plan: how it decides, what it reads, what it moves. */
export interface ScalingPlan extends TargetPlan {
  /** What is moved; the settings are the target type's own. */
  readonly target: TargetSpec;
  /** What is read, by name; the settings are the source type's own. */
  readonly sources: Readonly<Record<string, SourceSpec>>;
  /** Names of the alarms that cause an evaluation at once. */
  readonly wakeOn: readonly string[];
}

/** What every source's settings have. */
export interface SourceSpec {
  readonly type: string;
  /** An older value is missing. */
  readonly maxAge: Seconds;
}

/** What every target type's settings have. */
export interface TargetSpec {
  readonly type: string;
}
