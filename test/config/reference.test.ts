import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codeOrigins } from '../../docs/reference/lint-codes.ts';
import { lintPage } from '../../docs/reference/lint-page.ts';
import { describedSchema, limitKeys, members } from '../../docs/reference/plan-json-schema.ts';
import { planPage } from '../../docs/reference/plan-page.ts';

const textOf = (file: string) =>
  readFileSync(new URL(`../../docs/reference/${file}`, import.meta.url), 'utf8');

describe('the reference is fresh: npm run docs writes it', () => {
  test('plan.schema.json is the schema of today', () => {
    const written: unknown = JSON.parse(textOf('plan.schema.json'));

    expect(written).toEqual(JSON.parse(JSON.stringify(describedSchema())));
  });

  test('plan.md is the page of today', () => {
    expect(textOf('plan.md')).toBe(planPage());
  });

  test('lint.md is the page of today', async () => {
    expect(textOf('lint.md')).toBe(await lintPage());
  });
});

describe('the reference is complete', () => {
  const rows = planPage()
    .split('\n')
    .filter((line) => line.startsWith('| `'));

  test('every key has a meaning', () => {
    const silent = rows.filter((row) => row.endsWith('|  |'));

    expect(silent).toEqual([]);
    expect(rows.length).toBeGreaterThan(50);
  });

  test.each([...members.keys(), ...limitKeys.map(({ name }) => name)])(
    '%s has a section that says what it is for',
    (name) => {
      const [, after = ''] = planPage().split(`\n### \`${name}\`\n\n`);

      expect(after).toMatch(/^[A-Z`][^|]{20,}/);
    },
  );

  test('no key is a row twice in one section', () => {
    for (const part of planPage()
      .split('\n## ')
      .flatMap((chapter) => chapter.split('\n### '))) {
      const keys = [...part.matchAll(/^\| `([^`]+)`/gm)].map(([, key]) => key);
      expect(new Set(keys).size, part.split('\n')[0]).toBe(keys.length);
    }
  });
});

const page = lintPage();

describe('the page of lint', () => {
  const origins = codeOrigins();

  test('has a code for everything that is found, once for each who finds it', () => {
    const finders = origins.map(({ code, member, text }) => `${code} ${member ?? text}`);

    expect(new Set(finders).size).toBe(finders.length);
    expect(origins.length).toBeGreaterThan(90);
  });

  test.each(origins)('$code ($member) is explained in a sentence', ({ text }) => {
    expect(text).toMatch(/^[A-Z`].{15,}\.$/);
  });

  test('a code has one severity, unless that depends on the plan', () => {
    const severities = new Set(origins.map(({ code, severity }) => `${code}: ${severity}`));

    expect(severities.size).toBe(new Set(origins.map(({ code }) => code)).size);
  });

  test.each([...new Set(origins.map(({ code }) => code))])(
    '%s has a section, and an example',
    async (code) => {
      const [, section = ''] = (await page).split(`\n## ${code}\n`);

      expect(section.split('\n## ')[0]).toMatch(/```yaml\n[\s\S]+```\n[\s\S]+fix: /);
    },
  );
});
