import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../shared/core/decision.ts';
import { recordOutcome } from '../../shared/core/record-outcome.ts';
import { capacity } from '../../shared/core/units.ts';
import { at, decision, state } from '../support/builders.ts';

const INTENT = {
  operation: 'web@1',
  from: capacity(2),
  to: capacity(4),
  at: at(0),
  deadline: at(60),
};
const before = state({ version: 1, applied: { capacity: capacity(2), at: at(-600) } });
const pending = { ...before, intent: INTENT };

const failed = (code: string): Outcome => ({ status: 'failed', code, because: 'no answer' });
const refused: Outcome = { status: 'refused', code: 'invalid', because: 'over its maximum' };

describe('recordOutcome', () => {
  it('a change that took effect starts cooldowns and rates from when it was decided', () => {
    const after = recordOutcome(pending, decision(), { status: 'applied' });

    expect(after).toEqual({
      ...before,
      applied: { capacity: 4, at: at(0) },
      limits: {
        cooldown: { out: { to: 4, at: at(0) } },
        'scaling-rate': [{ at: at(0), by: 2 }],
      },
    });
  });

  it.each([
    { reason: 'recommended', after: 'steady' },
    { reason: 'scaling-rate', after: 'scaling-rate' },
    { reason: 'bounds', after: 'bounds' },
  ])('a change because of $reason leaves $after to be told no more', ({ reason, after }) => {
    const applied = recordOutcome({ ...pending, reason }, decision(), { status: 'applied' });

    expect(applied.reason).toBe(after);
  });

  it('a change that failed leaves its reason: what follows it is told', () => {
    const abandoned = recordOutcome({ ...pending, reason: 'recommended' }, decision(), refused);

    expect(abandoned.reason).toBe('recommended');
  });

  it.each<{ name: string; outcome: Outcome }>([
    { name: 'was refused', outcome: refused },
    { name: 'was throttled', outcome: failed('throttled') },
    { name: 'came too late to be acted on', outcome: { status: 'unchanged' } },
    { name: 'was superseded', outcome: { status: 'superseded' } },
  ])('a change that $name leaves nothing behind', ({ outcome }) => {
    expect(recordOutcome(pending, decision(), outcome)).toEqual(before);
  });

  it.each(['timeout', 'unavailable'])(
    'a call that ended in "%s" may have worked: the intent stays, and the target will tell',
    (code) => {
      expect(recordOutcome(pending, decision(), failed(code))).toBe(pending);
    },
  );

  it.each<{ name: string; outcome: Outcome }>([
    { name: 'unchanged', outcome: { status: 'unchanged' } },
    { name: 'applied', outcome: { status: 'applied' } },
    { name: 'refused', outcome: refused },
    { name: 'failed', outcome: failed('throttled') },
  ])('without an intent nothing changes, whatever is told: $name', ({ outcome }) => {
    expect(recordOutcome(before, decision({ action: 'hold' }), outcome)).toBe(before);
  });

  it("a hold leaves somebody else's intent alone", () => {
    const held = decision({ action: 'hold' });

    expect(recordOutcome(pending, held, { status: 'unchanged' })).toBe(pending);
  });
});
