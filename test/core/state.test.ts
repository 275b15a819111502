import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { initialState, policyMemoryOf, stateSchema, withMemory } from '../../shared/core/state.ts';
import { capacity } from '../../shared/core/units.ts';
import { at, state } from '../support/builders.ts';

const memory = {
  type: 'queue-latency',
  at: at(0),
  visible: 3,
  inFlight: 1,
  rate: 1.5,
  sameSince: at(0),
  stuck: 0,
} as const;

describe('the state of a target', () => {
  it('begins empty, and is what its schema accepts', () => {
    expect(z.parse(stateSchema, initialState)).toEqual(initialState);
  });

  it.each([
    { name: 'no version', stored: { limits: {}, policies: {} } },
    {
      name: 'an endless instant',
      stored: { ...initialState, leaveUntil: Number.POSITIVE_INFINITY },
    },
  ])('refuses $name', ({ stored }) => {
    expect(z.safeParse(stateSchema, stored).success).toBe(false);
  });

  it('drops what another version remembered, and keeps all else', () => {
    const stored = {
      ...initialState,
      version: 7,
      reason: 'steady',
      limits: { cooldown: { colour: 'red' }, luck: { since: 1 }, activation: { idleSince: 5 } },
      policies: { 'queue-latency#1': { type: 'queue-latency', shape: 'old' }, 'luck#2': 1 },
    };

    const parsed = z.parse(stateSchema, stored);

    expect(parsed).toMatchObject({
      version: 7,
      reason: 'steady',
      limits: { activation: { idleSince: 5 } },
    });
    expect(parsed.limits.cooldown).toBeUndefined();
    expect(Object.keys(parsed.limits)).not.toContain('luck');
    expect(policyMemoryOf(parsed, 'queue-latency#1', 'queue-latency')).toBeUndefined();
    expect(policyMemoryOf(parsed, 'luck#2', 'luck')).toBeUndefined();
  });

  it('hands a memory only to the policy whose type it bears', () => {
    const given = state({ policies: { 'queue-latency#1': memory } });

    expect(policyMemoryOf(given, 'queue-latency#1', 'queue-latency')).toBe(memory);
    expect(policyMemoryOf(given, 'queue-latency#2', 'queue-latency')).toBeUndefined();
    expect(policyMemoryOf(given, 'queue-latency#1', 'step')).toBeUndefined();
  });
});

describe('withMemory', () => {
  const kept = { cooldown: { out: { to: capacity(4), at: at(0) } } };

  it('gives the same object when the memory is the same', () => {
    expect(withMemory(kept, 'cooldown', kept.cooldown)).toBe(kept);
    expect(withMemory<Record<string, object>>(kept, 'override', undefined)).toBe(kept);
  });

  it('adds, replaces and removes without touching what it was given', () => {
    const before = structuredClone(kept);

    expect(withMemory<Record<string, object>>(kept, 'override', memory)).toEqual({
      ...kept,
      override: memory,
    });
    expect(withMemory<Record<string, object>>(kept, 'cooldown', memory)).toEqual({
      cooldown: memory,
    });
    expect(withMemory(kept, 'cooldown', undefined)).toEqual({});
    expect(kept).toEqual(before);
  });
});
