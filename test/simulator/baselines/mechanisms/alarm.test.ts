import { describe, expect, it } from 'vitest';
import { inAlarm } from '../../../../shared/simulator/baselines/mechanisms/alarm.ts';

/** A row of AWS's table, oldest first: X breaches, 0 does not, - is missing. */
function alarmed(row: string, periods = 3): boolean {
  const newestFirst = row.replaceAll(' ', '').split('').toReversed();
  const values = inAlarm((ago) => ({ X: 9, 0: 0 })[newestFirst[ago] ?? '-'], {
    periods,
    breaches: (value) => value > 5,
  });
  return values !== undefined;
}

describe('an alarm', () => {
  // CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data": its table for
  // 3 of 3 and an evaluation range of 5, and what it says of premature alarms.
  it.each([
    { row: '0 - X - X', isInAlarm: false },
    { row: '0 - - - -', isInAlarm: false },
    { row: '- - - - -', isInAlarm: false },
    { row: '0 X X - X', isInAlarm: true },
    { row: '- - X - -', isInAlarm: true },
    { row: '- - - X -', isInAlarm: false },
    { row: '- - - - X', isInAlarm: false },
    { row: '- X X X X', isInAlarm: true },
    { row: '0 0 X X X', isInAlarm: true },
    { row: 'X X X 0 X', isInAlarm: false },
    { row: 'X X X X 0', isInAlarm: false },
  ])('over "$row" (3 of 3): in alarm is $isInAlarm', ({ row, isInAlarm }) => {
    expect(alarmed(row)).toBe(isInAlarm);
  });

  it('needs all of fifteen', () => {
    expect(alarmed('X'.repeat(15), 15)).toBe(true);
    expect(alarmed(`XX0${'X'.repeat(14)}`, 15)).toBe(false);
    expect(alarmed('X'.repeat(14), 15)).toBe(false);
  });

  it('tells the values it is about, newest first', () => {
    const values = inAlarm((ago) => 10 - ago, { periods: 3, breaches: (value) => value > 5 });

    expect(values).toEqual([10, 9, 8]);
  });
});
