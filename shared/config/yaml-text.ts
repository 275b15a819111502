/** @module A text as YAML: its values, where each of them stands, and what is no YAML. */
import {
  type Document,
  type ErrorCode,
  isNode,
  isPair,
  LineCounter,
  parseDocument,
  Scalar,
  visit,
  YAMLMap,
} from 'yaml';
import { nearest } from './nearest.ts';
import type { PlanProblem } from './plan-problem.ts';

/** A line and a column, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A problem with the place it stands at. */
export type LocatedProblem = PlanProblem & Place;

/** One way to understand a text. */
export interface YamlReading {
  /** The values; what YAML could not make sense of is left out. */
  readonly content: unknown;
  /** Where the deepest part of a path begins that the text has. */
  placeOf(path: PlanProblem['path']): Place;
}

/** A text as YAML. */
export interface YamlText {
  readonly problems: readonly LocatedProblem[];
  /** One; where a key stands twice, one with the last of each and one with the first. */
  readonly readings: readonly [YamlReading, ...(readonly YamlReading[])];
  /** Where it stops to be YAML: what comes then may not be what was meant. */
  readonly brokenFrom: Place | undefined;
}

/** How wide a tab may have been meant, in spaces. */
const TAB_WIDTHS = [4, 2, 8];

/** Reads a text as YAML. Tabs and a second document are told, and taken as mended. */
export function readYaml(text: string): YamlText {
  const asWritten = parsed(text);
  const has = (code: ErrorCode) => asWritten.document.errors.find((each) => each.code === code);
  const [tab, second] = [has('TAB_AS_INDENT'), has('MULTIPLE_DOCS')];
  const whole = second === undefined ? text : text.replaceAll(/^---(?=\s)/gm, '#--');
  const mended =
    tab === undefined
      ? [parsed(whole)]
      : TAB_WIDTHS.map((width) =>
          parsed(
            whole.replaceAll(/^[ \t]+/gm, (indent) => indent.replaceAll('\t', ' '.repeat(width))),
          ),
        );
  const [best = asWritten] = mended.toSorted(
    (one, other) => one.document.errors.length - other.document.errors.length,
  );
  const isTwofold = best.document.errors.some(({ code }) => code === 'DUPLICATE_KEY');
  const broken = best.document.errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  const found = problemsOf(best);
  const last = readingOf(best, 'last');
  return {
    problems: [
      ...(tab === undefined ? [] : [problemAt(asWritten.place(tab.pos[0]), TABS)]),
      ...(second === undefined ? [] : [problemAt(asWritten.place(second.pos[0]), SECOND_DOCUMENT)]),
      ...(last.content === undefined ? [problemAt(best.place(0), TOO_MUCH)] : []),
      ...found,
    ],
    brokenFrom: broken === undefined ? undefined : best.place(broken.pos[0]),
    readings: isTwofold ? [last, readingOf(parsed(best.text), 'first')] : [last],
  };
}

const TABS = {
  message: 'a tab stands at the beginning of this line: YAML indents by spaces',
  fix: 'write spaces for every tab at the beginning of a line',
};
const SECOND_DOCUMENT = {
  message: 'a second document begins here: a plan is one',
  fix: 'take the line --- away',
};

const TOO_MUCH = {
  message: 'what "*" takes over again and again comes to more than can be read',
  fix: 'write out more, and mark less with "&"',
};

interface ParsedText {
  readonly text: string;
  readonly document: Document.Parsed;
  place(offset: number): Place;
}

function parsed(text: string): ParsedText {
  const lines = new LineCounter();
  return {
    text,
    document: parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true }),
    place(offset) {
      const { line, col } = lines.linePos(offset);
      return { line: line || 1, column: col || 1 };
    },
  };
}

function problemsOf({ document, place, text }: ParsedText): readonly LocatedProblem[] {
  const errors = document.errors.map(({ code, message, pos: [from] }) =>
    code === 'DUPLICATE_KEY'
      ? {
          ...problemAt(place(from), {
            message: `the same key, ${keyAt(text, from)}, stands here twice`,
            fix: 'put what both say under one of them, or give one another name',
          }),
          code: 'duplicate-key',
        }
      : problemAt(place(from), { message, fix: 'look for brackets, quotes and indents near here' }),
  );
  const tags = document.warnings
    .filter(({ code }) => code === 'TAG_RESOLVE_FAILED')
    .map(({ pos: [from, to] }) =>
      problemAt(place(from), {
        message: `the tag ${text.slice(from, to)} means nothing in a plan: nobody replaces the value`,
        fix: 'write the value itself, and no tag',
      }),
    );
  return [...errors, ...tags, ...unknownAliases({ document, place, text })];
}

/** Names after a "*" that no "&" has given before. */
function unknownAliases({ document, place }: ParsedText): readonly LocatedProblem[] {
  const problems: LocatedProblem[] = [];
  const known: string[] = [];
  visit(document, {
    Node(_, node) {
      known.push(...('anchor' in node && node.anchor !== undefined ? [node.anchor] : []));
    },
    Alias(_, { source, range }) {
      if (!known.includes(source)) {
        const meant = nearest(source, known);
        const said = {
          message: `*${source} stands for what &${source} marks above, and nothing does`,
          fix: meant === undefined ? 'write the value itself' : `write *${meant}`,
        };
        problems.push(problemAt(place(range?.[0] ?? 0), said));
      }
    },
  });
  return problems;
}

/** What the text says; of a key that stands twice, the last or the first. */
function readingOf({ document, place }: ParsedText, kept: 'last' | 'first'): YamlReading {
  visit(document, {
    Map(_, map) {
      const ordered = kept === 'last' ? map.items : map.items.toReversed();
      const last = new Map(ordered.map((pair) => [String(pair.key), pair]));
      map.items = map.items.filter((pair) => last.get(String(pair.key)) === pair);
    },
    Alias: (_, alias) => (alias.resolve(document) === undefined ? new Scalar(null) : undefined),
  });
  return {
    content: contentOf(document),
    placeOf: (path) => place(offsetOf(document.contents, path)),
  };
}

/** Aliases of aliases can stand for more than any memory holds: then nothing is read. */
function contentOf(document: Document.Parsed): unknown {
  try {
    return document.toJS();
  } catch {
    return undefined;
  }
}

function offsetOf(contents: unknown, path: PlanProblem['path']): number {
  let node = contents;
  let offset = 0;
  for (const key of path) {
    if (!(node instanceof YAMLMap)) {
      node = isSequence(node) && typeof key === 'number' ? node.items[key] : undefined;
      offset = startOf(node) ?? offset;
      continue;
    }
    const pair = node.items.find((item) => isPair(item) && String(item.key) === String(key));
    if (pair === undefined) {
      break;
    }
    offset = startOf(pair.key) ?? offset;
    node = pair.value;
  }
  return offset;
}

function isSequence(node: unknown): node is { readonly items: readonly unknown[] } {
  return isNode(node) && 'items' in node && Array.isArray(node.items);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node.range?.[0] ?? undefined) : undefined;
}

function keyAt(text: string, offset: number): string {
  return /^[^:\n]*/.exec(text.slice(offset))?.[0].trim() ?? '';
}

function problemAt(at: Place, said: Pick<PlanProblem, 'message' | 'fix'>): LocatedProblem {
  return { code: 'invalid-yaml', severity: 'error', path: [], ...said, ...at };
}
