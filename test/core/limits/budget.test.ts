import { describe, expect, it } from 'vitest';
import { bounds } from '../../../shared/core/limits/bounds.ts';
import { budget } from '../../../shared/core/limits/budget.ts';
import { override } from '../../../shared/core/limits/override.ts';
import type { Allowance, BindingCap } from '../../../shared/core/model.ts';
import { capacity } from '../../../shared/core/units.ts';
import { at, limitContext } from '../../support/builders.ts';

const HARD: BindingCap = {
  period: 'hourly',
  isHard: true,
  limit: 100,
  spent: 31.5,
  until: at(3600),
};
const SOFT: BindingCap = { ...HARD, period: 'daily', isHard: false, limit: 1000, spent: 612.4 };

type Known = Allowance & { readonly status: 'known' };

function allowed(most: number, cap: BindingCap, given: Partial<Known> = {}): Known {
  return {
    status: 'known',
    budget: 'shop',
    most: capacity(most),
    cap,
    rate: 95,
    mostRate: 100,
    ...(cap.isHard ? { hardMost: capacity(most) } : {}),
    ...given,
  };
}

const UNKNOWN = { status: 'unknown', budget: 'shop', detail: 'no answer' } as const;

/** What a limit makes of a proposal of so many units: 10 run, each costs 5 USD an hour. */
function restrained(
  limit: typeof budget | typeof bounds,
  to: number,
  allowance: Allowance | undefined,
  given: Parameters<typeof limitContext>[0] = {},
) {
  const context = { ...limitContext({ current: 10, ...given }), allowance };
  const unit = { ...context.unit, perHour: 5 };
  return limit.restrain({ to: capacity(to) }, { ...context, unit }, undefined);
}

describe('a budget', () => {
  it('lets a target without one have what it asks for', () => {
    expect(restrained(budget, 1000, undefined)).toBeUndefined();
  });

  it.each([
    { name: 'growth to what is paid for', to: 20, most: 11, cap: HARD, expected: 11 },
    { name: 'growth that is refused', to: 20, most: 10, cap: HARD, expected: 10 },
    { name: 'what runs, where a cap cannot pay for it', to: 10, most: 4, cap: HARD, expected: 4 },
    { name: 'a small scale-in, for a larger one', to: 9, most: 4, cap: SOFT, expected: 4 },
    { name: 'nothing that is paid for', to: 11, most: 11, cap: HARD, expected: undefined },
    { name: 'nothing below it', to: 3, most: 11, cap: HARD, expected: undefined },
  ])('limits $name', ({ to, most, cap, expected }) => {
    expect(restrained(budget, to, allowed(most, cap))?.to).toBe(expected);
  });

  it('is not named for what the maximum refuses', () => {
    expect(restrained(budget, 20, allowed(12, HARD), { max: 12 })).toBeUndefined();
  });

  it('says the dollars: spent, cap, rates before and after, and until when', () => {
    expect(restrained(budget, 14, allowed(11, HARD))).toEqual({
      to: 11,
      because:
        'budget "shop" has spent 31.50 of 100.00 USD this hour (hard cap, until 2026-01-05 10:00 ' +
        'UTC) and pays 100.00 USD an hour: it costs 95.00 now, and would cost 115.00',
      until: at(3600),
    });
    expect(restrained(budget, 14, allowed(11, SOFT))?.because).toContain(
      'has spent 612.40 of 1000.00 USD today (soft cap,',
    );
  });

  it.each([
    { name: 'a soft cap takes nothing away', cap: SOFT, to: 10, expected: undefined },
    { name: 'a soft cap still refuses growth', cap: SOFT, to: 12, expected: 10 },
    { name: 'a hard cap holds', cap: HARD, to: 10, expected: 4 },
  ])('while readings are missing, $name', ({ cap, to, expected }) => {
    expect(restrained(budget, to, allowed(4, cap), { isBlind: true })?.to).toBe(expected);
  });

  it('sheds to the minimum at once, whatever is asked for and seen', () => {
    const shed = allowed(50, HARD, { shed: 'an emergency' });

    const answer = restrained(budget, 30, shed, { min: 2, isBlind: true });

    expect(answer).toEqual({ to: 2, because: 'an emergency' });
  });

  it('sheds nobody below the minimum', () => {
    expect(restrained(budget, 2, allowed(50, HARD, { shed: 'now' }), { min: 2 })).toBeUndefined();
  });

  it.each([
    { name: 'growth under a hard cap', isHard: true, to: 12, expected: 10 },
    { name: 'no scale-in under a hard cap', isHard: true, to: 4, expected: undefined },
    { name: 'no growth under soft caps', isHard: false, to: 12, expected: undefined },
  ])('without an answer of the ledger refuses $name', ({ isHard, to, expected }) => {
    expect(restrained(budget, to, { ...UNKNOWN, isHard })?.to).toBe(expected);
  });
});

describe('the minimum', () => {
  it.each([
    { name: 'gives way to a hard cap', allowance: allowed(1, HARD), expected: undefined },
    { name: 'stands above a soft one', allowance: allowed(1, SOFT), expected: 3 },
    {
      name: 'is not grown to while the ledger does not answer',
      allowance: { ...UNKNOWN, isHard: true } as const,
      current: 1,
      expected: undefined,
    },
  ])('$name', ({ allowance, current = 10, expected }) => {
    expect(restrained(bounds, 1, allowance, { min: 3, current })?.to).toBe(expected);
  });
});

describe('a fixed capacity of an operator', () => {
  const said = { kind: 'capacity', capacity: capacity(40), until: at(600), note: '' } as const;

  it.each([
    { name: 'passes a soft cap', allowance: allowed(12, SOFT), expected: 40 },
    { name: 'does not pass a hard one', allowance: allowed(12, HARD), expected: 12 },
  ])('$name', ({ allowance, expected }) => {
    const context = { ...limitContext({ current: 10 }), allowance };

    expect(override.restrain({ to: capacity(10) }, context, said)?.to).toBe(expected);
  });
});
