/** @module What differs between two plans, one setting a line. */

/** Lines like `targets.web.limits.tolerance: 10 → 5`, in the order of the document. */
export function planDifference(before: unknown, after: unknown): readonly string[] {
  const [old, fresh] = [flat(before), flat(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((path) => {
    const [from, to] = [old.get(path), fresh.get(path)];
    return from === to ? [] : [`  ${path}: ${from ?? 'nothing'} → ${to ?? 'nothing'}`];
  });
}

/** Every leaf of a document by its path. */
function flat(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value !== 'object' || value === null) {
    return new Map([[path, String(value)]]);
  }
  const leaves = new Map<string, string>();
  for (const [key, each] of Object.entries(value)) {
    for (const [leaf, text] of flat(each, path === '' ? key : `${path}.${key}`)) {
      leaves.set(leaf, text);
    }
  }
  return leaves;
}
