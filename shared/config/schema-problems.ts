/** @module What does not fit the schema, as problems that people can mend. */
import type * as z from 'zod/mini';
import { meantKey, meantType, typesOf, valueAt } from './meant.ts';
import { pathOf } from './mended.ts';
import { knownKeys } from './plan-keys.ts';
import type { PlanProblem } from './plan-problem.ts';

/** Where a page with everything that may be written is. */
const REFERENCE = 'docs/reference/plan.md';

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
        fixOfKey(meantKey(key, path, document), knownKeys(path, document)),
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
  const message =
    issue.code === 'invalid_key'
      ? issue.issues.map((each) => each.message).join('; ')
      : issue.message;
  const said = issue.code === 'custom' ? issue.params : undefined;
  if (typeof said?.['code'] === 'string' && typeof said['fix'] === 'string') {
    return [error(said['code'], path, message, said['fix'])];
  }
  const key = path.at(-1);
  return valueAt(document, path) === undefined && key !== undefined
    ? [
        error(
          'missing-key' satisfies SchemaCode,
          path,
          `"${key}" is missing: ${expected(message)}`,
          `write ${key} here`,
        ),
      ]
    : [
        error(
          'invalid-value' satisfies SchemaCode,
          path,
          told(issue, message, document),
          fixOfValue(issue, message),
        ),
      ];
}

function error(code: string, path: PlanProblem['path'], message: string, fix: string): PlanProblem {
  return { code, severity: 'error', path, message, fix };
}

function fixOfKey(meant: string | undefined, known: readonly string[]): string {
  if (meant !== undefined) {
    return `write ${meant}`;
  }
  return known.length === 0
    ? `take it away; ${REFERENCE} has every key`
    : `take it away; the keys here are ${known.join(', ')}`;
}

/** "Invalid input: expected string, received undefined" → "a string is expected". */
function expected(message: string): string {
  const kind = /^Invalid input: expected (\w+)/.exec(message)?.[1];
  return kind === undefined ? message : `${/^[aeio]/.test(kind) ? 'an' : 'a'} ${kind} is expected`;
}

/** Messages that say what is expected, and not what is wrong. */
const EXPECTATION = /^(a|an|one|at) |or (more|less)$/;
/** Longer values are not repeated to who wrote them. */
const LONGEST_SHOWN = 40;

function told(issue: z.core.$ZodIssue, message: string, document: unknown): string {
  const path = pathOf(issue.path);
  const written =
    issue.code === 'invalid_key' ? String(path.at(-1)) : JSON.stringify(valueAt(document, path));
  return EXPECTATION.test(message) && written !== undefined && written.length <= LONGEST_SHOWN
    ? `${written} does not fit: ${message}`
    : message;
}

function fixOfValue(issue: z.core.$ZodIssue, message: string): string {
  if (issue.code === 'invalid_value' && issue.values.length > 0) {
    return `write ${issue.values.map(String).join(' or ')}`;
  }
  return EXPECTATION.test(message) ? `write ${message}` : `${REFERENCE} says what may stand here`;
}
