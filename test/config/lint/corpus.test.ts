import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkedDocument } from '../../../shared/config/checked-document.ts';
import { instant } from '../../../shared/core/units.ts';

/** When the plans are read: a year with summer time before it. */
const NOW = instant(Date.UTC(2027, 0, 1));

const plansIn = (folder: string) =>
  readdirSync(new URL(`${folder}/`, import.meta.url)).map((name) => ({
    name,
    text: readFileSync(new URL(`${folder}/${name}`, import.meta.url), 'utf8'),
  }));

const codesOf = async (text: string): Promise<readonly string[]> => {
  const result = await checkedDocument(text, { now: NOW });
  const found = result.status === 'valid' ? result.warnings : result.problems;
  return [...new Set(found.map(({ code }) => code))].toSorted();
};

describe('a broken plan', () => {
  const broken = plansIn('broken');

  test('is one of many', () => {
    expect(broken.length).toBeGreaterThanOrEqual(60);
  });

  test.each(broken)('$name is found, and nothing else in it', async ({ text }) => {
    const expected = /^# expect: (.+)$/m.exec(text)?.[1]?.split(', ') ?? [];

    expect(await codesOf(text)).toEqual(expected.toSorted());
  });
});
