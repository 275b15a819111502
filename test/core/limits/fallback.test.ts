import { describe, expect, it } from 'vitest';
import { fallback } from '../../../shared/core/limits/fallback.ts';
import { capacity } from '../../../shared/core/units.ts';
import { at, found, limitContext, recommended } from '../../support/builders.ts';

const blindFor = (secondsLong: number, missing: object, current = 10) =>
  limitContext({
    current,
    isBlind: true,
    now: at(secondsLong),
    limits: { missing: { after: '3m', ...missing } },
  });
const since = { missingSince: at(0) };

describe('fallback', () => {
  it.each([
    { name: 'a scale-in is not made', to: 3, expected: 10 },
    { name: 'nothing is not made', to: 0, expected: 10 },
    { name: 'a scale-out that the rest asks for is', to: 14, expected: undefined },
    { name: 'no change needs no answer', to: 10, expected: undefined },
  ])('while readings are missing, $name', ({ to, expected }) => {
    const restraint = fallback.restrain({ to: capacity(to) }, blindFor(60, {}), since);

    expect(restraint?.to).toBe(expected);
  });

  it.each([
    { do: 'hold', to: 5, lastKnown: 30, expected: 10 },
    { do: 'last-known', to: 5, lastKnown: 30, expected: 30 },
    { do: 'last-known', to: 5, lastKnown: 4, expected: 10 },
    { do: 'last-known', to: 5, lastKnown: undefined, expected: 10 },
    { do: 'last-known', to: 40, lastKnown: 30, expected: undefined },
    { do: 'floor', capacity: 20, to: 5, expected: 20 },
    { do: 'floor', capacity: 20, to: 40, expected: undefined },
    { do: 'floor', capacity: 2, to: 5, expected: 10 },
    { do: 'static', capacity: 20, to: 5, expected: 20 },
    { do: 'static', capacity: 20, to: 40, expected: 20 },
    { do: 'static', capacity: 2, to: 40, expected: 10 },
  ] as const)('after three minutes, $do makes $to into $expected', (row) => {
    const missing = { do: row.do, ...('capacity' in row ? { capacity: row.capacity } : {}) };
    const lastKnown = 'lastKnown' in row ? row.lastKnown : undefined;
    const memory = {
      ...since,
      ...(lastKnown === undefined ? {} : { lastKnown: capacity(lastKnown) }),
    };

    const restraint = fallback.restrain({ to: capacity(row.to) }, blindFor(180, missing), memory);

    expect(restraint?.to).toBe(row.expected);
  });

  it.each([
    { name: 'a second early', now: 179, expected: 10 },
    { name: 'on time', now: 180, expected: 20 },
  ])('the plan answers after its time, $name', ({ now, expected }) => {
    const context = blindFor(now, { do: 'floor', capacity: 20 });

    expect(fallback.restrain({ to: capacity(5) }, context, since)?.to).toBe(expected);
  });

  it('counts the time from the first evaluation that missed a reading', () => {
    const proposal = { to: capacity(10) };

    const first = fallback.observe?.(proposal, blindFor(0, {}), undefined);
    const second = fallback.observe?.(proposal, blindFor(60, {}), first);

    expect(first).toEqual({ missingSince: at(0) });
    expect(second).toBe(first);
  });

  it.each([
    { name: 'the readings are back', recommendations: [recommended(5)] },
    {
      name: 'the readings are back and no policy has an opinion',
      recommendations: [
        { status: 'abstained', because: 'none', policy: 'step', sources: ['cpu'] } as const,
      ],
    },
  ])('forgets the time once $name', ({ recommendations }) => {
    const context = limitContext({ recommendations });

    expect(fallback.observe?.({ to: capacity(5) }, context, since)?.missingSince).toBeUndefined();
  });

  it('remembers the last known recommendation through the time without readings', () => {
    const limits = { missing: { do: 'last-known' } };

    const known = fallback.observe?.({ to: capacity(7) }, limitContext({ limits }), undefined);
    const blind = fallback.observe?.(
      { to: capacity(2) },
      limitContext({ limits, isBlind: true, now: at(60) }),
      known,
    );

    expect(known).toEqual({ lastKnown: 7 });
    expect(blind).toEqual({ lastKnown: 7, missingSince: at(60) });
  });

  it('remembers nothing that its answer does not need, so that nothing is written', () => {
    expect(fallback.observe?.({ to: capacity(7) }, limitContext(), undefined)).toBeUndefined();
  });

  it('keeps the very same memory while the recommendation stays', () => {
    const context = limitContext({ limits: { missing: { do: 'last-known' } } });
    const memory = { lastKnown: capacity(7) };

    expect(fallback.observe?.({ to: capacity(7) }, context, memory)).toBe(memory);
  });

  it.each(['floor', 'static'])('lint asks for the capacity of %s', (answer) => {
    const { settings } = limitContext({ limits: { missing: { do: answer } } });

    expect(found(fallback.lint, settings)).toEqual([
      `missing-capacity: missing.do is "${answer}", which needs missing.capacity`,
    ]);
  });

  it('lint accepts the defaults', () => {
    const { settings } = limitContext();

    expect([...found(fallback.lint, settings), ...found(fallback.doubts, settings)]).toEqual([]);
  });

  it.each([
    {
      name: 'a capacity over the maximum',
      missing: { do: 'floor', capacity: 101 },
      problem: 'outside-bounds: missing.capacity is 101, and the plan allows 1 to 100',
    },
    {
      name: 'a capacity under the minimum',
      missing: { do: 'static', capacity: 0 },
      problem: 'outside-bounds: missing.capacity is 0, and the plan allows 1 to 100',
    },
    {
      name: 'a capacity that nothing uses',
      missing: { capacity: 5 },
      problem: 'setting-without-effect: missing.capacity says nothing while missing.do is "hold"',
    },
  ])('lint doubts $name', ({ missing: written, problem }) => {
    const { settings } = limitContext({ limits: { missing: written } });

    expect(found(fallback.doubts, settings)).toEqual([problem]);
  });
});
