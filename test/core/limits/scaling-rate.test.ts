import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scalingRate } from '../../../shared/core/limits/scaling-rate.ts';
import { capacity } from '../../../shared/core/units.ts';
import { at, found, limitContext } from '../../support/builders.ts';

type Memory = Parameters<typeof scalingRate.restrain>[2];
type Change = NonNullable<Memory>[number];

const change = (seconds: number, by: number): Change => ({ at: at(seconds), by });

function restrain(given: {
  readonly current: number;
  readonly to: number;
  readonly limits: object;
  readonly changes?: readonly Change[];
  readonly now?: number;
}) {
  const { current, limits, now = 0 } = given;
  const context = limitContext({ current, limits, now: at(now) });
  return scalingRate.restrain({ to: capacity(given.to) }, context, given.changes);
}

describe('scaling-rate', () => {
  // Kubernetes, "Horizontal Pod Autoscaling": by default 100 % or 4 pods, whichever is more.
  it.each([
    { current: 1, to: 50, expected: 5 },
    { current: 4, to: 50, expected: 8 },
    { current: 10, to: 50, expected: 20 },
    { current: 10, to: 15, expected: undefined },
    { current: 0, to: 50, expected: 4 },
    { current: 10, to: 0, expected: undefined },
    { current: 10, to: 10, expected: undefined },
  ])('the defaults let $current go to $to as $expected', ({ current, to, expected }) => {
    expect(restrain({ current, to, limits: {} })?.to).toBe(expected);
  });

  it.each([
    { name: 'percent out rounds up', rate: [{ percent: 10, per: '60s' }], to: 50, expected: 13 },
    { name: 'units out', rate: [{ units: 3, per: '60s' }], to: 50, expected: 14 },
    {
      name: 'the most generous rule',
      rate: [
        { percent: 10, per: '60s' },
        { units: 3, per: '60s' },
      ],
      to: 50,
      expected: 14,
    },
    {
      name: 'the strictest rule',
      rate: [
        { units: 3, per: '60s' },
        { percent: 10, per: '60s' },
      ],
      select: 'min',
      to: 50,
      expected: 13,
    },
    {
      name: 'a disabled direction',
      rate: [{ units: 3, per: '60s' }],
      select: 'disabled',
      to: 50,
      expected: 11,
    },
    { name: 'a rule of 0 units', rate: [{ units: 0, per: '60s' }], to: 50, expected: 11 },
    { name: 'no rules', rate: [], to: 50, expected: undefined },
  ])('from 11 to 50: $name → $expected', ({ rate, select, to, expected }) => {
    const limits = { 'scale-out': { rate, ...(select === undefined ? {} : { select }) } };

    expect(restrain({ current: 11, to, limits })?.to).toBe(expected);
  });

  it.each([
    { name: 'percent in rounds down', rate: [{ percent: 10, per: '60s' }], expected: 9 },
    { name: 'units in', rate: [{ units: 3, per: '60s' }], expected: 8 },
    {
      name: 'the most generous rule',
      rate: [
        { percent: 10, per: '60s' },
        { units: 3, per: '60s' },
      ],
      expected: 8,
    },
    {
      name: 'the strictest rule',
      rate: [
        { percent: 10, per: '60s' },
        { units: 3, per: '60s' },
      ],
      select: 'min',
      expected: 9,
    },
    {
      name: 'a disabled direction',
      rate: [{ units: 3, per: '60s' }],
      select: 'disabled',
      expected: 11,
    },
    { name: 'more units than there are', rate: [{ units: 30, per: '60s' }], expected: undefined },
    { name: '100 %', rate: [{ percent: 100, per: '60s' }], expected: undefined },
  ])('from 11 to 0: $name → $expected', ({ rate, select, expected }) => {
    const limits = { 'scale-in': { rate, ...(select === undefined ? {} : { select }) } };

    expect(restrain({ current: 11, to: 0, limits })?.to).toBe(expected);
  });

  // horizontal.go, calculateScaleUpLimitWithScalingRules: from where the period began, which is
  // the current capacity less what was added in it and plus what was removed.
  it.each([
    { name: 'added in the period counts', changes: [change(30, 4)], expected: 14 },
    { name: 'removed in the period is given back', changes: [change(30, -2)], expected: 20 },
    { name: 'a change as old as the period is over', changes: [change(0, 4)], expected: 18 },
    { name: 'nothing is left', changes: [change(20, 4), change(40, 4)], expected: 14 },
    { name: 'both directions', changes: [change(20, 6), change(40, -2)], expected: 14 },
  ])('4 units a minute from 14: $name → $expected', ({ changes, expected }) => {
    const limits = { 'scale-out': { rate: [{ units: 4, per: '60s' }] } };

    const answer = restrain({ current: 14, to: 100, limits, changes, now: 60 });

    expect(answer?.to).toBe(expected);
  });

  it('percentages are of the capacity when the period began', () => {
    const limits = { 'scale-in': { rate: [{ percent: 20, per: '5m' }] } };

    const answers = [0, 60, 120].map((seconds) =>
      restrain({ current: 90, to: 0, limits, changes: [change(0, -10)], now: seconds }),
    );

    expect(answers.map((answer) => answer?.to)).toEqual([80, 80, 80]);
  });

  it('rules look back over their own periods', () => {
    const limits = {
      'scale-out': {
        rate: [
          { units: 4, per: '60s' },
          { units: 10, per: '10m' },
        ],
        select: 'min',
      },
    };

    const changes = [change(0, 4), change(60, 4)];

    expect(restrain({ current: 18, to: 100, limits, changes, now: 120 })).toMatchObject({
      to: 20,
      because: 'at most 10 units per 10m',
      until: at(600),
    });
  });

  it('a percentage alone still leaves zero', () => {
    const limits = { 'scale-out': { rate: [{ percent: 50, per: '60s' }] } };

    expect(restrain({ current: 0, to: 5, limits })?.to).toBe(1);
  });

  it('remembers changes for as long as any period may look back', () => {
    const first = { from: capacity(4), to: capacity(6), at: at(0) };
    const second = { from: capacity(6), to: capacity(3), at: at(60) };
    const late = { from: capacity(3), to: capacity(5), at: at(3600) };

    const one = scalingRate.applied?.(first, undefined);
    const two = scalingRate.applied?.(second, one);
    const three = scalingRate.applied?.(late, two);

    expect(two).toEqual([change(0, 2), change(60, -3)]);
    expect(three).toEqual([change(60, -3), change(3600, 2)]);
  });

  it('forgets what no rule of the plan looks back to, a few at a time', () => {
    const context = limitContext({ now: at(600) });
    const old = Array.from({ length: 8 }, (_, index) => change(index * 60, 1));
    const few = old.slice(0, 2);

    const kept = scalingRate.observe?.({ to: capacity(10) }, context, [...old, change(590, 1)]);

    expect(kept).toEqual([change(590, 1)]);
    expect(scalingRate.observe?.({ to: capacity(10) }, context, few)).toBe(few);
  });

  it('a fleet that grows as fast as it may never breaks a rule over any of its periods', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 10, max: 90 }), { maxLength: 40 }),
        (units, minutes, gaps) => {
          const limits = { 'scale-out': { rate: [{ units, per: `${minutes}m` }] } };
          const history: { readonly seconds: number; readonly capacity: number }[] = [];
          let memory: Memory;
          let current = 1;
          let now = 0;
          for (const gap of gaps) {
            now += gap;
            const to = restrain({ current, to: 100_000, limits, changes: memory ?? [], now })?.to;
            if (to !== undefined && to > current) {
              const applied = { from: capacity(current), to, at: at(now) };
              memory = scalingRate.applied?.(applied, memory);
              history.push({ seconds: now, capacity: to - current });
              current = to;
            }
          }

          for (const { seconds } of history) {
            const added = history
              .filter((each) => each.seconds <= seconds && each.seconds > seconds - minutes * 60)
              .reduce((sum, each) => sum + each.capacity, 0);
            expect(added).toBeLessThanOrEqual(units);
          }
        },
      ),
    );
  });

  it('lint finds a period longer than changes are remembered', () => {
    const limits = { 'scale-in': { rate: [{ percent: 10, per: '2h' }] } };
    const { settings } = limitContext({ limits });

    expect(found(scalingRate.lint, settings)).toEqual([
      'rate-period-too-long: scale-in.rate: a period of 2h is over 1h',
    ]);
    expect(found(scalingRate.lint, limitContext().settings)).toEqual([]);
  });

  it.each([
    { rate: [{ units: 0, per: '60s' }], isFound: true },
    {
      rate: [
        { percent: 0, per: '60s' },
        { units: 0, per: '60s' },
      ],
      isFound: true,
    },
    {
      rate: [
        { percent: 0, per: '60s' },
        { units: 1, per: '60s' },
      ],
      isFound: false,
    },
    {
      rate: [
        { percent: 0, per: '60s' },
        { units: 1, per: '60s' },
      ],
      select: 'min',
      isFound: true,
    },
    { rate: [{ units: 0, per: '60s' }], select: 'disabled', isFound: false },
    { rate: [], isFound: false },
  ])('lint finds a rate of nothing: $rate $select', ({ isFound, ...written }) => {
    const { settings } = limitContext({ limits: { 'scale-out': written } });

    expect(found(scalingRate.lint, settings)).toEqual(
      isFound ? ['rate-of-nothing: scale-out.rate lets nothing move: it is 0'] : [],
    );
  });
});
