/** @module A value that does not fit: what is wrong with it, and what to write instead. */
import type * as z from 'zod/mini';
import { parseDuration } from '../core/quantity.ts';
import { nearest } from './nearest.ts';

type Issue = z.core.$ZodIssue;

/** Where a page with everything that may be written is. */
export const REFERENCE = 'docs/reference/plan.md';

/** Longer values are cut when they are repeated to who wrote them. */
const LONGEST_SHOWN = 40;
/** More choices are not repeated as what to write. */
const MOST_CHOICES = 4;

/** Kinds of values, as people call them. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

/** What is expected, as a phrase, or a whole sentence about what is wrong. */
export function expectation(issue: Issue): string {
  const message =
    issue.code === 'invalid_key'
      ? issue.issues.map((each) => each.message).join('; ')
      : issue.message;
  if (issue.code === 'invalid_type' && message.startsWith('Invalid input')) {
    return KINDS[issue.expected] ?? message;
  }
  return issue.code === 'invalid_value' && message.startsWith('Invalid option')
    ? `one of ${issue.values.map(String).join(', ')}`
    : message.replace(/^Too (?:small|big|long|short): expected \w+ to (?:have|be) /, '');
}

/** What is wrong with a value. */
export function told(issue: Issue, written: unknown): string {
  const expected = expectation(issue);
  const isSentence = /^not | (?:is|are|takes|says) /.test(expected) && issue.code !== 'invalid_key';
  if (isSentence || written === undefined) {
    return expected;
  }
  return written === null
    ? `nothing stands here: ${expected}`
    : `${shown(written)} does not fit: ${expected}`;
}

/** What to write instead of a value. */
export function remedy(issue: Issue, written: unknown): string {
  return (
    meantName(issue, written) ??
    meantChoice(issue, written) ??
    meantDuration(issue, written) ??
    meantShare(issue, written) ??
    meantZone(issue, written) ??
    meantKind(issue, written) ??
    otherwise(issue)
  );
}

function shown(written: unknown): string {
  const text = JSON.stringify(written);
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
}

function otherwise(issue: Issue): string {
  const expected = expectation(issue);
  return /^(?:an?|one|at|the|\d) |or (?:more|less)$|</.test(expected) || expected in KINDS
    ? `write ${expected}`
    : `${REFERENCE} says what may stand here`;
}

function meantName(issue: Issue, written: unknown): string | undefined {
  const name = String(written)
    .replaceAll(/[^a-zA-Z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return issue.code === 'invalid_key' && name !== '' ? `write ${name}` : undefined;
}

function meantChoice(issue: Issue, written: unknown): string | undefined {
  if (issue.code !== 'invalid_value' || issue.values.length === 0) {
    return undefined;
  }
  const choices = issue.values.map(String);
  const meant = typeof written === 'string' ? nearest(written, choices) : undefined;
  return meant !== undefined || choices.length <= MOST_CHOICES
    ? `write ${meant ?? choices.join(' or ')}${typeof written === 'string' && meant === written ? ' without quotes' : ''}`
    : 'write one of them';
}

function meantDuration(issue: Issue, written: unknown): string | undefined {
  if (!issue.message.startsWith('a duration with its unit')) {
    return undefined;
  }
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]*)\.?$/i.exec(String(written)) ?? [];
  if (amount === undefined || unit === undefined) {
    return undefined;
  }
  if (unit === '') {
    return `write ${amount}s, if seconds are meant`;
  }
  const short = /^(?:ms|milli)/i.test(unit) ? 'ms' : unit.slice(0, 1).toLowerCase();
  const length = `${amount}${short}`;
  return parseDuration(length) === undefined ? undefined : `write ${length}`;
}

/** 80 for 0.8. */
function meantShare(issue: Issue, written: unknown): string | undefined {
  return issue.message.startsWith('a share') && typeof written === 'number' && written > 1
    ? `write ${written / 100}, if ${written} % are meant`
    : undefined;
}

/** A zone by its city, or with a slip. */
function meantZone(issue: Issue, written: unknown): string | undefined {
  if (!issue.message.startsWith('the name of a time zone') || typeof written !== 'string') {
    return undefined;
  }
  const zones = Intl.supportedValuesOf('timeZone');
  const city = written.trim().replaceAll(' ', '_').toLowerCase();
  const meant =
    zones.find((zone) => zone.toLowerCase().endsWith(`/${city}`)) ?? nearest(written, zones);
  return meant === undefined ? undefined : `write ${meant}`;
}

function meantKind(issue: Issue, written: unknown): string | undefined {
  if (issue.code !== 'invalid_type') {
    return undefined;
  }
  const isKeys = issue.expected === 'record' || issue.expected === 'object';
  if (written === null) {
    return isKeys || issue.expected === 'array'
      ? 'indent what belongs to it below it, or take the key away'
      : undefined;
  }
  if (issue.expected === 'record' && Array.isArray(written)) {
    return 'write each entry as "name: …", by a name of yours, and no hyphens';
  }
  if (isKeys) {
    return `write keys with values, "key: value"; ${REFERENCE} has every key`;
  }
  if (issue.expected === 'array') {
    return typeof written === 'object'
      ? 'put a hyphen before each entry: "- …"'
      : `write a list: [${String(written)}]`;
  }
  const isNumber = issue.expected === 'number' || issue.expected === 'int';
  const [, number] = /^\s*\$?(-?\d+(?:\.\d+)?)\s*\S*\s*$/.exec(String(written)) ?? [];
  if (isNumber && typeof written === 'string' && number !== undefined) {
    return number === written
      ? `write ${number} without quotes`
      : `write ${number}, the number alone`;
  }
  return issue.expected === 'string' && typeof written === 'number'
    ? `write "${written}" in quotes`
    : undefined;
}
