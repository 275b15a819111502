import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import * as z from 'zod/mini';
import { readPlanDocument } from '../../shared/config/plan-document.ts';
import { limits } from '../../shared/core/limits/index.ts';
import { policies } from '../../shared/core/policies/index.ts';
import { instant } from '../../shared/core/units.ts';
import { interpreters } from '../support/interpreters.ts';

const DOCS = new URL('../../docs/', import.meta.url);
const textOf = (file: string) => readFileSync(new URL(file, DOCS), 'utf8');
const types = policies.members.map(({ type }) => type);

/** The snippets of a page that begin so. */
function snippets(page: string, first = ''): readonly string[] {
  return [...page.matchAll(/```yaml\n([^`]*)```/g)]
    .map(([, text = '']) => text)
    .filter((text) => text.startsWith(first));
}

describe('the pages of the policies', () => {
  test('are one for each policy', () => {
    const pages = readdirSync(new URL('policies/', DOCS)).map((file) => file.replace(/\.md$/, ''));

    expect(pages.sort()).toEqual(types);
  });

  test.each(types)('%s: the plan on it has no fault, and uses the policy', (type) => {
    const [text = ''] = snippets(textOf(`policies/${type}.md`), 'version: 1');

    const result = readPlanDocument(text, {
      now: instant(Date.UTC(2027, 0, 1)),
      interpreters,
    });

    expect(result).toMatchObject({ status: 'valid', warnings: [] });
    const plans = result.status === 'valid' ? result.plans : [];
    expect(plans.flatMap((plan) => plan.policies.map((each) => each.type))).toContain(type);
  });

  test.each(types)('%s: it says when, how, and where it fails', (type) => {
    const page = textOf(`policies/${type}.md`);

    const parts = [...page.matchAll(/^#+ (.+)$|^\*\*(Choose it)\*\*/gm)];
    expect(parts.map(([, title, choice]) => title ?? choice)).toEqual([
      expect.stringContaining(`\`${type}\``),
      'Choose it',
      'A plan',
      'How it decides',
      'Where it fails',
    ]);
    expect(page).toContain(`](../reference/plan.md#${type})`);
    expect(page).toMatch(/!\[[^\]]{40,}\]\(\.\.\/pictures\/[a-z-]+\.svg\)/);
  });

  test('are all to be chosen from one table', () => {
    const overview = textOf('policies.md');
    const [, table = ''] = overview.split('## To begin with');

    for (const type of types) {
      expect(table.split('\n## ')[0]).toContain(`[\`${type}\`](#${type})`);
      expect(overview).toContain(`\n### \`${type}\`\n`);
      expect(overview).toContain(`(pictures/${type}.svg)`);
    }
  });
});

describe('the page of the limits', () => {
  const page = textOf('limits.md');

  test('has a section for each, in their order', () => {
    const titles = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title);

    expect(titles).toEqual(limits.names);
  });

  test('draws them in their order', () => {
    const [drawing = ''] = /```text\n([^`]*)```/.exec(page)?.slice(1) ?? [];

    const named = drawing.split('─▶').map((each) => each.trim());
    expect(named.slice(1, -1)).toEqual(limits.names);
  });

  test.each(snippets(page))('shows settings that there are: %s', (text) => {
    const parsed = z.safeParse(limits.schema, parseDocument(text).toJS());

    expect(parsed).toMatchObject({ success: true });
  });
});

describe('links', () => {
  const files = ['policies.md', 'limits.md', ...types.map((type) => `policies/${type}.md`)];

  test.each(files)('of %s lead to files, and to headings in them', (file) => {
    const from = new URL(file, DOCS);
    const links = [...textOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);

    const broken = links
      .filter((link) => !link.startsWith('https:'))
      .filter((link) => {
        const [path = '', anchor] = link.split('#');
        const to = path === '' ? from : new URL(path, from);
        return !existsSync(to) || (anchor !== undefined && !anchors(to).includes(anchor));
      });

    expect(links).not.toEqual([]);
    expect(broken).toEqual([]);
  });
});

/** The headings of a page as GitHub links to them. */
function anchors(page: URL): readonly string[] {
  return [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}
