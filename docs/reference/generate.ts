/**
 * @module Writes the reference, and draws the pictures: `npm run docs`. Tests compare with what
 * lies there.
 */
import { writeFileSync } from 'node:fs';
import { lintPage } from './lint-page.ts';
import { describedSchema } from './plan-json-schema.ts';
import { planPage } from './plan-page.ts';

writeFileSync(
  new URL('plan.schema.json', import.meta.url),
  `${JSON.stringify(describedSchema(), null, 2)}\n`,
);
writeFileSync(new URL('plan.md', import.meta.url), planPage());
writeFileSync(new URL('lint.md', import.meta.url), await lintPage());

await import('../pictures/generate.ts');
