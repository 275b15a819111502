/**
 * @module Draws the pictures anew: `npm run docs`. A test compares what lies here with what it
 * draws.
 */
import { writeFileSync } from 'node:fs';
import { pictures } from './pictures.ts';

for (const [file, text] of await pictures()) {
  writeFileSync(new URL(file, import.meta.url), text);
}
