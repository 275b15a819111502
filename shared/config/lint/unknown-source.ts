/** @module A name that no source has. */
import { defineRule } from '../lint-rule.ts';
import { nearest } from '../nearest.ts';
import { namedSources } from '../source-uses.ts';

/** A policy or a limit reads a source that the target does not have. */
export const unknownSource = defineRule({
  code: 'unknown-source',
  severity: 'error',
  find(plan) {
    const known = Object.keys(plan.sources);
    return namedSources(plan)
      .filter(({ source }) => !known.includes(source))
      .map(({ source, path }) => ({
        path,
        message: `there is no source "${source}"; there is ${listed(known)}`,
        fix: `write ${nearest(source, known) ?? `one of ${listed(known)}`}, or add "${source}" to sources`,
      }));
  },
});

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
