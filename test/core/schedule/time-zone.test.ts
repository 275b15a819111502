import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  latestWallTime,
  shownAt,
  type TimeZone,
  timeZone,
  wallTimeAt,
} from '../../../shared/core/schedule/time-zone.ts';
import { instant } from '../../../shared/core/units.ts';

const wall = (text: string) => Date.parse(`${text}Z`);
const utc = (at: number) => new Date(at).toISOString().slice(0, 19);

function zone(name: string): TimeZone {
  const found = timeZone(name);
  if (found === undefined) {
    throw new Error(`no zone ${name}`);
  }
  return found;
}

describe('shownAt', () => {
  it.each([
    { name: 'Asia/Seoul', local: '2026-03-29T02:30', at: '2026-03-28T17:30:00', how: 'once' },
    { name: 'UTC', local: '2026-03-29T02:30', at: '2026-03-29T02:30:00', how: 'once' },
    // Europe: one hour on at 02:00 on 29 March, back at 03:00 on 25 October.
    { name: 'Europe/Berlin', local: '2026-03-29T01:59', at: '2026-03-29T00:59:00', how: 'once' },
    { name: 'Europe/Berlin', local: '2026-03-29T02:00', at: '2026-03-29T01:00:00', how: 'never' },
    { name: 'Europe/Berlin', local: '2026-03-29T02:59', at: '2026-03-29T01:00:00', how: 'never' },
    { name: 'Europe/Berlin', local: '2026-03-29T03:00', at: '2026-03-29T01:00:00', how: 'once' },
    { name: 'Europe/Berlin', local: '2026-10-25T01:59', at: '2026-10-24T23:59:00', how: 'once' },
    { name: 'Europe/Berlin', local: '2026-10-25T02:00', at: '2026-10-25T00:00:00', how: 'twice' },
    { name: 'Europe/Berlin', local: '2026-10-25T02:59', at: '2026-10-25T00:59:00', how: 'twice' },
    { name: 'Europe/Berlin', local: '2026-10-25T03:00', at: '2026-10-25T02:00:00', how: 'once' },
    // The United States: on at 02:00 on 8 March, back at 02:00 on 1 November.
    {
      name: 'America/New_York',
      local: '2026-03-08T02:30',
      at: '2026-03-08T07:00:00',
      how: 'never',
    },
    { name: 'America/New_York', local: '2026-03-08T03:00', at: '2026-03-08T07:00:00', how: 'once' },
    {
      name: 'America/New_York',
      local: '2026-11-01T01:30',
      at: '2026-11-01T05:30:00',
      how: 'twice',
    },
    { name: 'America/New_York', local: '2026-11-01T02:00', at: '2026-11-01T07:00:00', how: 'once' },
    // Lord Howe: half an hour on at 02:00 on 4 October, back at 02:00 on 5 April.
    {
      name: 'Australia/Lord_Howe',
      local: '2026-10-04T02:15',
      at: '2026-10-03T15:30:00',
      how: 'never',
    },
    {
      name: 'Australia/Lord_Howe',
      local: '2026-10-04T02:30',
      at: '2026-10-03T15:30:00',
      how: 'once',
    },
    {
      name: 'Australia/Lord_Howe',
      local: '2026-04-05T01:29',
      at: '2026-04-04T14:29:00',
      how: 'once',
    },
    {
      name: 'Australia/Lord_Howe',
      local: '2026-04-05T01:45',
      at: '2026-04-04T14:45:00',
      how: 'twice',
    },
    {
      name: 'Australia/Lord_Howe',
      local: '2026-04-05T02:00',
      at: '2026-04-04T15:30:00',
      how: 'once',
    },
    // Samoa left out 30 December 2011.
    { name: 'Pacific/Apia', local: '2011-12-30T12:00', at: '2011-12-30T10:00:00', how: 'never' },
    // Local mean time, to the second.
    { name: 'America/New_York', local: '1880-01-01T00:00', at: '1880-01-01T04:56:02', how: 'once' },
  ])('$name shows $local $how, at $at', ({ name, local, at, how }) => {
    const shown = shownAt(zone(name), wall(local));

    expect(utc(shown.at)).toBe(at);
    expect(shown.how).toBe(how);
  });

  const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Seoul'];
  /** Minutes of 2026. */
  const minute = fc
    .integer({ min: 0, max: 365 * 1440 })
    .map((m) => wall('2026-01-01T00:00') + m * 60_000);

  it('finds an instant at which the wall shows just that, unless the clocks jump over it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), minute, (name, local) => {
        const { at, how } = shownAt(zone(name), local);

        const shown = wallTimeAt(zone(name), at);
        expect(how === 'never' ? shown > local : shown === local).toBe(true);
        expect(wallTimeAt(zone(name), instant(at - 1))).not.toBe(local);
      }),
    );
  });

  it('is never earlier for a later time, and latestWallTime is what was shown until then', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), minute, fc.nat(7_200_000), (name, local, by) => {
        const { at } = shownAt(zone(name), local);
        const later = shownAt(zone(name), local + by).at;

        expect(later).toBeGreaterThanOrEqual(at);
        expect(latestWallTime(zone(name), at)).toBeGreaterThanOrEqual(local);
        expect(latestWallTime(zone(name), instant(at - 1))).toBeLessThan(local);
      }),
    );
  });
});

describe('latestWallTime', () => {
  it.each([
    { name: 'Europe/Berlin', at: '2026-10-25T00:59:59', latest: '2026-10-25T02:59:59' },
    { name: 'Europe/Berlin', at: '2026-10-25T01:30:00', latest: '2026-10-25T02:59:59' },
    { name: 'Europe/Berlin', at: '2026-10-25T02:30:00', latest: '2026-10-25T03:30:00' },
    { name: 'Europe/Berlin', at: '2026-03-29T01:00:00', latest: '2026-03-29T03:00:00' },
    { name: 'Australia/Lord_Howe', at: '2026-04-04T15:10:00', latest: '2026-04-05T01:59:59' },
  ])('at $at in $name it is $latest', ({ name, at, latest }) => {
    expect(utc(latestWallTime(zone(name), instant(wall(at))))).toBe(latest);
  });
});

describe('timeZone', () => {
  it.each(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'])('knows %s', (name) => {
    expect(timeZone(name)?.name).toBe(name);
  });

  it.each(['', 'Europe/Atlantis', '+01:00', 'Europe/Berlin ', '-05'])(
    'does not know "%s"',
    (name) => {
      expect(timeZone(name)).toBeUndefined();
    },
  );
});
