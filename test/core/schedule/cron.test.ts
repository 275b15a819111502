import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cron, firstAfter, lastUntil, parseCron } from '../../../shared/core/schedule/cron.ts';

const wall = (text: string) => Date.parse(`${text}Z`);
const read = (at: number | undefined) =>
  at === undefined ? undefined : new Date(at).toISOString().slice(0, 16);

function cron(text: string): Cron {
  const parsed = parseCron(text);
  if ('problem' in parsed) {
    throw new Error(parsed.problem);
  }
  return parsed;
}

describe('a cron', () => {
  // Sunday 2026-11-22, 20:00.
  it.each([
    { text: '30 11 * * 1-5', expected: '2026-11-23T11:30' },
    { text: '30 11 * * MON-FRI', expected: '2026-11-23T11:30' },
    { text: '30 11 ? * mon,wed', expected: '2026-11-23T11:30' },
    { text: '0 20 * * *', expected: '2026-11-23T20:00' },
    { text: '1 20 * * *', expected: '2026-11-22T20:01' },
    { text: '*/15 * * * *', expected: '2026-11-22T20:15' },
    { text: '5/20 * * * *', expected: '2026-11-22T20:05' },
    { text: '10-20/5 * * * *', expected: '2026-11-22T20:10' },
    { text: '0 0 * * 0', expected: '2026-11-29T00:00' },
    { text: '0 0 * * 7', expected: '2026-11-29T00:00' },
    { text: '0 0 * * 5-7', expected: '2026-11-27T00:00' },
    { text: '0 0 1 JAN *', expected: '2027-01-01T00:00' },
    { text: '0 0 29 2 *', expected: '2028-02-29T00:00' },
    { text: '0 9 L * *', expected: '2026-11-30T09:00' },
    { text: '0 9 15,L 2 *', expected: '2027-02-15T09:00' },
    { text: '0 9 * * FRIL', expected: '2026-11-27T09:00' },
    { text: '0 9 * * MON#2', expected: '2026-12-14T09:00' },
    { text: '0 9 * 2 FRI#5', expected: '2036-02-29T09:00' },
    // Both kinds of days: either will do.
    { text: '0 0 1 * TUE', expected: '2026-11-24T00:00' },
    { text: '0 0 24 * SAT', expected: '2026-11-24T00:00' },
    { text: '0 0 31 2 *', expected: undefined },
    { text: '0 0 31 4,6,9,11 *', expected: undefined },
  ])('$text fires next at $expected', ({ text, expected }) => {
    expect(read(firstAfter(cron(text), wall('2026-11-22T20:00')))).toBe(expected);
  });

  it.each([
    { text: '30 11 * * 1-5', expected: '2026-11-20T11:30' },
    { text: '0 20 * * *', expected: '2026-11-22T20:00' },
    { text: '1 20 * * *', expected: '2026-11-21T20:01' },
    { text: '0 0 29 2 *', expected: '2024-02-29T00:00' },
    { text: '59 23 31 12 *', expected: '2025-12-31T23:59' },
    { text: '0 0 30 2 *', expected: undefined },
  ])('$text fired last at $expected', ({ text, expected }) => {
    expect(read(lastUntil(cron(text), wall('2026-11-22T20:00')))).toBe(expected);
  });

  it('fires last and next on both sides of any time, with nothing in between', () => {
    const text = fc.constantFrom('30 11 * * 1-5', '*/7 3 1,15 * *', '0 0 L * FRI#1', '0 12 * 2 *');
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 2e12 }), (expression, now) => {
        const parsed = cron(expression);

        const last = lastUntil(parsed, now) ?? Number.NaN;
        const next = firstAfter(parsed, now) ?? Number.NaN;

        expect(last).toBeLessThanOrEqual(now);
        expect(next).toBeGreaterThan(now);
        expect(firstAfter(parsed, last)).toBe(next);
        expect(lastUntil(parsed, next - 1)).toBe(last);
      }),
    );
  });

  it.each([
    { text: '', problem: 'five fields' },
    { text: '0 0 * *', problem: 'not 4' },
    { text: '0 12 * * ? *', problem: 'not 6' },
    { text: '@daily', problem: 'not 1' },
    { text: '60 0 * * *', problem: 'the minute "60" is not made of 0 to 59' },
    { text: '0 24 * * *', problem: 'the hour "24"' },
    { text: '0 0 0 * *', problem: 'the day of the month "0"' },
    { text: '0 0 * 13 *', problem: 'the month "13"' },
    { text: '0 0 * * 8', problem: 'the day of the week "8"' },
    { text: '0 0 * * MON#6', problem: 'the day of the week "MON#6"' },
    { text: '0 0 * * FRI-MON', problem: 'the day of the week "FRI-MON"' },
    { text: '*/0 * * * *', problem: 'the minute "*/0"' },
    { text: '0 9 * * 1-5,', problem: 'the day of the week "1-5,"' },
    { text: '*-5 9 * * *', problem: 'the minute "*-5"' },
    { text: '1.5 9 * * *', problem: 'the minute "1.5"' },
    { text: '-1 9 * * *', problem: 'the minute "-1"' },
  ])('"$text" is refused: $problem', ({ text, problem }) => {
    expect(parseCron(text)).toEqual({ problem: expect.stringContaining(problem) });
  });
});
