import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Recommendation } from '../../../shared/core/model.ts';
import { schedule } from '../../../shared/core/policies/schedule.ts';
import { type Instant, instant, seconds } from '../../../shared/core/units.ts';
import { checkContext, found, policyContext } from '../../support/builders.ts';

const utc = (text: string) => instant(Date.parse(`${text}Z`));
const MINUTE = 60_000;

const spec = (timeZone: string, ...windows: readonly object[]) =>
  z.parse(schedule.schema, { type: 'schedule', timeZone, windows });
type Spec = ReturnType<typeof spec>;

/** What it says at an instant, for a plan from 5 to 200 whose units need 3 minutes. */
function says(written: Spec, now: Instant, given: { warmUp?: number } = {}): Recommendation {
  const { warmUp = 180 } = given;
  return schedule.recommend(written, policyContext({ now, warmUp, min: 5, max: 200 }), undefined);
}
const floor = (answer: Recommendation) =>
  answer.status === 'recommended' ? answer.capacity : undefined;
const ceiling = (answer: Recommendation) =>
  answer.status === 'blind' ? undefined : answer.ceiling?.capacity;

const LUNCH = { name: 'lunch', cron: '30 11 * * 1-5', for: '2h', min: 25 };
const NIGHT = { name: 'night', cron: '0 22 * * *', for: '8h', max: 10 };
const SALE = { name: 'sale', from: '2026-11-27T00:00', to: '2026-11-30T00:00', min: 60 };

describe('a window', () => {
  // Monday 2026-11-23; 11:30 in Seoul is 02:30 UTC.
  it.each([
    { now: '2026-11-23T02:26:59', expected: undefined },
    { now: '2026-11-23T02:27:00', expected: 25 },
    { now: '2026-11-23T02:30:00', expected: 25 },
    { now: '2026-11-23T04:29:59', expected: 25 },
    { now: '2026-11-23T04:30:00', expected: undefined },
    { now: '2026-11-22T03:00:00', expected: undefined },
  ])('at noon in Seoul asks for $expected at $now UTC', ({ now, expected }) => {
    expect(floor(says(spec('Asia/Seoul', LUNCH), utc(now)))).toBe(expected);
  });

  // Thanksgiving's Friday to Monday in New York, UTC−5.
  it.each([
    { now: '2026-11-27T04:56:59', expected: undefined },
    { now: '2026-11-27T04:57:00', expected: 60 },
    { now: '2026-11-30T04:59:59', expected: 60 },
    { now: '2026-11-30T05:00:00', expected: undefined },
    { now: '2027-11-28T12:00:00', expected: undefined },
  ])('of one date asks for $expected at $now UTC', ({ now, expected }) => {
    expect(floor(says(spec('America/New_York', SALE), utc(now)))).toBe(expected);
  });

  it.each([
    { lead: undefined, warmUp: 0, minutesBefore: 0 },
    { lead: undefined, warmUp: 600, minutesBefore: 10 },
    { lead: '20m', warmUp: 600, minutesBefore: 20 },
    { lead: '0s', warmUp: 600, minutesBefore: 0 },
  ])(
    'with a lead of $lead and a warm-up of $warmUp s begins $minutesBefore minutes ahead',
    (given) => {
      const { lead, warmUp, minutesBefore } = given;
      const written = spec('UTC', { ...LUNCH, lead });
      const from = utc('2026-11-23T11:30:00') - minutesBefore * MINUTE;

      expect(floor(says(written, instant(from), { warmUp }))).toBe(25);
      expect(floor(says(written, instant(from - 1), { warmUp }))).toBeUndefined();
    },
  );

  it.each([
    { name: 'min', says: { min: 25 }, asks: 25, allows: undefined },
    { name: 'desired', says: { desired: 25 }, asks: 25, allows: undefined },
    { name: 'max', says: { max: 25 }, asks: undefined, allows: 25 },
    { name: 'min and max', says: { min: 8, max: 25 }, asks: 8, allows: 25 },
    { name: 'a minimum of nothing', says: { min: 0 }, asks: 0, allows: undefined },
  ])('with $name asks for $asks and allows $allows', ({ says: terms, asks, allows }) => {
    const written = spec('UTC', { name: 'noon', cron: '0 12 * * *', for: '1h', ...terms });

    const answer = says(written, utc('2026-11-23T12:30:00'));

    expect([floor(answer), ceiling(answer)]).toEqual([asks, allows]);
  });

  it('that is open all day, every day, is never closed', () => {
    const written = spec('Europe/Berlin', { ...LUNCH, cron: '0 0 * * *', for: '25h' });

    for (let hour = 0; hour < 366 * 24; hour += 1) {
      expect(floor(says(written, instant(utc('2026-01-02T00:30:00') + hour * 3_600_000)))).toBe(25);
    }
  });
});

