/** @module What is wrong with settings that their schema cannot see: problems, by code. */
import type { Interpreters } from './lua.ts';
import type { Unit } from './model.ts';
import { round } from './quantity.ts';
import type { Capacity, Instant, Seconds } from './units.ts';

/** Something wrong with settings: where, what, and what to write instead. */
export interface Problem {
  /** Keys below the settings that were checked, down to what is to be changed. */
  readonly path?: readonly (string | number)[];
  /** What is wrong, with the numbers. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

/** The part of a plan that settings are held against. */
export interface CheckContext {
  readonly bounds: { readonly min: Capacity; readonly max: Capacity };
  readonly unit: Unit;
  readonly cadence: Seconds;
  /** The languages that were loaded; a script in another one is not checked. */
  readonly interpreters: Interpreters;
  /** Without it, nothing is said of the coming year. */
  readonly now?: Instant | undefined;
}

/** Checks by the code of what they find; the comment above a code is its text in the reference. */
export type Checks<Settings> = Readonly<
  Record<string, (settings: Settings, context: CheckContext) => readonly Problem[]>
>;

/** How to write a lower threshold that is not under the upper one. */
export function apart({
  above,
  below,
}: {
  readonly above: number;
  readonly below: number;
}): string {
  return below > above
    ? `swap the two: ${above} for the lower and ${below} for the upper one`
    : `leave room between the two: ${round(above - 0.4 * Math.abs(above || 1))} for the lower one`;
}
