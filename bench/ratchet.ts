/**
 * @module Prints what our policies come to on the fixed cases, beside what was recorded last; with
 * --write it records them. Run: npx tsx bench/ratchet.ts [--write]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { RATCHET_METHOD, ratchetFigures } from './ratchet-cases.ts';

const FILE = new URL('./ratchet.json', import.meta.url);

const figures = ratchetFigures();
const recorded = recordedFigures();
for (const [name, { cost, miss }] of Object.entries(figures)) {
  const before = recorded[name];
  const told = before === undefined ? 'new' : `${before.cost} unit-hours, ${before.miss} %`;
  console.log(`${name.padEnd(46)} ${cost} unit-hours, ${miss} % (${told})`);
}
if (process.argv.includes('--write')) {
  writeFileSync(FILE, `${JSON.stringify({ method: RATCHET_METHOD, figures }, null, 2)}\n`);
}

function recordedFigures(): Readonly<Record<string, { cost: number; miss: number }>> {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')).figures;
  } catch {
    return {};
  }
}
