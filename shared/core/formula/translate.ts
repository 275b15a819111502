/** @module A parsed expression as terms, with every type checked. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { FormulaError, VARIABLES, type Variable } from './scope.ts';
import {
  ABSTAIN,
  arithmetic,
  COMPARISONS,
  type Condition,
  FUNCTIONS,
  type NumberTerm,
  type Term,
} from './terms.ts';

/** The names that a formula reads. */
export interface Names {
  readonly sources: ReadonlySet<string>;
  readonly variables: ReadonlySet<Variable>;
}

/** The terms of an expression that comes to a number. Throws a FormulaError for any other. */
export function compileNumber(root: ASTNode): { readonly term: NumberTerm; readonly names: Names } {
  const sources = new Set<string>();
  const variables = new Set<Variable>();
  return { term: number(root, 'a formula'), names: { sources, variables } };

  function term(node: ASTNode): Term {
    switch (node.op) {
      case 'value':
        return literal(node);
      case 'id':
        return name(node.args);
      case 'call':
        return call(node, node.args);
      case '?:': {
        const [test, then, otherwise] = node.args;
        return choice(condition(test, 'what stands before "?"'), term(then), otherwise);
      }
      case '&&': {
        const [one, other] = both(node.args, condition, '"&&"');
        return { kind: 'condition', of: (scope) => one.of(scope) && other.of(scope) };
      }
      case '||': {
        const [one, other] = both(node.args, condition, '"||"');
        return { kind: 'condition', of: (scope) => one.of(scope) || other.of(scope) };
      }
      case '!_': {
        const one = condition(node.args, '"!"');
        return { kind: 'condition', of: (scope) => !one.of(scope) };
      }
      case '-_': {
        const one = number(node.args, '"-"');
        return { kind: 'number', of: (scope) => -one.of(scope) };
      }
      case 'in':
        return membership(node.args);
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
        return arithmetic(node.op, both(node.args, number, `"${node.op}"`), node.start);
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '==':
      case '!=':
        return comparison(node.op, both(node.args, number, `"${node.op}"`));
      default:
        throw new FormulaError(
          `${NOT_PART[node.op] ?? node.op} has no place in a formula`,
          node.start,
        );
    }
  }

  function number(node: ASTNode, of: string): NumberTerm {
    const found = term(node);
    if (found.kind === 'number') {
      return found;
    }
    throw new FormulaError(`${of} needs a number, and this is a condition`, node.start);
  }

  function condition(node: ASTNode, of: string): Condition {
    const found = term(node);
    if (found.kind === 'condition') {
      return found;
    }
    throw new FormulaError(`${of} needs a condition, and this is a number`, node.start);
  }

  function choice(test: Condition, then: Term, otherwise: ASTNode): Term {
    if (then.kind === 'number') {
      const other = number(otherwise, '":" after a number');
      return { kind: 'number', of: (scope) => (test.of(scope) ? then : other).of(scope) };
    }
    const other = condition(otherwise, '":" after a condition');
    return { kind: 'condition', of: (scope) => (test.of(scope) ? then : other).of(scope) };
  }

  function membership([one, list]: readonly [ASTNode, ASTNode]): Condition {
    if (list.op !== 'list') {
      throw new FormulaError('"in" needs a list of numbers, like [1, 2]', list.start);
    }
    const sought = number(one, '"in"');
    const members = list.args.map((each) => number(each, 'a list'));
    return {
      kind: 'condition',
      of(scope) {
        const value = sought.of(scope);
        return members.some((each) => each.of(scope) === value);
      },
    };
  }

  function name(called: string): NumberTerm {
    const variable = VARIABLES.find((each) => each === called);
    if (variable === undefined) {
      sources.add(called);
      return { kind: 'number', of: (scope) => scope.source(called) };
    }
    variables.add(variable);
    return { kind: 'number', of: (scope) => scope[variable] };
  }

  function call(
    { start }: ASTNode,
    [called, given]: readonly [string, readonly ASTNode[]],
  ): NumberTerm {
    if (called === 'abstain') {
      return takesNothing(given, start);
    }
    if (called === 'source') {
      const source = quoted(given, start);
      sources.add(source);
      return { kind: 'number', of: (scope) => scope.source(source) };
    }
    const found = Object.hasOwn(FUNCTIONS, called) ? FUNCTIONS[called] : undefined;
    if (found === undefined) {
      throw new FormulaError(`there is no function "${called}"; there is ${KNOWN}`, start);
    }
    const terms = given.map((each) => number(each, `${called}()`));
    if (terms.length < found.least || terms.length > found.most) {
      const most = found.most === found.least ? '' : ` to ${found.most}`;
      throw new FormulaError(`${called}() takes ${found.least}${most} numbers`, start);
    }
    return { kind: 'number', of: (scope) => found.of(terms.map((each) => each.of(scope))) };
  }
}

const KNOWN = [...Object.keys(FUNCTIONS), 'abstain', 'source'].sort().join(', ');

/** What CEL has and a formula does not, in words. */
const NOT_PART: Readonly<Record<string, string>> = {
  '.': 'a field of something',
  '.?': 'a field of something',
  '[]': 'an entry of something',
  '[?]': 'an entry of something',
  list: 'a list without "in"',
  map: 'a map',
  rcall: 'a function behind a dot',
};

function literal({ args, start }: Extract<ASTNode, { readonly op: 'value' }>): Term {
  switch (typeof args) {
    // Every number is a double, so that 7 / 2 is 3.5 and a source may be compared with 5.
    case 'bigint':
    case 'number': {
      const value = Number(args);
      return { kind: 'number', of: () => value };
    }
    case 'boolean':
      return { kind: 'condition', of: () => args };
    default:
      throw new FormulaError('only numbers, true and false can stand here', start);
  }
}

function comparison(operator: string, [one, other]: readonly [NumberTerm, NumberTerm]): Condition {
  const holds = COMPARISONS[operator] ?? (() => false);
  return { kind: 'condition', of: (scope) => holds(one.of(scope), other.of(scope)) };
}

function both<Kind>(
  [one, other]: readonly [ASTNode, ASTNode],
  as: (node: ASTNode, of: string) => Kind,
  of: string,
): readonly [Kind, Kind] {
  return [as(one, of), as(other, of)];
}

function takesNothing(given: readonly ASTNode[], start: number): NumberTerm {
  if (given.length > 0) {
    throw new FormulaError('abstain() takes nothing', start);
  }
  return ABSTAIN;
}

function quoted(given: readonly ASTNode[], start: number): string {
  const [only] = given;
  if (given.length === 1 && only?.op === 'value' && typeof only.args === 'string') {
    return only.args;
  }
  throw new FormulaError('source() takes the name of a source in quotes', start);
}
