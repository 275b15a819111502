import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { decide } from '../../../shared/core/decide.ts';
import { downstream } from '../../../shared/core/limits/downstream.ts';
import { limits } from '../../../shared/core/limits/index.ts';
import { capacity } from '../../../shared/core/units.ts';
import {
  at,
  checkContext,
  FREE_LIMITS,
  found,
  limitContext,
  limitSettings,
  missing,
  plan,
  snapshot,
  state,
  TRACK_LOAD,
} from '../../support/builders.ts';

const DATABASE = { perUnit: 10, max: 1000, share: 50 };
const BRAKE = {
  conditions: [
    { source: 'errors', above: 5, below: 2 },
    { source: 'latency', above: 0.5 },
  ],
};

type Given = Omit<NonNullable<Parameters<typeof limitContext>[0]>, 'limits' | 'now'> & {
  readonly written?: object;
  readonly now?: number;
};

function context({ written, now = 0, ...given }: Given = {}) {
  return limitContext({
    ...given,
    now: at(now),
    limits: { downstream: written ?? { connections: DATABASE, brake: BRAKE } },
  });
}

const braking = (second: number) => ({ brakingSince: at(second) });
const restrain = (to: number, given: Given = {}, since?: number) =>
  downstream.restrain(
    { to: capacity(to) },
    context(given),
    since === undefined ? undefined : braking(since),
  );

