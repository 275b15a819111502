/** @module What a formula is made of: operators and functions over finite numbers. */
import { ABSTENTION, FormulaError, type Scope } from './scope.ts';

/** A part of a formula that comes to a number. */
export interface NumberTerm {
  readonly kind: 'number';
  of(scope: Scope): number;
}

/** A part of a formula that is true or false. */
export interface Condition {
  readonly kind: 'condition';
  of(scope: Scope): boolean;
}

export type Term = NumberTerm | Condition;

/** Two numbers make one. */
const ARITHMETIC: Readonly<Record<string, (one: number, other: number) => number>> = {
  '+': (one, other) => one + other,
  '-': (one, other) => one - other,
  '*': (one, other) => one * other,
  '/': (one, other) => one / other,
  '%': (one, other) => one % other,
};

/** Two numbers are compared. */
export const COMPARISONS: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
  '==': (one, other) => one === other,
  '!=': (one, other) => one !== other,
};

/** How many numbers a function takes, and what it makes of them. */
export interface NumberFunction {
  readonly least: number;
  readonly most: number;
  of(numbers: readonly number[]): number;
}

const MOST_ARGUMENTS = 16;

/** The functions of numbers, by name; `source` and `abstain` are apart. */
export const FUNCTIONS: Readonly<Record<string, NumberFunction>> = {
  abs: { least: 1, most: 1, of: ([one = Number.NaN]) => Math.abs(one) },
  ceil: { least: 1, most: 1, of: ([one = Number.NaN]) => Math.ceil(one) },
  floor: { least: 1, most: 1, of: ([one = Number.NaN]) => Math.floor(one) },
  max: { least: 1, most: MOST_ARGUMENTS, of: (numbers) => Math.max(...numbers) },
  min: { least: 1, most: MOST_ARGUMENTS, of: (numbers) => Math.min(...numbers) },
  // Halves away from 0, as CEL's math.round and people do.
  round: { least: 1, most: 1, of: ([one = 0]) => Math.sign(one) * Math.round(Math.abs(one)) },
};

/**
 * Arithmetic on two terms. CEL lets 1.0 / 0.0 be infinite and 0.0 / 0.0 be no number; a comparison
 * with those would silently scale, so here they end the formula.
 */
export function arithmetic(
  operator: string,
  [one, other]: readonly [NumberTerm, NumberTerm],
  position: number,
): NumberTerm {
  const apply = ARITHMETIC[operator] ?? (() => Number.NaN);
  const divides = operator === '/' || operator === '%';
  return {
    kind: 'number',
    of(scope) {
      const left = one.of(scope);
      const right = other.of(scope);
      if (divides && right === 0) {
        throw new FormulaError('division by zero', position);
      }
      const result = apply(left, right);
      if (!Number.isFinite(result)) {
        throw new FormulaError(`${left} ${operator} ${right} is too large a number`, position);
      }
      return result;
    },
  };
}

/** No opinion: whatever needs its value has none either. */
export const ABSTAIN: NumberTerm = {
  kind: 'number',
  of() {
    throw ABSTENTION;
  },
};