describe('the change of the clocks', () => {
  it.each([
    // The wall-clock start stays: 11:30 is 10:30 UTC in winter and 09:30 in summer.
    {
      zone: 'Europe/Berlin',
      cron: '30 11 * * *',
      from: '2026-03-28T10:30',
      to: '2026-03-28T12:30',
    },
    {
      zone: 'Europe/Berlin',
      cron: '30 11 * * *',
      from: '2026-03-29T09:30',
      to: '2026-03-29T11:30',
    },
    // 02:30 does not exist on 29 March: it starts at 03:00, and two hours are two hours.
    { zone: 'Europe/Berlin', cron: '30 2 * * *', from: '2026-03-28T01:30', to: '2026-03-28T03:30' },
    { zone: 'Europe/Berlin', cron: '30 2 * * *', from: '2026-03-29T01:00', to: '2026-03-29T03:00' },
    { zone: 'Europe/Berlin', cron: '30 2 * * *', from: '2026-03-30T00:30', to: '2026-03-30T02:30' },
    // 02:30 comes twice on 25 October: it starts the first time, and two hours are two hours.
    { zone: 'Europe/Berlin', cron: '30 2 * * *', from: '2026-10-25T00:30', to: '2026-10-25T02:30' },
    { zone: 'Europe/Berlin', cron: '30 2 * * *', from: '2026-10-26T01:30', to: '2026-10-26T03:30' },
    {
      zone: 'America/New_York',
      cron: '30 2 * * *',
      from: '2026-03-08T07:00',
      to: '2026-03-08T09:00',
    },
    {
      zone: 'America/New_York',
      cron: '30 2 * * *',
      from: '2026-03-09T06:30',
      to: '2026-03-09T08:30',
    },
    {
      zone: 'America/New_York',
      cron: '30 1 * * *',
      from: '2026-11-01T05:30',
      to: '2026-11-01T07:30',
    },
    {
      zone: 'America/New_York',
      cron: '30 1 * * *',
      from: '2026-11-02T06:30',
      to: '2026-11-02T08:30',
    },
    // Half an hour on Lord Howe: 02:15 is jumped over on 4 October, 01:45 comes twice on 5 April.
    {
      zone: 'Australia/Lord_Howe',
      cron: '15 2 * * *',
      from: '2026-10-02T15:45',
      to: '2026-10-02T17:45',
    },
    {
      zone: 'Australia/Lord_Howe',
      cron: '15 2 * * *',
      from: '2026-10-03T15:30',
      to: '2026-10-03T17:30',
    },
    {
      zone: 'Australia/Lord_Howe',
      cron: '15 2 * * *',
      from: '2026-10-04T15:15',
      to: '2026-10-04T17:15',
    },
    {
      zone: 'Australia/Lord_Howe',
      cron: '45 1 * * *',
      from: '2026-04-04T14:45',
      to: '2026-04-04T16:45',
    },
    {
      zone: 'Australia/Lord_Howe',
      cron: '45 1 * * *',
      from: '2026-04-05T15:15',
      to: '2026-04-05T17:15',
    },
    // Seoul has none.
    { zone: 'Asia/Seoul', cron: '30 2 * * *', from: '2026-03-28T17:30', to: '2026-03-28T19:30' },
    { zone: 'Asia/Seoul', cron: '30 2 * * *', from: '2026-10-24T17:30', to: '2026-10-24T19:30' },
  ])('$zone "$cron" for 2h is open from $from to $to UTC', ({ zone, cron, from, to }) => {
    const written = spec(zone, { name: 'w', cron, for: '2h', min: 25, lead: '0s' });
    const at = (text: string, byMs: number) =>
      floor(says(written, instant(utc(`${text}:00`) + byMs)));

    expect([at(from, -1), at(from, 0)]).toEqual([undefined, 25]);
    expect([at(to, -1), at(to, 0)]).toEqual([25, undefined]);
  });

  it('moves a start by date that is jumped over to the first instant after', () => {
    const written = spec('Europe/Berlin', {
      name: 'maintenance',
      from: '2026-03-29T02:30',
      to: '2026-03-29T06:00',
      min: 25,
      lead: '0s',
    });

    expect(floor(says(written, instant(utc('2026-03-29T01:00:00') - 1)))).toBeUndefined();
    expect(floor(says(written, utc('2026-03-29T01:00:00')))).toBe(25);
    expect(floor(says(written, instant(utc('2026-03-29T04:00:00') - 1)))).toBe(25);
    expect(floor(says(written, utc('2026-03-29T04:00:00')))).toBeUndefined();
  });
});

