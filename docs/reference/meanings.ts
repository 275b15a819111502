/** @module What keys mean, from the comments that stand above them in the schemas. */
import { readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);

/** Files whose exported schemas other schemas are made of; their docstrings speak for the keys. */
const SHARED = [
  'shared/core/quantity.ts',
  'shared/core/adjustment.ts',
  'shared/adapters/source.ts',
] as const;

/** What the comments of one file say. */
export interface Meanings {
  /**
   * What a key of the file's schema means, below its parent; undefined where no comment says it.
   */
  of(key: string, parent: string | undefined): string | undefined;
  /** The docstring of what the file is about, its member of a family, as Markdown. */
  readonly subject: string;
}

const COMMENT = String.raw`\/\*\*((?:[^*]|\*(?!\/))*)\*\/\n`;
const KEY = String.raw`'?([\w-]+)'?[:,]`;

/**
 * The meanings that a file gives. A key's own comment counts first: at its place, or else anywhere
 * in the file; then the docstring of the schema that its value is made with.
 */
export function meaningsIn(file: string): Meanings {
  const text = readFileSync(new URL(file, ROOT), 'utf8');
  const own = new Map<string, string>();
  for (const { 1: comment = '', 2: indent = '', 3: key = '', index } of text.matchAll(
    new RegExp(`${COMMENT}( +)${KEY}`, 'g'),
  )) {
    const meaning = sentence(comment);
    own.set(`${parentAt(text, index, indent.length)}.${key}`, meaning);
    own.set(key, own.get(key) ?? meaning);
  }
  return {
    of: (key, parent) => own.get(`${parent}.${key}`) ?? own.get(key) ?? shared(text, key),
    subject: paragraphs(new RegExp(`${COMMENT}export const \\w+ = define\\w+`).exec(text)?.[1]),
  };
}

/** The key that a key lies below: the last one before it that stands further left. */
function parentAt(text: string, index: number, indent: number): string | undefined {
  const above = [...text.slice(0, index).matchAll(new RegExp(`^( +)${KEY}`, 'gm'))];
  return above.findLast(([, left = '']) => left.length < indent)?.[2];
}

/** The docstring of the exported schema that a key's value begins with: `source: sourceName`. */
function shared(text: string, key: string): string | undefined {
  const made = new RegExp(String.raw`^ +'?${key}'?: (?:z\.\w+\()?(\w+)`, 'm').exec(text)?.[1];
  const isShort = new RegExp(`^ +${key},$`, 'm').test(text);
  return docstrings.get(made ?? (isShort ? key : ''));
}

const docstrings: ReadonlyMap<string, string> = new Map(
  SHARED.flatMap((file) =>
    [
      ...readFileSync(new URL(file, ROOT), 'utf8').matchAll(
        new RegExp(String.raw`${COMMENT}export const (\w+)`, 'g'),
      ),
    ].map(([, comment = '', name = '']) => [name, sentence(comment)] as const),
  ),
);

/** A comment on one line. */
function sentence(comment: string): string {
  return linesOf(comment).join(' ').replaceAll(/\s+/g, ' ').trim();
}

/** A comment with its paragraphs and lists as they are. */
function paragraphs(comment = ''): string {
  const blocks: string[] = [];
  let isApart = false;
  for (const line of linesOf(comment)) {
    if (line === '') {
      isApart = true;
      continue;
    }
    const open = blocks.at(-1);
    const isItem = line.startsWith('- ');
    const endsItem = open?.startsWith('- ') === true && !line.startsWith('  ');
    if (open === undefined || isApart || isItem || endsItem) {
      blocks.push(line.trim());
      isApart = false;
    } else {
      blocks[blocks.length - 1] = `${open} ${line.trim()}`;
    }
  }
  return blocks
    .join('\n\n')
    .replaceAll(/(?<=\n- [^\n]*)\n\n(?=- )/g, '\n')
    .trim();
}

/** The lines of a comment; what follows a `Source:` is for those who read the code. */
function linesOf(comment: string): readonly string[] {
  const lines = comment.split('\n').map((line) => line.replace(/^ *\* ?/, '').trimEnd());
  const end = lines.findIndex((line) => /^Source\b/.test(line));
  return (end === -1 ? lines : lines.slice(0, end)).filter(
    (line, index) => index > 0 || line.trim() !== '',
  );
}
