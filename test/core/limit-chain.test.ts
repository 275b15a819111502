import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { defineLimit } from '../../shared/core/limit.ts';
import { limitChain } from '../../shared/core/limit-chain.ts';
import { limits } from '../../shared/core/limits/index.ts';
import { limitSettings } from '../support/builders.ts';

const calm = defineLimit({
  name: 'calm',
  general: {},
  directed: () => ({}),
  restrain: () => undefined,
});

describe('limitChain', () => {
  it('refuses two limits of one name', () => {
    expect(() => limitChain(calm, calm)).toThrow('share a name');
  });
});

describe('the limits', () => {
  it('are asked in this order', () => {
    expect(limits.names).toEqual([
      'fallback',
      'ceiling',
      'activation',
      'tolerance',
      'stabilization-window',
      'scaling-rate',
      'cooldown',
      'flap-budget',
      'downstream',
      'capacity-shortage',
      'budget',
      'override',
      'bounds',
    ]);
  });

  it('have these defaults', () => {
    expect(limitSettings()).toEqual({
      missing: { after: 180, do: 'hold' },
      activation: { above: {}, idleFor: 'auto', idleCapacity: 0 },
      capacityShortage: { retryAfter: 120, longest: 1800 },
      tolerance: 10,
      'scale-out': {
        stabilization: 0,
        cooldown: 0,
        select: 'max',
        rate: [
          { percent: 100, per: 60 },
          { units: 4, per: 60 },
        ],
      },
      'scale-in': {
        stabilization: 'auto',
        cooldown: 60,
        select: 'max',
        rate: [{ percent: 100, per: 60 }],
      },
    });
  });

  it.each([
    { name: 'an unknown limit', written: { luck: 1 } },
    { name: 'an unknown key of a direction', written: { 'scale-in': { luck: 1 } } },
    { name: 'a number without its unit', written: { 'scale-in': { cooldown: 60 } } },
    { name: 'an unknown answer to missing readings', written: { missing: { do: 'panic' } } },
    {
      name: 'a rate of both kinds',
      written: { 'scale-in': { rate: [{ units: 1, percent: 1, per: '1m' }] } },
    },
  ])('refuse $name', ({ written }) => {
    expect(z.safeParse(limits.schema, written).success).toBe(false);
  });
});
