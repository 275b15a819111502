import { describe, expect, it } from 'vitest';
import {
  attributesOf,
  bodyOf,
  subjectOf,
} from '../../../shared/adapters/notifications/notice-message.ts';
import { notice } from '../../support/notices.ts';

describe('the subject of a message', () => {
  it.each([
    { severity: 'info', what: 'web is well.', subject: 'Tidegate: web is well.' },
    { severity: 'warning', what: 'a → b', subject: 'Tidegate warning: a -> b' },
    { severity: 'critical', what: 'Café “zu”\nnow', subject: 'Tidegate CRITICAL: Cafe "zu" now' },
    { severity: 'info', what: '東京', subject: 'Tidegate: ??' },
  ] as const)('of $severity is one line of ASCII: $subject', ({ severity, what, subject }) => {
    expect(subjectOf({ severity, what })).toBe(subject);
  });

  it('ends after a hundred characters', () => {
    const subject = subjectOf({ severity: 'info', what: 'w'.repeat(300) });

    expect(subject).toHaveLength(100);
    expect(subject.endsWith('...')).toBe(true);
  });
});

describe('the body of a message', () => {
  it('says what, why and what next, and then the particulars', () => {
    const body = bodyOf(notice({ budget: 'shop' }));

    expect(body).toBe(
      [
        'web needs 24 units and gets 20.',
        '',
        'Why:  The limit "downstream" says no.',
        'Next: Relieve the database.',
        '',
        'Target:   web',
        'Budget:   shop',
        'Severity: warning',
        'Code:     growth-refused',
        'Time:     2026-11-23T09:00:00.000Z',
        'Key:      web/1',
        '',
      ].join('\n'),
    );
  });
});

describe('the attributes of a message', () => {
  it('are what subscriptions filter by', () => {
    expect(attributesOf(notice())).toEqual({
      code: 'growth-refused',
      severity: 'warning',
      target: 'web',
    });
  });
});
