/** @module Writes the reference: `npm run docs`. A test compares what lies here with what it writes. */
import { writeFileSync } from 'node:fs';
import { describedSchema } from './plan-json-schema.ts';
import { planPage } from './plan-page.ts';

writeFileSync(
  new URL('plan.schema.json', import.meta.url),
  `${JSON.stringify(describedSchema(), null, 2)}\n`,
);
writeFileSync(new URL('plan.md', import.meta.url), planPage());
