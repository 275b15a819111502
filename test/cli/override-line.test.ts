import { expect, it } from 'vitest';
import { overrideLine } from '../../cli/override-line.ts';
import type { Override } from '../../shared/core/limits/override.ts';
import { capacity } from '../../shared/core/units.ts';
import { at } from '../support/builders.ts';

const cases: readonly { readonly said: Partial<Override>; readonly line: string }[] = [
  { said: { kind: 'pause' }, line: 'paused until 2026-01-05 09:30 UTC' },
  { said: { kind: 'pause-scale-in' }, line: 'scale-in is paused until 2026-01-05 09:30 UTC' },
  { said: { kind: 'pause-scale-out' }, line: 'scale-out is paused until 2026-01-05 09:30 UTC' },
  {
    said: { kind: 'capacity', capacity: capacity(20), note: 'Ben: backfill' },
    line: 'held at 20 until 2026-01-05 09:30 UTC (Ben: backfill)',
  },
];

it.each(cases)('an override of kind $said.kind says what holds, until when and why', (given) => {
  const said: Override = { kind: 'pause', until: at(1800), note: '', ...given.said };

  expect(overrideLine(said)).toBe(given.line);
});
