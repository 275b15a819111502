/** @module From the text of a formula to something that can be evaluated, or to what is wrong. */
import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { FormulaError, type Place, placeOf, type Scope, TIMES, type Variable } from './scope.ts';
import { compileNumber } from './translate.ts';

/** A formula that can be evaluated. */
export interface Formula {
  readonly status: 'compiled';
  /** The sources it reads, each once, in the order of the text. */
  readonly sources: readonly string[];
  /** The other names it reads, each once. */
  readonly variables: readonly Variable[];
  /** It reads `weekday`, `hour` or `minute`. */
  readonly needsTime: boolean;
  /** A finite number; throws a FormulaError, or ABSTENTION. */
  evaluate(scope: Scope): number;
}

/** A text that is no formula: what is wrong with it, and where. */
export interface NoFormula extends Place {
  readonly status: 'wrong';
  readonly message: string;
}

/** A formula is one thought; these keep a generated text from using up the stack. */
const LIMITS = { maxAstNodes: 500, maxDepth: 50 } as const;
/** A text is compiled once while the process lives, as long as there are no more than these. */
const MOST_KEPT = 1000;

const kept = new Map<string, Formula | NoFormula>();

/** The formula that a text is. The answer depends on the text alone, so it is kept. */
export function compileFormula(text: string): Formula | NoFormula {
  const known = kept.get(text);
  if (known !== undefined) {
    return known;
  }
  const compiled = compile(text);
  if (kept.size >= MOST_KEPT) {
    kept.clear();
  }
  kept.set(text, compiled);
  return compiled;
}

function compile(text: string): Formula | NoFormula {
  try {
    const { term, names } = compileNumber(parse(text));
    return {
      status: 'compiled',
      sources: [...names.sources],
      variables: [...names.variables],
      needsTime: TIMES.some((name) => names.variables.has(name)),
      evaluate: (scope) => term.of(scope),
    };
  } catch (error) {
    if (error instanceof FormulaError) {
      return { status: 'wrong', message: error.message, ...placeOf(text, error.position) };
    }
    throw error;
  }
}

/** The grammar is the library's: only its parser is used. */
function parse(text: string): ASTNode {
  parser ??= new Environment({ limits: LIMITS });
  try {
    return parser.parse(text).ast;
  } catch (error) {
    if (error instanceof ParseError) {
      throw new FormulaError(inOurWords(error.summary), error.range?.start ?? 0);
    }
    throw error;
  }
}

/** Made at the first formula, so that a plan without one does not pay for it. */
let parser: Environment | undefined;

function inOurWords(summary: string): string {
  return summary.replace('Unexpected token: EOF', 'the formula ends too early');
}
