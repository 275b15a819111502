import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { limits } from '../../shared/core/limits/index.ts';

const RUNBOOK = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');

it.each(limits.names.map((name) => ({ name })))(
  'the runbook says what to do where "$name" holds a target back',
  ({ name }) => {
    const [, section = ''] = RUNBOOK.split('\n## It does not scale out, or in\n');
    const [table = ''] = section.split('\n## ');

    expect(table).toContain(`\n| \`${name}\` |`);
  },
);
