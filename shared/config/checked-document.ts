/** @module A plan as people write it, with the scripts in it checked too. */
import { loadLua } from '../adapters/lua/lua-runtime.ts';
import type { Instant } from '../core/units.ts';
import { type DocumentResult, readPlanDocument } from './plan-document.ts';
import type { Pricing } from './unit-price.ts';

/**
 * Reads a plan from YAML and compiles every script. With `now`, also what is doubtful to come; with
 * `pricing`, prices that were refreshed.
 */
export async function checkedDocument(
  text: string,
  now?: Instant,
  pricing?: Pricing,
): Promise<DocumentResult> {
  // Only a text with that word can have a policy of that name.
  const interpreters = text.includes('lua') ? { lua: await loadLua() } : {};
  return readPlanDocument(text, now, interpreters, pricing);
}
