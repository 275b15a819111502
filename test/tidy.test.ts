/** What reviewers would otherwise look for: the tree is the table of contents, in our words. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../cli/commands/index.ts';
import { sources } from '../shared/adapters/sources/index.ts';
import { targets } from '../shared/adapters/targets/index.ts';
import { limits } from '../shared/core/limits/index.ts';
import { policies } from '../shared/core/policies/index.ts';

interface FamilyFolder {
  readonly folder: string;
  readonly tests: string;
  /** The members' own names, in the order of their list. */
  readonly names: readonly string[];
  /** The order of the limits is the order in which they are asked. */
  readonly isAlphabetical: boolean;
}

const typesOf = (members: readonly { readonly type: string }[]) => members.map(({ type }) => type);

const FAMILIES: readonly FamilyFolder[] = [
  {
    folder: 'shared/core/policies',
    tests: 'test/core/policies',
    names: typesOf(policies.members),
    isAlphabetical: true,
  },
  {
    folder: 'shared/core/limits',
    tests: 'test/core/limits',
    names: limits.names,
    isAlphabetical: false,
  },
  {
    folder: 'shared/adapters/sources',
    tests: 'test/adapters/sources',
    names: typesOf(sources.members),
    isAlphabetical: true,
  },
  {
    folder: 'shared/adapters/targets',
    tests: 'test/adapters/targets',
    names: typesOf(targets.members),
    isAlphabetical: true,
  },
];

describe.each(FAMILIES)('the family in $folder', ({ folder, tests, names, isAlphabetical }) => {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .map((file) => basename(file, '.ts'));

  it('lists every file under the name of the file', () => {
    expect([...names].sort()).toEqual(files.sort());
  });

  it.runIf(isAlphabetical)('lists its members in alphabetical order', () => {
    expect(names).toEqual([...names].sort());
  });

  it.each(files)('has a test of the same name: %s', (file) => {
    expect(existsSync(join(tests, `${file}.test.ts`)), `${tests}/${file}.test.ts`).toBe(true);
  });
});

describe('the commands in cli/commands', () => {
  it('are every file, in alphabetical order', () => {
    const files = readdirSync('cli/commands').filter((file) => file !== 'index.ts');
    const names = commands.map(({ name }) => `${name}.ts`);

    expect(names).toEqual(files.sort());
  });
});

const CODE = ['shared', 'functions', 'cli', 'web', 'bench'];
const code = CODE.flatMap(sourcesIn);
const tests = sourcesIn('test');

function sourcesIn(folder: string): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file) && !/node_modules|dist/.test(file))
        .map((file) => join(folder, file))
    : [];
}

/** Lines that break a rule, as "file:line text". */
function findings(files: readonly string[], isWrong: (line: string) => boolean): readonly string[] {
  return files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) => (isWrong(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  );
}

const LONGEST_LINE = 100;
const LONGEST_FILE_LINES = 350;

describe('every file', () => {
  it(`has lines of at most ${LONGEST_LINE} characters, but for text that cannot be broken`, () => {
    const isLong = (line: string) => line.length > LONGEST_LINE && !holdsText(line);

    expect(findings([...code, ...tests], isLong)).toEqual([]);
  });

  it(`with code has at most ${LONGEST_FILE_LINES} lines: past that, there is a second idea`, () => {
    const long = code.filter(
      (file) => readFileSync(file, 'utf8').split('\n').length > LONGEST_FILE_LINES + 1,
    );

    expect(long).toEqual([]);
  });

  it('in the core and the simulator knows neither the clock nor chance', () => {
    const pure = code.filter((file) => /^shared[\\/](core|simulator)[\\/]/.test(file));

    expect(pure.length).toBeGreaterThan(0);
    expect(
      findings(pure, (line) => /Math\.random|\bDate\b|performance\.now/.test(withoutComment(line))),
    ).toEqual([]);
  });
});

/** A string, a template or a regular expression outside a comment: the formatter leaves it. */
function holdsText(line: string): boolean {
  return /['"`<]|^\s*\//.test(withoutComment(line));
}

function withoutComment(line: string): string {
  return /^\s*(\*|\/\/|\/\*)/.test(line) ? '' : line;
}

/** The baselines are other people's rules, in their words. */
const OURS = code.filter((file) => !/simulator[\\/]baselines[\\/]/.test(file));

/** The glossary's "Words not used"; `handler` is what AWS calls a Lambda's export. */
const BANNED = new Set([
  'manager',
  'helper',
  'helpers',
  'util',
  'utils',
  'common',
  'misc',
  'data',
  'info',
  'process',
  'handle',
  'replica',
  'replicas',
  'node',
  'nodes',
]);
const EXPORTED = /^export (?:async )?(?:const|function|class|interface|type) (\w+)/;

describe('an exported name', () => {
  it('is made of the words of the glossary', () => {
    const names = findings(OURS, (line) => {
      const name = EXPORTED.exec(line)?.[1];
      return name !== undefined && wordsOf(name).some((word) => BANNED.has(word));
    });

    expect(names).toEqual([]);
  });

  it('of a file is none of the banned words either', () => {
    const names = OURS.filter((file) =>
      basename(file)
        .replace(/\.tsx?$/, '')
        .split('-')
        .some((word) => BANNED.has(word)),
    );

    expect(names).toEqual([]);
  });
});

function wordsOf(name: string): readonly string[] {
  return (name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((word) => word.toLowerCase());
}
