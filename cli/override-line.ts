/** @module What an operator said, as people read it. */
import { assertNever } from '../shared/core/family.ts';
import type { Override } from '../shared/core/limits/override.ts';
import { minute } from './cost/amounts.ts';

/** One line: "held at 9 until 2026-01-05 10:00 UTC (Ana: release)". */
export function overrideLine(said: Override): string {
  const note = said.note === '' ? '' : ` (${said.note})`;
  return `${holds(said)} until ${minute(said.until)} UTC${note}`;
}

function holds({ kind, capacity }: Override): string {
  switch (kind) {
    case 'pause':
      return 'paused';
    case 'pause-scale-in':
      return 'scale-in is paused';
    case 'pause-scale-out':
      return 'scale-out is paused';
    case 'capacity':
      return capacity === undefined ? 'held where it is' : `held at ${capacity}`;
    default:
      return assertNever(kind);
  }
}
