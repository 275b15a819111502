/** @module Two names for one source. */
import { defineRule } from '../lint-rule.ts';
import { ifReadable, readableEntries } from '../unreadable.ts';

/** Two sources of a target are the same: one of them is read and paid for twice. */
export const duplicateSource = defineRule({
  code: 'duplicate-source',
  severity: 'warning',
  find({ sources }) {
    const names = new Map<string, string>();
    return readableEntries(sources).flatMap(([name, spec]) => {
      const settings = ifReadable(() => JSON.stringify(spec)) ?? name;
      const first = names.get(settings);
      names.set(settings, first ?? name);
      return first === undefined
        ? []
        : [
            {
              path: ['sources', name],
              message: `"${name}" reads the same as "${first}"`,
              fix: `use "${first}" in both places`,
            },
          ];
    });
  },
});
