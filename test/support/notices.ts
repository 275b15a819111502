/** @module Notices for tests. */
import type { Notice } from '../../shared/core/notice.ts';
import { instant } from '../../shared/core/units.ts';

/** A refusal of 9 o'clock, unless told. */
export function notice(given: Partial<Notice> = {}): Notice {
  return {
    code: 'growth-refused',
    severity: 'warning',
    what: 'web needs 24 units and gets 20.',
    why: 'The limit "downstream" says no.',
    next: 'Relieve the database.',
    target: 'web',
    at: instant(Date.parse('2026-11-23T09:00:00Z')),
    key: 'web/1',
    ...given,
  };
}

/** So many of them, with keys of their own. */
export function notices(count: number): readonly Notice[] {
  return Array.from({ length: count }, (_, index) => notice({ key: `web/${index}` }));
}
