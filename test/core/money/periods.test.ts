import { describe, expect, it } from 'vitest';
import { hoursWithin, periodAt } from '../../../shared/core/money/periods.ts';
import { instant } from '../../../shared/core/units.ts';

const utc = (text: string) => instant(Date.parse(`${text}Z`));

describe('the period of an instant', () => {
  it.each([
    {
      period: 'hourly',
      now: '2026-02-28T23:59:59',
      from: '2026-02-28T23:00',
      to: '2026-03-01T00:00',
    },
    {
      period: 'hourly',
      now: '2026-03-01T00:00:00',
      from: '2026-03-01T00:00',
      to: '2026-03-01T01:00',
    },
    {
      period: 'daily',
      now: '2026-02-28T23:59:59',
      from: '2026-02-28T00:00',
      to: '2026-03-01T00:00',
    },
    {
      period: 'monthly',
      now: '2026-02-28T23:59:59',
      from: '2026-02-01T00:00',
      to: '2026-03-01T00:00',
    },
    {
      period: 'monthly',
      now: '2028-02-29T12:00:00',
      from: '2028-02-01T00:00',
      to: '2028-03-01T00:00',
    },
    {
      period: 'monthly',
      now: '2026-12-31T23:59:59',
      from: '2026-12-01T00:00',
      to: '2027-01-01T00:00',
    },
  ] as const)('$period at $now', ({ period, now, from, to }) => {
    expect(periodAt(period, utc(now))).toEqual({ from: utc(from), to: utc(to) });
  });
});

describe('the hours that two stretches share', () => {
  const whole = { from: utc('2026-01-05T10:00'), to: utc('2026-01-05T12:00') };

  it.each([
    { name: 'inside', from: '2026-01-05T10:30', to: '2026-01-05T11:00', hours: 0.5 },
    { name: 'around', from: '2026-01-04T10:30', to: '2026-01-06T11:00', hours: 2 },
    { name: 'before', from: '2026-01-05T08:00', to: '2026-01-05T09:00', hours: 0 },
    { name: 'backwards', from: '2026-01-05T11:30', to: '2026-01-05T10:30', hours: 0 },
  ])('$name: $hours', ({ from, to, hours }) => {
    expect(hoursWithin({ from: utc(from), to: utc(to) }, whole)).toBe(hours);
  });
});
