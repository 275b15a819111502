import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { assertNever, family } from '../../shared/core/family.ts';

const member = (type: string) => ({
  type,
  schema: z.strictObject({ type: z.literal(type), size: z._default(z.int(), 1) }),
});

describe('family', () => {
  it('refuses two members of one type', () => {
    expect(() => family([member('one'), member('one')])).toThrow('share the type "one"');
  });

  it('finds the member that owns a spec', () => {
    const numbers = family<{ type: string; schema: z.ZodMiniType<unknown> }, { type: string }>([
      member('one'),
      member('two'),
    ]);

    expect(numbers.memberOf({ type: 'two' }).type).toBe('two');
    expect(() => numbers.memberOf({ type: 'three' })).toThrow('No member');
    expect(() => numbers.memberOf({ type: 'toString' })).toThrow('No member');
  });

  it.each([
    { name: 'an unknown type', spec: { type: 'three' } },
    { name: 'an unknown key', spec: { type: 'one', colour: 'red' } },
    { name: 'no type at all', spec: { size: 1 } },
  ])('its schema refuses $name', ({ spec }) => {
    const { schema } = family([member('one'), member('two')]);

    expect(z.safeParse(schema, spec).success).toBe(false);
  });

  it('its schema fills the defaults in', () => {
    const { schema } = family([member('one'), member('two')]);

    expect(z.parse(schema, { type: 'two' })).toEqual({ type: 'two', size: 1 });
  });

  it('keeps the order of the list', () => {
    expect(family([member('b'), member('a')]).members.map(({ type }) => type)).toEqual(['b', 'a']);
  });
});

describe('assertNever', () => {
  it('throws with the value that was forgotten', () => {
    const forgotten: unknown = { status: 'lost' };

    // @ts-expect-error: the compiler does not let a forgotten case come this far.
    expect(() => assertNever(forgotten)).toThrow('{"status":"lost"}');
  });
});
