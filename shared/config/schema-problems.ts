/** @module What does not fit the schema, as problems that people can mend. */
import type * as z from 'zod/mini';
import { meantKey, meantType, typesOf, valueAt } from './meant.ts';
import { pathOf } from './mended.ts';
import { knownKeys } from './plan-keys.ts';
import type { PlanProblem } from './plan-problem.ts';
import { expectation, REFERENCE, remedy, told } from './unfit-value.ts';

/** Problems by their code; the comment above a code is its text in the reference. */
const schemaCodes = {
  /** A value is not of the kind that stands there: a number without its unit, an unknown word. */
  'invalid-value': 'error',
  /** A key that has to be there is not. */
  'missing-key': 'error',
  /** A key that nobody reads: a slip of the pen, or a key at the wrong place. */
  'unknown-key': 'error',
  /** A source, a policy or a target of a type that there is not. */
  'unknown-type': 'error',
  /** The minimum is more than the maximum. */
  'minimum-over-maximum': 'error',
  /** A maximum of 0 lets nothing ever run. */
  'maximum-of-zero': 'error',
  /**
   * A value is too old to count before the next one can be there: CloudWatch tells a period when it
   * is over, and `delay` later.
   */
  'max-age-too-short': 'error',
  /** A statistic that AWS does not keep for this metric, or that says something else. */
  'statistic-misuse': 'error',
  /** The text is no YAML. */
  'invalid-yaml': 'error',
  /** One key stands twice in one place: only one of them would count. */
  'duplicate-key': 'error',
} as const;

type SchemaCode = keyof typeof schemaCodes;

/** One problem per issue; an unknown key is a problem of its own, at its own place. */
export function problemsOf(issue: z.core.$ZodIssue, document: unknown): readonly PlanProblem[] {
  const path = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      error(
        'unknown-key' satisfies SchemaCode,
        [...path, key],
        `unknown key "${key}"`,
        fixOfKey(key, path, document),
      ),
    );
  }
  if (issue.code === 'invalid_union' && 'discriminator' in issue) {
    const types = typesOf(issue);
    return [
      error(
        'unknown-type' satisfies SchemaCode,
        path,
        `unknown type; one of ${types.join(', ')}`,
        `write ${meantType(issue, document) ?? types.join(' or ')}`,
      ),
    ];
  }
  const said = issue.code === 'custom' ? issue.params : undefined;
  if (typeof said?.['code'] === 'string' && typeof said['fix'] === 'string') {
    return [error(said['code'], path, issue.message, said['fix'])];
  }
  if (path.length === 0 && valueAt(document, path) === null) {
    return [error('invalid-value', path, 'the plan is empty', 'start from one in examples/')];
  }
  const key = path.at(-1);
  const written = issue.code === 'invalid_key' ? key : valueAt(document, path);
  return written === undefined && key !== undefined
    ? [
        error(
          'missing-key' satisfies SchemaCode,
          path,
          `"${key}" is missing: ${expectation(issue)}`,
          `write ${key} here`,
        ),
      ]
    : [
        error(
          'invalid-value' satisfies SchemaCode,
          path,
          told(issue, written),
          remedy(issue, written),
        ),
      ];
}

function error(code: string, path: PlanProblem['path'], message: string, fix: string): PlanProblem {
  return { code, severity: 'error', path, message, fix };
}

function fixOfKey(key: string, path: PlanProblem['path'], document: unknown): string {
  const meant = meantKey(key, path, document);
  if (meant !== undefined) {
    return `write ${meant}`;
  }
  const known = knownKeys(path, document);
  const empty = known.find((each) => valueAt(document, [...path, each]) === null);
  if (empty !== undefined) {
    return `indent it, if it belongs to ${empty}, below which nothing stands; else take it away`;
  }
  return known.length === 0
    ? `take it away; ${REFERENCE} has every key`
    : `take it away; the keys here are ${known.join(', ')}`;
}