describe('ramps', () => {
  const ramped = { ...LUNCH, rampUp: '30m', rampDown: '20m' };

  // Lead 3 minutes: the ramp runs from 10:57 to 11:27, from the plan's minimum of 5 to 25.
  it.each([
    { now: '10:56:59', expected: undefined },
    { now: '10:57:01', expected: 6 },
    { now: '11:12:00', expected: 15 },
    { now: '11:26:00', expected: 25 },
    { now: '11:27:00', expected: 25 },
    { now: '11:30:00', expected: 25 },
    { now: '13:29:59', expected: 25 },
    { now: '13:30:00', expected: 25 },
    { now: '13:40:00', expected: 15 },
    { now: '13:49:00', expected: 6 },
    { now: '13:50:00', expected: undefined },
  ])('of a floor ask for $expected at $now', ({ now, expected }) => {
    expect(floor(says(spec('UTC', ramped), utc(`2026-11-23T${now}`)))).toBe(expected);
  });

  it.each([
    { now: '11:00:00', expected: 12 },
    { now: '11:12:00', expected: 19 },
    { now: '13:40:00', expected: 19 },
    { now: '13:50:00', expected: 12 },
  ])('start from the floor of another open window: $expected at $now', ({ now, expected }) => {
    const day = { name: 'day', cron: '0 8 * * *', for: '10h', min: 12, priority: -1 };

    const answer = says(spec('UTC', ramped, day), utc(`2026-11-23T${now}`));

    expect(floor(answer)).toBe(now === '11:00:00' ? 14 : expected);
  });

  // Inside the window, from the plan's maximum of 200 to 10 and back.
  it.each([
    { now: '2026-11-23T21:59:59', expected: undefined },
    { now: '2026-11-23T22:00:00', expected: 200 },
    { now: '2026-11-23T22:15:00', expected: 105 },
    { now: '2026-11-23T22:30:00', expected: 10 },
    { now: '2026-11-24T05:40:00', expected: 10 },
    { now: '2026-11-24T05:50:00', expected: 105 },
    { now: '2026-11-24T06:00:00', expected: undefined },
  ])('of a ceiling allow $expected at $now', ({ now, expected }) => {
    const written = spec('UTC', { ...NIGHT, rampUp: '30m', rampDown: '20m' });

    expect(ceiling(says(written, utc(now)))).toBe(expected);
  });
});

