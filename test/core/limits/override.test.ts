import { describe, expect, it } from 'vitest';
import { type Override, override } from '../../../shared/core/limits/override.ts';
import { capacity } from '../../../shared/core/units.ts';
import { at, limitContext } from '../../support/builders.ts';

const said = (given: Partial<Override>): Override => ({
  kind: 'pause',
  until: at(600),
  note: '',
  ...given,
});

describe('override', () => {
  it.each([
    { name: 'a pause holds a scale-out', kind: 'pause', to: 20, expected: 10 },
    { name: 'a pause holds a scale-in', kind: 'pause', to: 5, expected: 10 },
    {
      name: 'a pause says so even where nothing would change',
      kind: 'pause',
      to: 10,
      expected: 10,
    },
    { name: 'paused scale-in holds a scale-in', kind: 'pause-scale-in', to: 5, expected: 10 },
    { name: 'paused scale-in lets out', kind: 'pause-scale-in', to: 20, expected: undefined },
    { name: 'paused scale-out holds a scale-out', kind: 'pause-scale-out', to: 20, expected: 10 },
    { name: 'paused scale-out lets in', kind: 'pause-scale-out', to: 5, expected: undefined },
    { name: 'a fixed capacity is more', kind: 'capacity', to: 5, expected: 15 },
    { name: 'a fixed capacity is less', kind: 'capacity', to: 20, expected: 15 },
    { name: 'a fixed capacity is it', kind: 'capacity', to: 15, expected: undefined },
  ] as const)('$name', ({ kind, to, expected }) => {
    const word = said({ kind, ...(kind === 'capacity' ? { capacity: capacity(15) } : {}) });

    const restraint = override.restrain({ to: capacity(to) }, limitContext({ current: 10 }), word);

    expect(restraint?.to).toBe(expected);
  });

  it.each([
    { name: 'scale-in, over the maximum', kind: 'pause-scale-in', min: 0, max: 8, to: 10 },
    { name: 'scale-in, asked for less', kind: 'pause-scale-in', min: 0, max: 8, to: 5 },
    { name: 'scale-out, under the minimum', kind: 'pause-scale-out', min: 12, max: 20, to: 10 },
    { name: 'everything, under the minimum', kind: 'pause', min: 12, max: 20, to: 10 },
  ] as const)(
    'not even the bounds move a target that is paused: $name',
    ({ kind, min, max, to }) => {
      const context = limitContext({ current: 10, min, max });

      const restraint = override.restrain({ to: capacity(to) }, context, said({ kind }));

      expect(restraint).toMatchObject({ to: 10, final: true });
    },
  );

  it('says until when, and in the words of the operator', () => {
    const word = said({ note: 'migration, ask Ada' });

    const restraint = override.restrain({ to: capacity(20) }, limitContext({ current: 10 }), word);

    expect(restraint).toEqual({
      to: 10,
      because: 'paused by an operator (migration, ask Ada)',
      until: at(600),
      final: true,
    });
  });

  it.each([
    { now: 599, expected: 10 },
    { now: 600, expected: undefined },
    { now: 6000, expected: undefined },
  ])('ends by itself: after $now of 600 s', ({ now, expected }) => {
    const context = limitContext({ current: 10, now: at(now) });

    expect(override.restrain({ to: capacity(20) }, context, said({}))?.to).toBe(expected);
  });

  it('is forgotten once it is over, and until then it is the very same memory', () => {
    const word = said({});
    const proposal = { to: capacity(10) };

    expect(override.observe?.(proposal, limitContext({ now: at(599) }), word)).toBe(word);
    expect(override.observe?.(proposal, limitContext({ now: at(600) }), word)).toBeUndefined();
  });

  it('a fixed capacity without a number holds what runs', () => {
    const word = said({ kind: 'capacity' });

    expect(override.restrain({ to: capacity(20) }, limitContext({ current: 10 }), word)?.to).toBe(
      10,
    );
  });
});
