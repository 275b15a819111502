import { describe, expect, it } from 'vitest';
import { cooldown } from '../../../shared/core/limits/cooldown.ts';
import { capacity, seconds } from '../../../shared/core/units.ts';
import {
  at,
  checkContext,
  found,
  limitContext,
  limitSettings,
  target,
} from '../../support/builders.ts';

type Memory = Parameters<typeof cooldown.restrain>[2];

const LIMITS = { 'scale-out': { cooldown: '2m' }, 'scale-in': { cooldown: '5m' } };
const activity = (to: number, from: number, completed?: number) => ({
  to: capacity(to),
  at: at(from),
  ...(completed === undefined ? {} : { completedAt: at(completed) }),
});

function restrain(to: number, memory: Memory, now: number, limits: object = LIMITS, warmUp = 0) {
  const context = limitContext({ current: 10, now: at(now), limits, warmUp });
  return cooldown.restrain({ to: capacity(to) }, context, memory);
}

describe('cooldown', () => {
  const out = { out: activity(10, 0, 60) };
  const inward = { in: activity(10, 0, 60) };

  it.each([
    { name: 'out after out, within', to: 12, memory: out, now: 179, until: 180 },
    { name: 'out after out, over', to: 12, memory: out, now: 180, until: undefined },
    { name: 'out after in, at once', to: 12, memory: inward, now: 61, until: undefined },
    { name: 'in after out, within', to: 8, memory: out, now: 359, until: 360 },
    { name: 'in after out, over', to: 8, memory: out, now: 360, until: undefined },
    { name: 'in after in, within', to: 8, memory: inward, now: 359, until: 360 },
    { name: 'in after in, over', to: 8, memory: inward, now: 360, until: undefined },
    { name: 'no change', to: 10, memory: out, now: 61, until: undefined },
    { name: 'nothing happened yet', to: 8, memory: undefined, now: 0, until: undefined },
  ])('counts from completion: $name', ({ to, memory, now, until }) => {
    const restraint = restrain(to, memory, now);

    expect(restraint).toEqual(
      until === undefined
        ? undefined
        : { to: 10, because: expect.stringContaining('less than'), until: at(until) },
    );
  });

  it('nothing is let go while units are still starting, even without a cooldown', () => {
    const limits = { 'scale-out': { cooldown: '0s' }, 'scale-in': { cooldown: '0s' } };
    const starting = { out: activity(10, 0) };

    expect(restrain(8, starting, 300, limits)).toMatchObject({
      to: 10,
      because: 'units are still starting after the last scale-out',
    });
    expect(restrain(12, starting, 300, limits)).toBeUndefined();
  });

  it.each([
    { warmUp: 0, now: 599, held: true },
    { warmUp: 0, now: 600, held: false },
    { warmUp: 300, now: 899, held: true },
    { warmUp: 300, now: 900, held: false },
  ])('a scale-out that never completes ends: warm-up $warmUp, after $now s', (row) => {
    const limits = { 'scale-in': { cooldown: '60s' } };

    const restraint = restrain(8, { out: activity(10, 0) }, row.now, limits, row.warmUp);

    expect(restraint !== undefined).toBe(row.held);
  });

  it.each([
    { name: 'not all are in service', units: 10, inService: 9, completes: false },
    { name: 'all are in service', units: 10, inService: 10, completes: true },
    { name: 'others asked for less since', units: 6, inService: 6, completes: true },
  ])('a scale-out to 10 completes: $name', ({ units, inService, completes }) => {
    const context = limitContext({ target: target(units, { inService }), now: at(90) });

    const memory = cooldown.observe?.({ to: capacity(10) }, context, { out: activity(10, 0) });

    expect(memory).toEqual({ out: activity(10, 0, completes ? 90 : undefined) });
  });

  it.each([
    { name: 'some have not gone', units: 4, inService: 6, completes: false },
    { name: 'all have gone', units: 4, inService: 4, completes: true },
    { name: 'others asked for more since', units: 9, inService: 8, completes: true },
  ])('a scale-in to 4 completes: $name', ({ units, inService, completes }) => {
    const context = limitContext({ target: target(units, { inService }), now: at(90) });

    const memory = cooldown.observe?.({ to: capacity(4) }, context, { in: activity(4, 0) });

    expect(memory).toEqual({ in: activity(4, 0, completes ? 90 : undefined) });
  });

  it('completes once, and then keeps the very same memory', () => {
    const context = limitContext({ current: 10, now: at(500) });
    const memory = { out: activity(10, 0, 60), in: activity(10, 0, 60) };

    expect(cooldown.observe?.({ to: capacity(10) }, context, memory)).toBe(memory);
    expect(cooldown.observe?.({ to: capacity(10) }, context, undefined)).toBeUndefined();
  });

  it('remembers the last change in each direction', () => {
    const grown = cooldown.applied?.({ from: capacity(4), to: capacity(10), at: at(0) }, undefined);
    const shrunk = cooldown.applied?.({ from: capacity(10), to: capacity(7), at: at(600) }, grown);

    expect(grown).toEqual({ out: activity(10, 0) });
    expect(shrunk).toEqual({ out: activity(10, 0), in: activity(7, 600) });
  });

  it.each([
    // From 10 units; urgent at 50 %, so +2 units wait 60 % of the cooldown.
    { name: 'a small change waits almost in full', to: 11, now: 155, until: 156 },
    { name: 'a larger one waits less', to: 12, now: 131, until: 132 },
    { name: 'and no longer', to: 12, now: 132, until: undefined },
    { name: 'an urgent one does not wait', to: 15, now: 61, until: undefined },
    { name: 'nor one beyond', to: 90, now: 61, until: undefined },
  ])('urgency shortens it: $name', ({ to, now, until }) => {
    const limits = { 'scale-out': { cooldown: '2m', urgentAt: 50 } };

    expect(restrain(to, out, now, limits)?.until).toBe(until === undefined ? undefined : at(until));
  });

  it('urgency never hurries units away while others are starting', () => {
    const limits = { 'scale-in': { cooldown: '5m', urgentAt: 10 } };

    expect(restrain(1, { out: activity(10, 0) }, 300, limits)).toMatchObject({ to: 10 });
    expect(restrain(1, out, 300, limits)).toBeUndefined();
  });

  const FLAPPING = { ...LIMITS, flapping: { lengthens: 50, most: 100, halfLife: '10m' } };
  const flaps = (penalty: number, second = 0) => ({ penalty, at: at(second), halfLife: 600 });

  it.each([
    { name: 'no change of direction', penalty: 0, until: 180 },
    { name: 'one', penalty: 1, until: 240 },
    { name: 'at most by what the plan says', penalty: 7, until: 300 },
  ])('setting-without-effect: flapping lengthens it: $name', ({ penalty, until }) => {
    const restraint = restrain(12, { ...out, flaps: flaps(penalty) }, 61, FLAPPING);

    expect(restraint?.until).toEqual(at(until));
  });

  it('says how long it would be, and why it is longer or shorter', () => {
    const limits = { ...FLAPPING, 'scale-out': { cooldown: '2m', urgentAt: 40 } };

    const restraint = restrain(12, { ...out, flaps: flaps(1) }, 61, limits);

    expect(restraint?.because).toBe(
      'less than 90s since the last scale-out ' +
        '(2m, 50 % longer after changes of direction, shorter for a change of 20 %)',
    );
  });

  it('counts changes of direction where the plan lengthens by them, and nowhere else', () => {
    const context = limitContext({ current: 10, now: at(0), limits: FLAPPING });
    const change = (from: number, to: number, second: number) => ({
      from: capacity(from),
      to: capacity(to),
      at: at(second),
    });

    const first = cooldown.observe?.({ to: capacity(10) }, context, undefined);
    const grown = cooldown.applied?.(change(4, 10, 0), first);
    const more = cooldown.applied?.(change(10, 12, 600), grown);
    const shrunk = cooldown.applied?.(change(12, 5, 900), more);
    const again = cooldown.applied?.(change(5, 9, 1500), shrunk);

    expect(first).toEqual({ flaps: flaps(0) });
    expect([grown, more, shrunk, again].map((each) => each?.flaps)).toEqual([
      flaps(0),
      flaps(0, 600),
      flaps(1, 900),
      flaps(1.5, 1500),
    ]);
    expect(cooldown.applied?.(change(4, 10, 0), undefined)).not.toHaveProperty('flaps');
    expect(cooldown.observe?.({ to: capacity(10) }, limitContext(), { flaps: flaps(1) })).toEqual(
      {},
    );
  });

  it.each([
    {
      name: 'a cooldown that is over at the next look',
      limits: { 'scale-in': { cooldown: '30s' } },
      problem:
        'shorter-than-cadence: scale-in.cooldown of 30s holds nothing back: the target is looked ' +
        'at every 1m',
    },
    {
      name: 'urgency without a cooldown',
      limits: { 'scale-out': { urgentAt: 50 } },
      problem:
        'setting-without-effect: scale-out.urgentAt shortens nothing: scale-out.cooldown is 0s',
    },
    {
      name: 'flapping without a cooldown',
      limits: { 'scale-in': { cooldown: '0s' }, flapping: {} },
      problem: 'setting-without-effect: flapping lengthens nothing: both cooldowns are 0s',
    },
    {
      name: 'less at most than at once',
      limits: { flapping: { lengthens: 50, most: 20 } },
      problem:
        'flapping-most-too-low: flapping.most is 20 %, less than the 50 % that one change of ' +
        'direction adds',
    },
    {
      name: 'a scale-out cooldown that is over before a unit works',
      limits: { 'scale-out': { cooldown: '60s' } },
      problem:
        'cooldown-shorter-than-warm-up: scale-out.cooldown of 1m is over before a unit works, ' +
        'which takes 3m',
    },
    {
      name: 'a scale-in that is hurried in every way',
      limits: { 'scale-in': { stabilization: '90s', cooldown: '90s' } },
      problem:
        'cooldown-shorter-than-warm-up: scale-in.cooldown of 90s is over before a unit works, ' +
        'which takes 3m',
    },
  ])('lint finds $name', ({ limits, problem }) => {
    expect(all(limits)).toEqual([problem]);
  });

  it('lint accepts the defaults, and what adapts', () => {
    const adaptive = { 'scale-out': { cooldown: '3m', urgentAt: 50 }, flapping: {} };

    expect(all({})).toEqual([]);
    expect(all(adaptive)).toEqual([]);
  });
});

/** What lint finds and doubts where a unit warms up for 3 minutes. */
function all(written: object): readonly string[] {
  const settings = limitSettings(written);
  const context = checkContext(1, 100, { unit: { warmUp: seconds(180) } });
  return [...found(cooldown.lint, settings, context), ...found(cooldown.doubts, settings, context)];
}
