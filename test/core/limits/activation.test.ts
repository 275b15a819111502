import { describe, expect, it } from 'vitest';
import { activation } from '../../../shared/core/limits/activation.ts';
import { capacity } from '../../../shared/core/units.ts';
import { at, limitContext, missing, recommended } from '../../support/builders.ts';

const NOTHING = { to: capacity(0) };

describe('activation', () => {
  it.each([
    {
      name: 'any ask wakes it where no threshold is named',
      above: {},
      jobs: 1,
      expected: undefined,
    },
    { name: 'a threshold reached is not exceeded', above: { jobs: 5 }, jobs: 5, expected: 0 },
    { name: 'a threshold exceeded wakes it', above: { jobs: 5 }, jobs: 6, expected: undefined },
    { name: 'any of several wakes it', above: { jobs: 5, cpu: 1 }, jobs: 6, expected: undefined },
    {
      name: 'a missing reading does not wake it',
      above: { jobs: 5 },
      jobs: missing(),
      expected: 0,
    },
    { name: 'a source that is not read does not', above: { other: 5 }, jobs: 9, expected: 0 },
  ])('from zero, $name', ({ above, jobs, expected }) => {
    const context = limitContext({
      current: 0,
      readings: { jobs },
      limits: { activation: { above } },
    });

    expect(activation.restrain({ to: capacity(3) }, context, undefined)?.to).toBe(expected);
  });

  it.each([
    { capacity: 3, wakes: true, expected: undefined },
    { capacity: 0, wakes: true, expected: 0 },
    { capacity: 3, wakes: undefined, expected: 0 },
  ] as const)(
    'from zero, a policy that asks for $capacity by the clock ($wakes) wakes it',
    (given) => {
      const { wakes, expected } = given;
      const context = limitContext({
        current: 0,
        limits: { activation: { above: { jobs: 5 } } },
        recommendations: [recommended(given.capacity, { wakes })],
      });

      expect(activation.restrain({ to: capacity(3) }, context, undefined)?.to).toBe(expected);
    },
  );

  it('says what would wake it', () => {
    const context = limitContext({ current: 0, limits: { activation: { above: { jobs: 5 } } } });

    expect(activation.restrain({ to: capacity(3) }, context, undefined)?.because).toBe(
      'nothing is above its activation: jobs > 5',
    );
  });

  it('thresholds of activation say nothing about a target that runs', () => {
    const context = limitContext({ current: 1, limits: { activation: { above: { jobs: 5 } } } });

    expect(activation.restrain({ to: capacity(3) }, context, undefined)).toBeUndefined();
  });

  it.each([
    { idle: 0, idleCapacity: 0, current: 4, expected: 1 },
    { idle: 299, idleCapacity: 0, current: 4, expected: 1 },
    { idle: 300, idleCapacity: 0, current: 4, expected: undefined },
    { idle: 10, idleCapacity: 2, current: 4, expected: 2 },
    { idle: 300, idleCapacity: 2, current: 4, expected: 2 },
    { idle: 9999, idleCapacity: 2, current: 2, expected: 2 },
  ])(
    'idle for $idle s with $idleCapacity kept, $current units become $expected',
    ({ idle, idleCapacity, current, expected }) => {
      const limits = { activation: { idleFor: '5m', idleCapacity } };
      const context = limitContext({ current, now: at(idle), limits });

      expect(activation.restrain(NOTHING, context, { idleSince: at(0) })?.to).toBe(expected);
    },
  );

  it.each([
    { name: 'not the automatic one', idleFor: 'auto', beside: [], expected: undefined },
    { name: 'a written one', idleFor: '5m', beside: [], expected: 1 },
    {
      name: 'the automatic one beside others',
      idleFor: 'auto',
      beside: [recommended(0)],
      expected: 1,
    },
  ])('of the times to wait, $name holds a policy that keeps units itself', (given) => {
    const context = limitContext({
      current: 4,
      now: at(10),
      limits: { activation: { idleFor: given.idleFor } },
      recommendations: [recommended(0, { keeps: true }), ...given.beside],
    });

    expect(activation.restrain(NOTHING, context, { idleSince: at(0) })?.to).toBe(given.expected);
  });

  it.each([10, 600])('being idle never adds units (after %i s)', (idle) => {
    const limits = { activation: { idleFor: '5m', idleCapacity: 3 } };
    const context = limitContext({ current: 1, now: at(idle), limits });

    expect(activation.restrain(NOTHING, context, { idleSince: at(0) })?.to).toBe(1);
  });

  it('at zero it stays at zero', () => {
    const context = limitContext({ current: 0 });

    expect(activation.restrain(NOTHING, context, undefined)).toBeUndefined();
  });

  it('says until when it waits', () => {
    const context = limitContext({ current: 4, now: at(100) });

    expect(activation.restrain(NOTHING, context, { idleSince: at(0) })).toEqual({
      to: 1,
      because: 'idle for less than 5m',
      until: at(300),
    });
  });

  it('counts the idle time from the first evaluation that asked for nothing', () => {
    const first = activation.observe?.(NOTHING, limitContext({ now: at(0) }), undefined);
    const second = activation.observe?.(NOTHING, limitContext({ now: at(60) }), first);
    const third = activation.observe?.({ to: capacity(1) }, limitContext({ now: at(120) }), second);

    expect(first).toEqual({ idleSince: at(0) });
    expect(second).toBe(first);
    expect(third).toBeUndefined();
  });
});