describe('windows that overlap', () => {
  const noon = utc('2026-11-23T12:00:00');
  const day = (name: string, terms: object) => ({
    name,
    cron: '0 8 * * *',
    for: '10h',
    ...terms,
  });

  it.each([
    {
      name: 'the higher priority decides, also for less',
      terms: [{ min: 40 }, { min: 12, priority: 1 }],
      asks: 12,
      allows: undefined,
    },
    {
      name: 'of equals the highest floor',
      terms: [{ min: 12 }, { min: 40 }],
      asks: 40,
      allows: undefined,
    },
    {
      name: 'of equals the lowest ceiling',
      terms: [{ max: 12 }, { max: 40 }],
      asks: undefined,
      allows: 12,
    },
    {
      name: 'a higher ceiling of a higher priority',
      terms: [{ max: 12 }, { max: 40, priority: 1 }],
      asks: undefined,
      allows: 40,
    },
    {
      name: 'a floor and a ceiling stand side by side',
      terms: [{ min: 12 }, { max: 40, priority: 1 }],
      asks: 12,
      allows: 40,
    },
    {
      name: 'a ceiling of a higher priority lowers a floor',
      terms: [{ min: 40 }, { max: 12, priority: 1 }],
      asks: 12,
      allows: 12,
    },
    {
      name: 'a floor of a higher priority lifts a ceiling',
      terms: [{ min: 40, priority: 1 }, { max: 12 }],
      asks: 40,
      allows: 40,
    },
    {
      name: 'among equals the floor wins',
      terms: [{ min: 40 }, { max: 12 }],
      asks: 40,
      allows: 40,
    },
  ])('$name', ({ terms, asks, allows }) => {
    const windows = terms.map((each, index) => day(`w${index}`, each));

    for (const order of [windows, windows.toReversed()]) {
      const answer = says(spec('UTC', ...order), noon);
      expect([floor(answer), ceiling(answer)]).toEqual([asks, allows]);
    }
  });

  it('says so where one wins over the other', () => {
    const written = spec('UTC', day('busy', { min: 40 }), day('freeze', { max: 12, priority: 1 }));

    expect(says(written, noon).because).toBe(
      'busy (08:00–18:00 UTC) asks for at least 40, but freeze (08:00–18:00 UTC) allows at most 12',
    );
  });

  it('a window that does not decide at its end fades from nothing there', () => {
    const written = spec(
      'UTC',
      { name: 'busy', cron: '0 8 * * *', for: '4h', min: 40, rampDown: '1h' },
      { name: 'holiday', cron: '0 0 * * *', for: '24h', min: 6, priority: 1 },
    );

    expect(floor(says(written, utc('2026-11-23T11:59:00')))).toBe(6);
    expect(floor(says(written, utc('2026-11-23T12:01:00')))).toBe(6);
  });

  it('a window that will decide leads, though another decides until then', () => {
    const written = spec(
      'UTC',
      { name: 'quiet', cron: '0 8 * * *', for: '4h', min: 6, priority: 1 },
      { name: 'busy', cron: '0 12 * * *', for: '4h', min: 40 },
    );

    expect(floor(says(written, utc('2026-11-23T11:56:00')))).toBe(6);
    expect(floor(says(written, utc('2026-11-23T11:57:00')))).toBe(40);
  });
});

describe('a schedule explains itself', () => {
  const ramped = { ...LUNCH, rampUp: '30m', rampDown: '20m' };

  it.each([
    {
      windows: [LUNCH],
      now: '2026-11-23T03:00',
      because: 'lunch (11:30–13:30 Asia/Seoul) asks for at least 25',
    },
    {
      windows: [{ ...LUNCH, min: undefined, desired: 9 }],
      now: '2026-11-23T03:00',
      because: 'lunch (11:30–13:30 Asia/Seoul) asks for 9',
    },
    {
      windows: [LUNCH],
      now: '2026-11-23T02:28',
      because: 'lunch (11:30–13:30 Asia/Seoul) starts in 2m and asks for at least 25 by then',
    },
    {
      windows: [ramped],
      now: '2026-11-23T02:12',
      because:
        'lunch (11:30–13:30 Asia/Seoul) starts in 18m and asks for at least 25 by then: 15 for now',
    },
    {
      windows: [ramped],
      now: '2026-11-23T04:40',
      because: 'lunch (11:30–13:30 Asia/Seoul) is over and fades from 25: 15 for now',
    },
    {
      windows: [NIGHT],
      now: '2026-11-22T14:00',
      because: 'night (22:00–06:00 Asia/Seoul) allows at most 10',
    },
    {
      windows: [SALE],
      now: '2026-11-28T00:00',
      because: 'sale (2026-11-27 00:00 – 2026-11-30 00:00 Asia/Seoul) asks for at least 60',
    },
    { windows: [LUNCH], now: '2026-11-23T00:00', because: 'no window is open' },
  ])('at $now: $because', ({ windows, now, because }) => {
    expect(says(spec('Asia/Seoul', ...windows), utc(`${now}:00`)).because).toBe(because);
  });
});

