import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  delaysWithinTick,
  isDue,
  isDueWithin,
  isOverdue,
  TICK_EVERY,
} from '../../shared/core/cadence.ts';
import { seconds } from '../../shared/core/units.ts';
import { at } from '../support/builders.ts';

describe('cadence', () => {
  it.each([
    { every: 10, delays: [10, 20, 30, 40, 50] },
    { every: 15, delays: [15, 30, 45] },
    { every: 30, delays: [30] },
    { every: 45, delays: [45] },
    { every: 60, delays: [] },
    { every: 300, delays: [] },
  ])('a cadence of $every s is looked at $delays after the tick', ({ every, delays }) => {
    expect(delaysWithinTick(seconds(every))).toEqual(delays);
  });

  it.each([10, 60, 120, 300, 3600])(
    'a target of a %i s cadence is due once in that time, never less and never more',
    (every) => {
      fc.assert(
        fc.property(fc.string(), fc.nat(1_000_000), (id, firstTick) => {
          const ticks = Math.max(1, every / TICK_EVERY);
          const due = Array.from({ length: ticks }, (_, index) =>
            isDue({ id, evaluateEvery: seconds(every) }, at((firstTick + index) * TICK_EVERY)),
          );

          expect(due.filter(Boolean)).toHaveLength(1);
        }),
      );
    },
  );

  it('a late tick is the same tick', () => {
    const five = { id: 'web', evaluateEvery: seconds(300) };
    const due = [0, 60, 120, 180, 240].find((second) => isDue(five, at(second))) ?? Number.NaN;

    expect(isDue(five, at(due + 59))).toBe(true);
    expect(isDue(five, at(due + 60))).toBe(false);
  });

  it('spreads targets of one cadence over its ticks', () => {
    const due = Array.from({ length: 1000 }, (_, index) => index).filter((index) =>
      isDue({ id: `queue-${index}`, evaluateEvery: seconds(300) }, at(0)),
    );

    expect(due.length).toBeGreaterThan(140);
    expect(due.length).toBeLessThan(260);
  });

  it.each([
    { every: 10, steps: [0, 10, 20, 30, 40, 50] },
    { every: 15, steps: [0, 10, 30, 40] },
    { every: 30, steps: [0, 30] },
    { every: 60, steps: [0] },
  ])('a loop of ten-second steps looks every $every s at $steps', ({ every, steps }) => {
    const target = { id: 'web', evaluateEvery: seconds(every) };

    const due = [0, 10, 20, 30, 40, 50].filter((second) => isDueWithin(target, at(second)));

    expect(due).toEqual(steps);
  });

  it.each([
    { after: 0, expected: false },
    { after: 120, expected: false },
    { after: 121, expected: true },
    { after: -30, expected: false },
  ])('a request $after s old is overdue: $expected', ({ after, expected }) => {
    expect(isOverdue(at(0), at(after))).toBe(expected);
  });
});
