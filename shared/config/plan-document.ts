/** @module The plan as people write it: YAML in, a checked plan or all problems with lines out. */
import { isNode, isPair, LineCounter, parseDocument, YAMLMap } from 'yaml';
import { priceBook } from '../core/money/price-book.ts';
import { shippedTables } from '../core/money/prices/index.ts';
import { docsOf, type PlanProblem } from './plan-problem.ts';
import { type CheckedWith, type PlanResult, readPlan } from './read-plan.ts';
import { pricing as pricingBy } from './unit-price.ts';

const shippedPricing = pricingBy(priceBook(shippedTables));

/** A problem with the place it stands at: line and column, counted from 1. */
export interface LocatedProblem extends PlanProblem {
  readonly line: number;
  readonly column: number;
}

/** A plan that can be used, or every reason why it cannot; warnings either way. */
export type DocumentResult =
  | (Extract<PlanResult, { status: 'valid' }> & { readonly warnings: readonly LocatedProblem[] })
  | { readonly status: 'invalid'; readonly problems: readonly LocatedProblem[] };

/**
 * Reads a plan from YAML. Problems of the YAML and of the plan are reported together. Prices come
 * from the tables that ship, unless it is given others.
 */
export function readPlanDocument(text: string, given: CheckedWith = {}): DocumentResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = document.errors.map(
    ({ code, message, pos }): LocatedProblem => ({
      ...(code === 'DUPLICATE_KEY'
        ? {
            code: 'duplicate-key',
            message: 'the same key stands here twice',
            fix: 'put what both say under one of them',
          }
        : {
            code: 'invalid-yaml',
            message,
            fix: 'look for brackets, quotes and indents near here',
          }),
      severity: 'error',
      path: [],
      ...placeAt(pos[0]),
    }),
  );
  const { pricing = shippedPricing } = given;
  const result = readPlan(contentOf(document), { ...given, pricing });
  const locate = (problem: PlanProblem): LocatedProblem => ({
    ...problem,
    ...placeOf(document.contents, problem.path),
  });
  if (result.status === 'valid' && syntax.length === 0) {
    return { ...result, warnings: result.warnings.map(locate) };
  }
  const found = result.status === 'valid' ? result.warnings : result.problems;
  return {
    status: 'invalid',
    problems: [...syntax, ...found.map(locate)].toSorted(
      (one, other) => one.line - other.line || one.column - other.column,
    ),
  };

  /** Where the deepest part of a path begins that the document has. */
  function placeOf(contents: unknown, path: readonly (string | number)[]) {
    let node = contents;
    let offset = 0;
    for (const key of path) {
      if (!(node instanceof YAMLMap)) {
        node = isSequence(node) && typeof key === 'number' ? node.items[key] : undefined;
        offset = startOf(node) ?? offset;
        continue;
      }
      const pair = node.items.find((item) => isPair(item) && String(item.key) === String(key));
      if (pair === undefined) {
        break;
      }
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    }
    return placeAt(offset);
  }

  function placeAt(offset: number): { readonly line: number; readonly column: number } {
    const { line, col } = lines.linePos(offset);
    return { line: line || 1, column: col || 1 };
  }
}

/** One line per problem, as a compiler prints it: `plan.yml:12:5 error a-code targets.web: …`. */
export function problemLine(
  file: string,
  { line, column, severity, code, path, message }: LocatedProblem,
): string {
  const place = path.length === 0 ? '' : `${path.join('.')}: `;
  return `${file}:${line}:${column} ${severity} ${code} ${place}${message}`;
}

/** What to write instead, and where more about it stands. */
export function remedyLines({ code, fix }: LocatedProblem): readonly string[] {
  return [`  fix: ${fix}`, `  see: ${docsOf(code)}`];
}

/** The document as plain values; what YAML could not make sense of is left out. */
function contentOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS();
  } catch {
    return undefined;
  }
}

function isSequence(node: unknown): node is { readonly items: readonly unknown[] } {
  return isNode(node) && 'items' in node && Array.isArray(node.items);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