describe('downstream', () => {
  it.each([
    { name: 'growth up to the cap', current: 10, to: 50, expected: undefined },
    { name: 'growth past the cap', current: 10, to: 51, expected: 50 },
    { name: 'a target over the cap goes down to it', current: 60, to: 70, expected: 50 },
    { name: 'a scale-in that stays over the cap', current: 90, to: 70, expected: 50 },
    { name: 'a scale-in below the cap', current: 60, to: 40, expected: undefined },
  ])('takes as many units as the database has connections for: $name', (row) => {
    expect(restrain(row.to, { current: row.current })?.to).toBe(row.expected);
  });

  it.each([
    { name: 'a target over the cap stays', current: 60, to: 60, expected: undefined },
    { name: 'one that would grow stays too', current: 60, to: 70, expected: 60 },
    { name: 'one below grows to the cap', current: 40, to: 70, expected: 50 },
  ])('while readings are missing, $name', ({ current, to, expected }) => {
    expect(restrain(to, { current, isBlind: true })?.to).toBe(expected);
  });

  it.each([
    { max: 100, pool: "for the maximum of 100, a unit's pool may hold 5" },
    { max: 600, pool: 'the maximum of 600 is more than there are connections' },
  ])('says what pool the maximum of $max implies', ({ max, pool }) => {
    expect(restrain(80, { max })).toEqual({
      to: 50,
      because: `50 % of 1000 connections, 10 for each unit, are enough for 50 units; ${pool}`,
    });
  });

  it.each([
    { name: 'all is well', readings: { errors: 5, latency: 0.5 }, expected: undefined },
    { name: 'one is high', readings: { errors: 5.1, latency: 0.1 }, expected: 10 },
    { name: 'the other is high', readings: { errors: 0, latency: 0.6 }, expected: 10 },
    { name: 'one is missing', readings: { errors: missing(), latency: 0.1 }, expected: undefined },
    { name: 'nothing was read', readings: {}, expected: undefined },
  ])('brakes growth: $name', ({ readings, expected }) => {
    expect(restrain(12, { readings })?.to).toBe(expected);
  });

  it('says what is high, and when it tries again', () => {
    expect(restrain(12, { readings: { errors: 7 }, now: 60 }, 0)).toEqual({
      to: 10,
      because: 'errors is 7, above 2: growing would make it worse',
      until: at(600),
    });
  });

  it.each([
    { name: 'a scale-in', to: 8 },
    { name: 'what stays as it is', to: 10 },
  ])('never brakes $name', ({ to }) => {
    expect(restrain(to, { readings: { errors: 99 } })).toBeUndefined();
  });

  it.each([
    { errors: 3, since: undefined, held: false },
    { errors: 3, since: 0, held: true },
    { errors: 2, since: 0, held: false },
  ])('once on, it comes off at the lower value: $errors, on since $since', (row) => {
    const restraint = restrain(12, { readings: { errors: row.errors } }, row.since);

    expect(restraint !== undefined).toBe(row.held);
  });

  it.each([
    { now: 599, since: 0, to: 20, expected: 10 },
    { now: 600, since: 0, to: 20, expected: 11 },
    { now: 600, since: 0, to: 11, expected: undefined },
    { now: 0, since: 5000, to: 20, expected: 10 },
  ])('tries one unit more after a while: $now s, on since $since s', (row) => {
    const restraint = restrain(row.to, { readings: { errors: 9 }, now: row.now }, row.since);

    expect(restraint?.to).toBe(row.expected);
  });

  it('holds to the stricter of the two where both apply', () => {
    const readings = { errors: 9 };

    expect(restrain(90, { current: 10, readings })).toMatchObject({ to: 10 });
    expect(restrain(90, { current: 60, readings })).toMatchObject({ to: 50 });
  });

  it.each([
    { name: 'it comes on', readings: { errors: 9 }, before: undefined, after: 60 },
    { name: 'it stays on', readings: { errors: 9 }, before: 0, after: 0 },
    { name: 'it comes off', readings: { errors: 1, latency: 0 }, before: 0, after: undefined },
    { name: 'nobody knows', readings: {}, before: 0, after: 0 },
    { name: 'it was never on', readings: { errors: 1 }, before: undefined, after: undefined },
    { name: 'the clock went back', readings: { errors: 9 }, before: 90, after: 60 },
  ])('remembers since when it brakes: $name', ({ readings, before, after }) => {
    const memory = before === undefined ? undefined : braking(before);

    const observed = downstream.observe?.(
      { to: capacity(10) },
      context({ readings, now: 60 }),
      memory,
    );

    expect(observed).toEqual(after === undefined ? undefined : braking(after));
    expect(before === after ? observed : memory).toBe(memory);
  });

  it('waits anew after the unit that was tried, and after that alone', () => {
    const change = (from: number, to: number) => ({
      from: capacity(from),
      to: capacity(to),
      at: at(700),
    });

    expect(downstream.applied?.(change(10, 11), braking(0))).toEqual(braking(700));
    expect(downstream.applied?.(change(10, 9), braking(0))).toEqual(braking(0));
    expect(downstream.applied?.(change(10, 11), undefined)).toBeUndefined();
  });

  it('remembers and restrains nothing where the plan has no such limit', () => {
    const free = limitContext({ readings: { errors: 99 } });

    expect(downstream.restrain({ to: capacity(900) }, free, undefined)).toBeUndefined();
    expect(downstream.observe?.({ to: capacity(900) }, free, braking(0))).toBeUndefined();
  });

  it('keeps connections per unit × units within the share, whatever is asked', () => {
    const connections = fc.record({
      perUnit: fc.integer({ min: 1, max: 60 }),
      max: fc.integer({ min: 60, max: 5000 }),
      share: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(connections, fc.nat(500), fc.nat(5000), (database, units, load) => {
        const limited = plan({
          min: 0,
          max: 1000,
          policies: [TRACK_LOAD],
          limits: { ...FREE_LIMITS, downstream: { connections: database } },
        });

        const { to } = decide(snapshot(units, { load }), limited, state(), at(0));

        const used = database.perUnit * (to ?? 0);
        expect(used).toBeLessThanOrEqual((database.max * database.share) / 100);
      }),
    );
  });

  it.each([
    {
      name: 'fewer connections than the minimum needs',
      written: { connections: { perUnit: 100, max: 1000 } },
      problem:
        'minimum-over-cap: downstream.connections allow 8 units, fewer than the minimum of 10',
    },
    {
      name: 'a brake the wrong way round',
      written: { brake: { conditions: [{ source: 'errors', above: 2, below: 5 }] } },
      problem:
        'inverted-thresholds: the brake on errors is inverted: below 5 must not be over above 2',
    },
  ])('lint finds $name', ({ written, problem }) => {
    const settings = limitSettings({ downstream: written });

    expect(found(downstream.lint, settings, checkContext(10, 100))).toEqual([problem]);
  });

  it('lint accepts what is in order, and knows the sources', () => {
    const { settings } = context();

    expect(found(downstream.lint, settings, checkContext(10, 100))).toEqual([]);
    expect(found(downstream.lint, limitSettings())).toEqual([]);
    expect(downstream.sources?.(settings)).toEqual([
      { source: 'errors', above: 5, path: ['downstream', 'brake', 'conditions', 0, 'source'] },
      {
        source: 'latency',
        above: 0.5,
        path: ['downstream', 'brake', 'conditions', 1, 'source'],
      },
    ]);
  });

  it.each([
    { name: 'a share over 100 %', written: { connections: { ...DATABASE, share: 101 } } },
    { name: 'no connections', written: { connections: { ...DATABASE, max: 0 } } },
    { name: 'a pool of none', written: { connections: { ...DATABASE, perUnit: 0 } } },
    { name: 'a brake without a signal', written: { brake: { conditions: [] } } },
    { name: 'a retry at once', written: { brake: { ...BRAKE, retryAfter: '0s' } } },
  ])('refuses $name', ({ written }) => {
    expect(z.safeParse(limits.schema, { downstream: written }).success).toBe(false);
  });
});