describe('a floor', () => {
  const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Seoul'];
  const anyWindow = fc.record({
    zone: fc.constantFrom(...ZONES),
    minute: fc.integer({ min: 0, max: 59 }),
    hour: fc.integer({ min: 0, max: 23 }),
    days: fc.constantFrom('*', '1-5', '0', '6,7'),
    length: fc.integer({ min: 1, max: 30 * 60 }),
    lead: fc.integer({ min: 0, max: 60 }),
    rampUp: fc.integer({ min: 0, max: 240 }),
    rampDown: fc.integer({ min: 0, max: 240 }),
    min: fc.integer({ min: 6, max: 200 }),
    /** Minutes of 2026. */
    from: fc.integer({ min: 0, max: 365 * 1440 }),
  });
  type AnyWindow = typeof anyWindow extends fc.Arbitrary<infer Value> ? Value : never;
  const written = ({ zone, minute, hour, days, length, lead, rampUp, rampDown, min }: AnyWindow) =>
    spec(zone, {
      name: 'any',
      cron: `${minute} ${hour} * * ${days}`,
      for: `${length}m`,
      lead: `${lead}m`,
      rampUp: `${rampUp}m`,
      rampDown: `${rampDown}m`,
      min,
    });
  /** Two days, minute by minute, from an instant on. */
  function minutes({ from }: AnyWindow): readonly Instant[] {
    const start = utc('2026-01-01T00:00:00') + from * MINUTE;
    return Array.from({ length: 2 * 1440 }, (_, index) => instant(start + index * MINUTE));
  }

  /** The wall of a zone as the runtime's own calendar shows it: not our arithmetic. */
  function wallOf(zone: string): (now: Instant) => string {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      hour: '2-digit',
      minute: '2-digit',
      weekday: 'short',
    });
    return (now) => format.format(now);
  }
  const DAYS: Readonly<Record<string, readonly string[]>> = {
    '*': ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
    '1-5': ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'],
    '0': ['Sun'],
    '6,7': ['Sat', 'Sun'],
  };

  it('holds at every minute of its length after the wall shows its start', () => {
    fc.assert(
      fc.property(anyWindow, (given) => {
        const policy = written(given);
        const instants = minutes(given);
        const wall = wallOf(given.zone);
        const time = [given.hour, given.minute].map((of) => String(of).padStart(2, '0')).join(':');
        const starts = (DAYS[given.days] ?? []).map((day) => `${day} ${time}`);
        const index = instants.findIndex((now) => starts.includes(wall(now).replace(',', '')));
        const start = instants[index];
        // The first minutes may be the second showing of an hour that comes twice.
        if (start === undefined || index < 61) {
          return;
        }

        for (let minute = -given.lead; minute < given.length; minute += 1) {
          expect(floor(says(policy, instant(start + minute * MINUTE)))).toBe(given.min);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is asked for exactly as long as window, lead and ramps last, and its ramps are monotone', () => {
    fc.assert(
      fc.property(anyWindow, (wide) => {
        const given = { ...wide, length: 1 + (wide.length % 600) };
        const policy = written(given);
        const asked = minutes(given).map((now) => floor(says(policy, now)) ?? 0);

        for (const opening of wholeOpenings(asked)) {
          // A ramp begins just after its first minute and ends just before its last.
          const ramps = Math.max(0, given.rampUp - 1) + given.rampDown;
          const full = opening.indexOf(given.min);
          const up = opening.slice(0, full);
          const down = opening.slice(full);
          expect(opening).toHaveLength(ramps + given.lead + given.length);
          expect(Math.max(...opening)).toBe(given.min);
          expect(up).toEqual(up.toSorted((one, other) => one - other));
          expect(down).toEqual(down.toSorted((one, other) => other - one));
        }
      }),
      { numRuns: 60 },
    );
  });

  /** Minutes in a row at which something is asked for, where both ends were seen. */
  function wholeOpenings(asked: readonly number[]): readonly (readonly number[])[] {
    const spans = asked.join(',').split(/(?<=^|,)0(?=,|$)/);
    return spans
      .slice(1, -1)
      .map((span) =>
        span
          .split(',')
          .filter((text) => text !== '')
          .map(Number),
      )
      .filter((span) => span.length > 0);
  }

  it('says the same whenever and however often it is asked', () => {
    fc.assert(
      fc.property(anyWindow, fc.array(fc.nat(2 * 1440 - 1), { maxLength: 40 }), (given, order) => {
        const instants = minutes(given);
        const kept = written(given);
        for (const index of order) {
          const now = instants[index] ?? utc('2026-01-01T00:00:00');

          expect(says(kept, now)).toEqual(says(written(given), now));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the schema', () => {
  const problem = (timeZone: string, ...windows: readonly object[]) => {
    const parsed = z.safeParse(schedule.schema, { type: 'schedule', timeZone, windows });
    return parsed.success ? '' : JSON.stringify(parsed.error.issues);
  };

  it.each([
    { window: LUNCH, timeZone: 'Europe/Atlantis', says: 'the name of a time zone' },
    { window: { ...LUNCH, cron: '30 25 * * *' }, says: 'the hour \\"25\\"' },
    { window: { ...LUNCH, for: '0s' }, says: 'a duration longer than 0s' },
    { window: { ...LUNCH, for: undefined }, says: 'for: ' },
    { window: { ...SALE, to: '2026-11-31T00:00' }, says: 'a local date and time' },
    { window: { ...SALE, from: '2026-11-27' }, says: 'a local date and time' },
    { window: { ...LUNCH, mn: 3 }, says: '"keys":["mn"]' },
  ])('refuses $window: $says', ({ window, timeZone = 'UTC', says: expected }) => {
    expect(problem(timeZone, window)).toContain(expected);
  });

  it('is encoded as it was written', () => {
    const parsed = spec('UTC', { ...LUNCH, lead: '5m' }, SALE);

    const again = z.parse(schedule.schema, z.encode(schedule.schema, parsed));

    expect(again).toEqual(parsed);
  });
});

describe('lint', () => {
  const lint = (...windows: readonly object[]) => found(schedule.lint, spec('UTC', ...windows));

  it.each([
    { name: 'nothing', windows: [LUNCH, NIGHT, { ...SALE, priority: 1 }], says: [] },
    {
      name: 'a start that is the end',
      windows: [{ ...SALE, to: SALE.from }],
      says: [
        'start-equals-end: the window "sale" ends when it starts, at 2026-11-27T00:00: it is never open',
      ],
    },
    {
      name: 'an end before the start',
      windows: [{ ...SALE, to: '2026-11-26T00:00' }],
      says: [
        'end-before-start: the window "sale" ends at 2026-11-26T00:00, before it starts at 2026-11-27T00:00',
      ],
    },
    {
      name: 'a cron without a day',
      windows: [{ ...LUNCH, cron: '0 0 30 2 *' }],
      says: [
        'window-never-opens: the window "lunch" never opens: there is no day for "0 0 30 2 *"',
      ],
    },
    {
      name: 'a window without a word',
      windows: [{ ...LUNCH, min: undefined }],
      says: ['silent-window: the window "lunch" says nothing'],
    },
    {
      name: 'min and desired at once',
      windows: [{ ...LUNCH, desired: 3 }],
      says: [
        'ambiguous-window: the window "lunch" has min 25 and desired 3: one of them says it all',
      ],
    },
    {
      name: 'a floor above the ceiling',
      windows: [{ ...LUNCH, max: 3 }],
      says: ['floor-over-ceiling: the window "lunch" asks for 25 and allows at most 3'],
    },
  ])('finds $name', ({ windows, says: expected }) => {
    expect(lint(...windows)).toEqual(expected);
  });
});

describe('doubts', () => {
  const doubts = (timeZone: string, ...windows: readonly object[]) =>
    found(
      schedule.doubts,
      spec(timeZone, ...windows),
      checkContext(5, 200, {
        now: utc('2026-11-22T12:00:00'),
        unit: { warmUp: seconds(120) },
      }),
    );
  const at = (cron: string) => ({ ...LUNCH, cron });

  it.each([
    {
      name: 'nothing',
      zone: 'Europe/Berlin',
      windows: [LUNCH, NIGHT, { ...SALE, priority: 1 }],
      says: [],
    },
    {
      name: 'a gap',
      zone: 'Europe/Berlin',
      windows: [at('30 2 * * *')],
      says: ['jump over on 2027-03-28: it starts at 03:00 that day'],
    },
    {
      name: 'a gap',
      zone: 'America/New_York',
      windows: [at('30 2 * * *')],
      says: ['jump over on 2027-03-14: it starts at 03:00 that day'],
    },
    {
      name: 'a gap',
      zone: 'Australia/Lord_Howe',
      windows: [at('15 2 * * *')],
      says: ['jump over on 2027-10-03: it starts at 02:30 that day'],
    },
    { name: 'no gap', zone: 'Australia/Lord_Howe', windows: [at('45 2 * * *')], says: [] },
    { name: 'no gap', zone: 'Asia/Seoul', windows: [at('30 2 * * *')], says: [] },
    {
      name: 'a day without the gap',
      zone: 'Europe/Berlin',
      windows: [at('30 2 * * 1-5')],
      says: [],
    },
    {
      name: 'what is over',
      zone: 'UTC',
      windows: [{ ...SALE, from: '2026-11-01T00:00', to: '2026-11-22T11:00' }],
      says: ['the window "sale" is over since 2026-11-22 11:00'],
    },
    {
      name: 'too high a floor',
      zone: 'UTC',
      windows: [{ ...LUNCH, min: 201 }],
      says: ['asks for 201, and the plan allows at most 200'],
    },
    {
      name: 'too low a ceiling',
      zone: 'UTC',
      windows: [{ ...NIGHT, max: 4 }],
      says: ["allows at most 4, and the plan's minimum is 5"],
    },
    {
      name: 'equals that overlap',
      zone: 'UTC',
      windows: [LUNCH, { ...SALE, priority: 0 }],
      says: ['"lunch" and "sale" have the same priority, overlap on 2026-11-27 11:30'],
    },
    {
      name: 'a priority between them',
      zone: 'UTC',
      windows: [LUNCH, { ...SALE, priority: 1 }],
      says: [],
    },
    {
      name: 'equals that say the same',
      zone: 'UTC',
      windows: [LUNCH, { ...SALE, min: 25 }],
      says: [],
    },
    {
      name: 'a floor above a ceiling',
      zone: 'UTC',
      windows: [{ ...NIGHT, cron: '0 9 * * *' }, LUNCH],
      says: ['overlap on 2026-11-23 11:30'],
    },
    { name: 'equals that never meet', zone: 'UTC', windows: [LUNCH, NIGHT], says: [] },
  ])('finds $name in $zone: $says', ({ zone, windows, says: expected }) => {
    expect(doubts(zone, ...windows)).toEqual(expected.map((each) => expect.stringContaining(each)));
  });
});
