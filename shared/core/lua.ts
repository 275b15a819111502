/** @module Lua as the core sees it: a function of a script and of what the script is shown. */
import type { LocalTime } from './local-time.ts';

/** What a script is shown; each number is a global of the name in snake case, `metrics` a table. */
export interface LuaInputs extends LocalTime {
  /** The values of the sources, by name. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly capacity: number;
  readonly inService: number;
  readonly min: number;
  readonly max: number;
}

/** What a script came to. */
export type LuaResult =
  | { readonly status: 'returned'; readonly value: number }
  /** It returned nil. */
  | { readonly status: 'nothing' }
  /** An error, a limit, or something that is no finite number: one sentence for people. */
  | { readonly status: 'failed'; readonly because: string };

/**
 * Runs scripts, each in a state of its own that no other script has touched: the same script and
 * inputs give the same result. It needs a WebAssembly module that is loaded before, outside.
 */
export interface LuaRuntime {
  run(script: string, inputs: LuaInputs): LuaResult;
  /** What is wrong with the text of a script, with the line; undefined where it can be run. */
  check(script: string): string | undefined;
}

/** Languages that policies may be written in, as far as a plan needs them. */
export interface Interpreters {
  readonly lua?: LuaRuntime | undefined;
}
