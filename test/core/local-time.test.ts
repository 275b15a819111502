import { describe, expect, it } from 'vitest';
import { localTime } from '../../shared/core/local-time.ts';
import { instant } from '../../shared/core/units.ts';

const utc = (text: string) => instant(Date.parse(`${text}Z`));

describe('the local time', () => {
  it.each([
    { at: '2026-01-05T09:00', zone: 'UTC', weekday: 1, hour: 9, minute: 0 },
    { at: '2026-01-04T23:59', zone: 'UTC', weekday: 7, hour: 23, minute: 59 },
    { at: '1969-12-31T23:30', zone: 'UTC', weekday: 3, hour: 23, minute: 30 },
    { at: '2026-01-04T23:30', zone: 'Asia/Seoul', weekday: 1, hour: 8, minute: 30 },
    { at: '2026-01-05T04:45', zone: 'America/New_York', weekday: 7, hour: 23, minute: 45 },
    { at: '2026-01-05T04:00', zone: 'Asia/Kathmandu', weekday: 1, hour: 9, minute: 45 },
    // The clocks of Berlin jump from 02:00 to 03:00, and later come back from 03:00 to 02:00.
    { at: '2026-03-29T00:59', zone: 'Europe/Berlin', weekday: 7, hour: 1, minute: 59 },
    { at: '2026-03-29T01:00', zone: 'Europe/Berlin', weekday: 7, hour: 3, minute: 0 },
    { at: '2026-10-25T00:30', zone: 'Europe/Berlin', weekday: 7, hour: 2, minute: 30 },
    { at: '2026-10-25T01:30', zone: 'Europe/Berlin', weekday: 7, hour: 2, minute: 30 },
  ])('of $at in $zone is $hour:$minute on day $weekday', ({ at, zone, ...expected }) => {
    expect(localTime(utc(at), zone)).toEqual(expected);
  });

  it('of a place that does not exist is a bug', () => {
    expect(() => localTime(utc('2026-01-05T09:00'), 'Mars/Olympus')).toThrow(RangeError);
  });
});
