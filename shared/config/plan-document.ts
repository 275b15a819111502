/** @module The plan as people write it: YAML in, a checked plan or all problems with lines out. */
import { priceBook } from '../core/money/price-book.ts';
import { shippedTables } from '../core/money/prices/index.ts';
import { rules } from './lint/index.ts';
import { docsOf } from './plan-problem.ts';
import { type CheckedWith, type PlanResult, readPlan } from './read-plan.ts';
import { pricing as pricingBy } from './unit-price.ts';
import { type LocatedProblem, type Place, readYaml } from './yaml-text.ts';

const shippedPricing = pricingBy(priceBook(shippedTables));

/** A plan that can be used, or every reason why it cannot; warnings either way. */
export type DocumentResult =
  | (Extract<PlanResult, { status: 'valid' }> & { readonly warnings: readonly LocatedProblem[] })
  | { readonly status: 'invalid'; readonly problems: readonly LocatedProblem[] };

/**
 * Reads a plan from YAML. Problems of the YAML and of the plan are reported together. Prices come
 * from the tables that ship, unless it is given others.
 */
export function readPlanDocument(text: string, given: CheckedWith = {}): DocumentResult {
  const { pricing = shippedPricing } = given;
  const { problems, readings, brokenFrom } = readYaml(text);
  const results = readings.map(({ content, placeOf }) => {
    const result = readPlan(content, { ...given, pricing });
    const found = result.status === 'valid' ? result.warnings : result.problems;
    return { result, found: found.map((each) => ({ ...each, ...placeOf(each.path) })) };
  });
  const [first] = results;
  if (first?.result.status === 'valid' && problems.length === 0) {
    return { ...first.result, warnings: first.found };
  }
  const lines = new Set(
    problems.flatMap(({ code, line }) => (code === 'invalid-yaml' ? [line] : [])),
  );
  const found = results
    .flatMap((each) => each.found)
    .filter(
      (each) => isSure(each, brokenFrom) && !(OF_FORM.has(each.code) && lines.has(each.line)),
    );
  const once = new Map([...problems, ...found].map((each) => [lineOf(each), each]));
  return {
    status: 'invalid',
    problems: [...once.values()].toSorted(
      (one, other) => one.line - other.line || one.column - other.column,
    ),
  };
}

/** What is said of things that are not there. */
const OF_ABSENCE: ReadonlySet<string> = new Set([
  'missing-key',
  'unknown-source',
  'unknown-budget',
  'unused-budget',
  ...rules.flatMap(({ code, needsWhole }) => (needsWhole === undefined ? [] : [code])),
]);
/** What is said of the form of things, and so of indents and brackets. */
const OF_FORM: ReadonlySet<string> = new Set(['unknown-key', 'invalid-value']);

/** Whether it is wrong whatever a text was to be that is no YAML from some place on. */
function isSure({ code, line }: LocatedProblem, brokenFrom: Place | undefined): boolean {
  return (
    brokenFrom === undefined ||
    !(OF_ABSENCE.has(code) || (OF_FORM.has(code) && line >= brokenFrom.line))
  );
}

function lineOf(problem: LocatedProblem): string {
  return problemLine('', problem);
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
