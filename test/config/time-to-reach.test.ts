import { describe, expect, test } from 'vitest';
import { secondsToReach, standardLimits } from '../../shared/config/time-to-reach.ts';
import { capacity, seconds } from '../../shared/core/units.ts';
import { limitSettings } from '../support/builders.ts';

const plan = {
  limits: standardLimits,
  unit: { warmUp: seconds(180) },
  evaluateEvery: seconds(60),
  capacity: { min: capacity(0), max: capacity(1000) },
};
const way = (from: number, to: number) => ({ from: capacity(from), to: capacity(to) });

describe('the time from one capacity to another', () => {
  test.each([
    { name: 'nowhere', limits: {}, from: 5, to: 5, minutes: 0 },
    { name: 'at once', limits: {}, from: 0, to: 4, minutes: 0 },
    { name: 'by doubling', limits: {}, from: 1, to: 80, minutes: 4 },
    {
      name: 'one by one',
      limits: { 'scale-out': { rate: [{ units: 1, per: '60s' }] } },
      from: 0,
      to: 50,
      minutes: 49,
    },
    {
      name: 'with a cooldown after each change, counted from when units work',
      limits: { 'scale-out': { cooldown: '5m' } },
      from: 1,
      to: 20,
      minutes: 16,
    },
    {
      name: 'without any rate',
      limits: { 'scale-out': { rate: [] } },
      from: 0,
      to: 900,
      minutes: 0,
    },
  ])('$name', ({ limits, from, to, minutes }) => {
    const takes = secondsToReach({ ...plan, limits: limitSettings(limits) }, way(from, to));

    expect(takes).toBe(minutes * 60);
  });

  test('is without end where scale-out is disabled', () => {
    const limits = limitSettings({ 'scale-out': { select: 'disabled' } });

    expect(secondsToReach({ ...plan, limits }, way(1, 2))).toBe(Number.POSITIVE_INFINITY);
  });

  test('ends at the maximum', () => {
    const bounded = { ...plan, capacity: { min: capacity(0), max: capacity(4) } };

    expect(secondsToReach(bounded, way(0, 900))).toBe(0);
  });
});
