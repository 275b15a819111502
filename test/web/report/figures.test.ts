import { describe, expect, it } from 'vitest';
import {
  durationText,
  moveText,
  tickText,
  timeText,
  timeTicks,
  valueText,
} from '../../../web/report/figures.ts';

const MIDNIGHT = Date.UTC(2025, 2, 4) / 1000;
const HOUR = 3600;

describe('timeTicks', () => {
  it.each([
    {
      name: 'hours, with the day where it begins',
      splits: [MIDNIGHT - HOUR, MIDNIGHT, MIDNIGHT + HOUR],
      increment: HOUR,
      expected: ['23:00\n3 Mar', '00:00\n4 Mar', '01:00'],
    },
    {
      name: 'seconds where there are some',
      splits: [MIDNIGHT, MIDNIGHT + 30],
      increment: 30,
      expected: ['00:00\n4 Mar', '00:00:30'],
    },
    {
      name: 'days, with the year where it begins',
      splits: [Date.UTC(2024, 11, 31) / 1000, Date.UTC(2025, 0, 1) / 1000],
      increment: 24 * HOUR,
      expected: ['31 Dec\n2024', '1 Jan\n2025'],
    },
  ])('writes $name', ({ splits, increment, expected }) => {
    expect(timeTicks(splits, increment)).toEqual(expected);
  });
});

describe('valueText', () => {
  it.each([
    { value: 12_345, quantity: 'number', expected: '12,350' },
    { value: 1.23456, quantity: 'number', expected: '1.235' },
    { value: 200, quantity: 'duration', expected: '3 min 20 s' },
    { value: null, quantity: 'number', expected: '–' },
  ] as const)('writes $value as $expected', ({ value, quantity, expected }) => {
    expect(valueText(value, quantity)).toBe(expected);
  });
});

describe('tickText', () => {
  it('shortens millions and separates thousands', () => {
    expect(tickText(2_500_000, 'number')).toBe('2.5M');
    expect(tickText(25_000, 'number')).toBe('25,000');
    expect(tickText(5400, 'duration')).toBe('1 h 30 min');
  });
});

describe('durationText', () => {
  it.each([
    [0, '0'],
    [0.254, '0.25 s'],
    [45, '45 s'],
    [59.7, '1 min'],
    [60, '1 min'],
    [112, '1 min 52 s'],
    [3600, '1 h'],
    [3605, '1 h'],
    [12_000, '3 h 20 min'],
    [90_061, '1 d 1 h'],
    [86_400 * 1234, '1,234 d'],
  ])('writes %d seconds as %s', (length, expected) => {
    expect(durationText(length)).toBe(expected);
  });
});

describe('timeText', () => {
  it('is UTC, with seconds where there are some', () => {
    expect(timeText(MIDNIGHT + 12 * HOUR + 300)).toBe('4 Mar 2025 12:05');
    expect(timeText(MIDNIGHT + 30)).toBe('4 Mar 2025 00:00:30');
  });
});

describe('moveText', () => {
  it.each([
    { action: 'scale-out', from: 4, to: 1200, expected: '▲ 4 → 1,200' },
    { action: 'scale-in', from: 4, to: 3, expected: '▼ 4 → 3' },
    { action: 'hold', from: 4, to: 4, expected: '■ hold at 4' },
    { action: 'hold', from: null, to: null, expected: '■ hold' },
  ] as const)('writes $expected', ({ expected, ...decision }) => {
    expect(moveText({ ...decision, at: 0, sentences: [] })).toBe(expected);
  });
});
