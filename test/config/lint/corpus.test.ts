import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { brokenPlans, problemsIn } from '../../../docs/reference/broken-plans.ts';
import { codeOrigins } from '../../../docs/reference/lint-codes.ts';
import { problemLine } from '../../../shared/config/plan-document.ts';

const broken = brokenPlans();
const GOOD = new URL('good/', import.meta.url);
const good = readdirSync(GOOD).map((name) => ({
  name,
  text: readFileSync(new URL(name, GOOD), 'utf8'),
}));

describe('a broken plan', () => {
  test('is one of many', () => {
    expect(broken.length).toBeGreaterThanOrEqual(60);
  });

  test.each(broken)('$name is found, and nothing else in it', async ({ text, codes: expected }) => {
    const problems = await problemsIn(text);

    const codes = new Set(problems.map(({ code }) => code));
    expect([...codes].toSorted()).toEqual([...expected].toSorted());
  });

  test.each([...new Set(codeOrigins().map(({ code }) => code))])('there is one with %s', (code) => {
    expect(broken.some(({ codes }) => codes.includes(code))).toBe(true);
  });

  test.each(broken)('$name is told what to write instead, in sentences', async ({ text }) => {
    const problems = await problemsIn(text);

    for (const { code, message, fix } of problems) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect(message.length).toBeGreaterThan(10);
      expect(fix.length).toBeGreaterThan(5);
      expect(`${message} ${fix}`).not.toMatch(/undefined|NaN|Infinity|\[object|\.\d{5}/);
    }
  });
});

describe('a good plan', () => {
  test('is one of many', () => {
    expect(good.length).toBeGreaterThanOrEqual(20);
  });

  test.each(good)('$name causes no alarm', async ({ text }) => {
    const problems = await problemsIn(text);

    expect(problems.map((problem) => problemLine('plan', problem))).toEqual([]);
  });
});
