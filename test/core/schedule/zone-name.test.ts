import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { zoneName } from '../../../shared/core/schedule/zone-name.ts';

describe('the name of a time zone', () => {
  it.each([
    { name: 'Europe/Berlin', expected: true },
    { name: 'UTC', expected: true },
    { name: 'Europe/Atlantis', expected: false },
    { name: '', expected: false },
    { name: 1, expected: false },
  ])('is known to the runtime: $name', ({ name, expected }) => {
    expect(z.safeParse(zoneName, name).success).toBe(expected);
  });
});
