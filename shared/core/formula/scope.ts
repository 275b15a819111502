/** @module What a formula can look at, and how it fails. */
import type { LocalTime } from '../local-time.ts';

/** What the names in a formula stand for at one evaluation. */
export interface Scope extends LocalTime {
  /** The value of a source. */
  source(name: string): number;
  readonly capacity: number;
  readonly inService: number;
  readonly min: number;
  readonly max: number;
}

export type Variable = Exclude<keyof Scope, 'source'>;

/** What every formula knows by name. A source of the same name is read by `source("…")`. */
export const VARIABLES = [
  'capacity',
  'inService',
  'min',
  'max',
  'weekday',
  'hour',
  'minute',
] as const satisfies readonly Variable[];

/** The names that need the time of day. */
export const TIMES: readonly Variable[] = ['weekday', 'hour', 'minute'];

/** Where in the text of a formula: both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The place of a character, counted from 0. */
export function placeOf(text: string, position: number): Place {
  const before = text.slice(0, position).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** A formula cannot be understood, or came to no number: what, and where in its text. */
export class FormulaError extends Error {
  override readonly name = 'FormulaError';
  /** The first character that it is about, counted from 0. */
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** Thrown by a formula that says that it has no opinion; the only one, as it says nothing else. */
export const ABSTENTION = new Error('the formula abstains');
