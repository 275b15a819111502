import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calendarDay,
  DAY_MS,
  dateText,
  dayNumber,
  parseWallTime,
  timeText,
} from '../../../shared/core/schedule/calendar.ts';

describe('calendarDay', () => {
  it('is the inverse of dayNumber, and agrees with the calendar of JavaScript', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (number) => {
        const day = calendarDay(number);

        const known = new Date(number * DAY_MS);
        expect(dayNumber(day)).toBe(number);
        expect([day.year, day.month - 1, day.day, day.weekday]).toEqual([
          known.getUTCFullYear(),
          known.getUTCMonth(),
          known.getUTCDate(),
          known.getUTCDay(),
        ]);
        const monthEnd = new Date(Date.UTC(day.year, day.month, 0));
        expect(day.daysInMonth).toBe(monthEnd.getUTCDate());
      }),
    );
  });
});

describe('parseWallTime', () => {
  it.each([
    { text: '1970-01-01T00:00', expected: 0 },
    { text: '2026-11-27T00:00', expected: Date.UTC(2026, 10, 27) },
    { text: '2028-02-29T23:59', expected: Date.UTC(2028, 1, 29, 23, 59) },
    { text: '2026-02-29T00:00', expected: undefined },
    { text: '2026-13-01T00:00', expected: undefined },
    { text: '2026-00-01T00:00', expected: undefined },
    { text: '2026-04-31T00:00', expected: undefined },
    { text: '2026-11-27T24:00', expected: undefined },
    { text: '2026-11-27T12:60', expected: undefined },
    { text: '2026-11-27', expected: undefined },
    { text: '2026-11-27T00:00Z', expected: undefined },
    { text: 'tomorrow', expected: undefined },
  ])('$text is $expected', ({ text, expected }) => {
    expect(parseWallTime(text)).toBe(expected);
  });

  it('reads back what dateText and timeText write', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50_000_000 }), (minutes) => {
        const wall = minutes * 60_000;

        expect(parseWallTime(`${dateText(wall)}T${timeText(wall)}`)).toBe(wall);
      }),
    );
  });
});
