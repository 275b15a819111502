/** @module Writes the reference, and draws the pictures: `npm run docs`. Tests compare with what lies there. */
import { writeFileSync } from 'node:fs';
import { describedSchema } from './plan-json-schema.ts';
import { planPage } from './plan-page.ts';

writeFileSync(
  new URL('plan.schema.json', import.meta.url),
  `${JSON.stringify(describedSchema(), null, 2)}\n`,
);
writeFileSync(new URL('plan.md', import.meta.url), planPage());

await import('../pictures/generate.ts');
