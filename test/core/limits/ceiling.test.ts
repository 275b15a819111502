import { describe, expect, it } from 'vitest';
import { ceiling } from '../../../shared/core/limits/ceiling.ts';
import type { PolicyReport } from '../../../shared/core/model.ts';
import { capacity } from '../../../shared/core/units.ts';
import { at, limitContext, recommended } from '../../support/builders.ts';

const lid = (units: number) => ({
  capacity: capacity(units),
  because: `at most ${units}`,
  until: at(3600),
});
const night = (units: number): PolicyReport => ({
  status: 'abstained',
  because: `at most ${units}`,
  policy: 'schedule',
  sources: [],
  ceiling: lid(units),
});

describe('ceiling', () => {
  it.each([
    { name: 'no policy sets one', reports: [recommended(40)], to: 40, expected: undefined },
    { name: 'the proposal is below', reports: [night(50)], to: 40, expected: undefined },
    { name: 'the proposal is at it', reports: [night(40)], to: 40, expected: undefined },
    { name: 'the proposal is above', reports: [recommended(40), night(10)], to: 40, expected: 10 },
    { name: 'two differ: the lowest', reports: [night(20), night(10)], to: 40, expected: 10 },
    {
      name: 'a policy that asks sets one too',
      reports: [recommended(5, { ceiling: lid(12) })],
      to: 40,
      expected: 12,
    },
    { name: 'nothing at all may run', reports: [night(0)], to: 1, expected: 0 },
  ])('$name', ({ reports, to, expected }) => {
    const context = limitContext({ current: 30, recommendations: reports });

    const restraint = ceiling.restrain({ to: capacity(to) }, context, undefined);

    expect(restraint?.to).toBe(expected);
  });

  it('says which window it is, and until when', () => {
    const context = limitContext({ recommendations: [night(10)] });

    const restraint = ceiling.restrain({ to: capacity(40) }, context, undefined);

    expect(restraint).toEqual({ to: 10, because: 'at most 10', until: at(3600) });
  });

  it.each([
    { current: 30, to: 30, expected: undefined },
    { current: 30, to: 40, expected: 30 },
    { current: 5, to: 40, expected: 10 },
  ])('blind at $current, it turns $to into $expected: unknown never scales in', (given) => {
    const { current, to, expected } = given;
    const context = limitContext({ current, isBlind: true, recommendations: [night(10)] });

    const restraint = ceiling.restrain({ to: capacity(to) }, context, undefined);

    expect(restraint?.to).toBe(expected);
  });
});
