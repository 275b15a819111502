// What our own code is like in a bundle: without what only reading and checking a plan asks for, as
// the plan that goes along was read and checked by the build. Plain JavaScript, as the plugin is.
// It goes by the layout that Biome gives every file, and keeps lines where they are.

/** A file of a family's member, whose settings are those of one call: `defineLimit({ … })`. */
const MEMBER =
  /shared[\\/](core[\\/](limits|policies)|adapters[\\/](sources|targets))[\\/][\w-]+\.ts$/;
const DEFINITION = /^export const \w+ = define\w+(<.*>)?\(\{$/;

/** Files that make a schema of those of the members. */
const SCHEMA_OF_MEMBERS = /shared[\\/]core[\\/](family|limit-chain)\.ts$/;
const SCHEMA_ANSWER = /^ {2}return \{$/;

/** What only reading, checking and pricing a plan asks of a member. */
const ASKED_BEFORE = new Set([
  ...['schema', 'general', 'directed', 'lint', 'doubts'],
  ...['uses', 'directions', 'rushes', 'measures', 'paidReads'],
  ...['identity', 'dimensions', 'quotas', 'range', 'permissions'],
]);

/** Calls that make a schema and do nothing else: unused schemas can be left out. */
const SCHEMA_CALL = new RegExp(
  [
    /(?<![.\w'"`])/,
    /(?:z\s*\.(?!config|parse|safeParse|encode|prettifyError)\w+|[a-z]\w*\.check|maxAge)/,
    /(?:<\w+>)?\(/,
  ]
    .map(({ source }) => source)
    .join(''),
  'g',
);

/** The text of one of our files as a bundle takes it. */
export function deployedCode(path, text) {
  const shorter = MEMBER.test(path)
    ? withoutProperties(text, DEFINITION)
    : SCHEMA_OF_MEMBERS.test(path)
      ? withoutProperties(text, SCHEMA_ANSWER)
      : text;
  return shorter.replaceAll(SCHEMA_CALL, '/* @__PURE__ */ $&');
}

/** The text without these properties of the object that a line like `opening` begins. */
function withoutProperties(text, opening) {
  let property;
  let closing;
  let isLeftOut = false;
  const lines = text.split('\n').map((line) => {
    if (closing === undefined) {
      if (opening.test(line)) {
        const [indent] = /^ */.exec(line);
        closing = `${indent}}`;
        property = new RegExp(`^${indent}  (?:async )?(\\w+)[(:,]`);
      }
      return line;
    }
    if (line.startsWith(closing)) {
      closing = undefined;
      isLeftOut = false;
      return line;
    }
    const name = property.exec(line)?.[1];
    isLeftOut = name === undefined ? isLeftOut : ASKED_BEFORE.has(name);
    return isLeftOut ? '' : line;
  });
  return lines.join('\n');
}
