/** @module A notice as a message that somebody can read at night. */
import type { Notice } from '../../core/notice.ts';

/** SNS takes no longer subject, and only ASCII without line breaks. */
const LONGEST_SUBJECT = 100;

/** How the subject of a message begins, so that a mail client can sort it. */
const MARKS = {
  info: 'Tidegate',
  warning: 'Tidegate warning',
  critical: 'Tidegate CRITICAL',
} as const;

/** One line: "Tidegate warning: web needs 24 units and gets 20." At most 100 ASCII characters. */
export function subjectOf({ severity, what }: Pick<Notice, 'severity' | 'what'>): string {
  const line = ascii(`${MARKS[severity]}: ${what}`);
  return line.length <= LONGEST_SUBJECT ? line : `${line.slice(0, LONGEST_SUBJECT - 3)}...`;
}

/** What, why and what next, then the particulars. */
export function bodyOf(notice: Notice): string {
  const { what, why, next, code, severity, budget, target, at, key } = notice;
  return [
    what,
    '',
    `Why:  ${why}`,
    `Next: ${next}`,
    '',
    ...(target === undefined ? [] : [`Target:   ${target}`]),
    ...(budget === undefined ? [] : [`Budget:   ${budget}`]),
    `Severity: ${severity}`,
    `Code:     ${code}`,
    `Time:     ${new Date(at).toISOString()}`,
    `Key:      ${key}`,
    '',
  ].join('\n');
}

/** What subscriptions filter by. */
export function attributesOf(notice: Notice): Readonly<Record<string, string>> {
  const { code, severity, budget, target } = notice;
  return {
    code,
    severity,
    ...(budget === undefined ? {} : { budget }),
    ...(target === undefined ? {} : { target }),
  };
}

/** Without accents, with plain signs for the ones we use, and "?" for the rest. */
function ascii(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('→', '->')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[“”]/g, '"')
    .replaceAll(/[–—]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[^\x20-\x7e]/gu, '?')
    .trim();
}
