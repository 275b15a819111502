/** @module A source that is read for nothing. */
import { defineRule } from '../lint-rule.ts';
import { nearest } from '../nearest.ts';
import { namedSources } from '../source-uses.ts';

/** A source that no policy and no limit uses: it is read, and paid for, and says nothing. */
export const unusedSource = defineRule({
  code: 'unused-source',
  severity: 'warning',
  needsWhole: ['policies', 'limits'],
  find(plan) {
    const names = Object.keys(plan.sources);
    // One that is named with a slip is meant, and told as unknown.
    const used = new Set(
      namedSources(plan).map(({ source }) =>
        names.includes(source) ? source : nearest(source, names),
      ),
    );
    return names
      .filter((name) => !used.has(name))
      .map((name) => ({
        path: ['sources', name],
        message: `nothing uses the source "${name}"`,
        fix: 'name it in a policy, or take it away',
      }));
  },
});
