/** @module A plan as people write it, with the scripts in it checked too. */
import { loadLua } from '../adapters/lua/lua-runtime.ts';
import { type DocumentResult, readPlanDocument } from './plan-document.ts';
import type { CheckedWith } from './read-plan.ts';

/** Reads a plan from YAML and compiles every script. */
export async function checkedDocument(
  text: string,
  given: Omit<CheckedWith, 'interpreters'> = {},
): Promise<DocumentResult> {
  // Only a text with that word can have a policy of that name.
  const interpreters = text.includes('lua') ? { lua: await loadLua() } : {};
  return readPlanDocument(text, { ...given, interpreters });
}
