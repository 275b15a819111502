/** @module The plan as people write it: YAML in, a checked plan or all problems with lines out. */
import { isNode, isPair, LineCounter, parseDocument, YAMLMap } from 'yaml';
import type { Interpreters } from '../core/lua.ts';
import { priceBook } from '../core/money/price-book.ts';
import { shippedTables } from '../core/money/prices/index.ts';
import type { Instant } from '../core/units.ts';
import { type PlanProblem, type PlanResult, readPlan } from './plan-schema.ts';
import { type Pricing, pricing as pricingBy } from './unit-price.ts';

const shippedPricing = pricingBy(priceBook(shippedTables));

/** A problem with the line it stands on, counted from 1. */
export interface LocatedProblem extends PlanProblem {
  readonly line: number;
}

/** A plan that can be used, or every reason why it cannot; warnings either way. */
export type DocumentResult =
  | (Extract<PlanResult, { status: 'valid' }> & { readonly warnings: readonly LocatedProblem[] })
  | { readonly status: 'invalid'; readonly problems: readonly LocatedProblem[] };

/**
 * Reads a plan from YAML. Problems of the YAML and of the plan are reported together. With `now`,
 * its warnings say also what is doubtful in the coming year; with `interpreters`, scripts are
 * compiled. Prices come from the tables that ship, or from `pricing`.
 */
export function readPlanDocument(
  text: string,
  now?: Instant,
  interpreters?: Interpreters,
  pricing: Pricing = shippedPricing,
): DocumentResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = document.errors.map(
    ({ message, pos }): LocatedProblem => ({
      severity: 'error',
      path: [],
      message: message.replace('Map keys must be unique', 'the same key stands here twice'),
      line: lines.linePos(pos[0]).line,
    }),
  );
  const result = readPlan(contentOf(document), now, interpreters, pricing);
  const locate = (problem: PlanProblem): LocatedProblem => ({
    ...problem,
    line: lineOf(document.contents, problem.path),
  });
  if (result.status === 'valid' && syntax.length === 0) {
    return { ...result, warnings: result.warnings.map(locate) };
  }
  const found = result.status === 'valid' ? result.warnings : result.problems;
  return {
    status: 'invalid',
    problems: [...syntax, ...found.map(locate)].toSorted((one, other) => one.line - other.line),
  };

  /** The line of the deepest part of a path that the document has. */
  function lineOf(contents: unknown, path: readonly (string | number)[]): number {
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
    return lines.linePos(offset).line || 1;
  }
}

/** One line per problem, as a compiler prints it: `tidegate.yml:12 error targets.web: …`. */
export function problemLine(
  file: string,
  { line, severity, path, message }: LocatedProblem,
): string {
  const place = path.length === 0 ? '' : `${path.join('.')}: `;
  return `${file}:${line} ${severity} ${place}${message}`;
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
