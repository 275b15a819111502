import { describe, expect, test } from 'vitest';
import { readYaml } from '../../shared/config/yaml-text.ts';

const told = (text: string) =>
  readYaml(text).problems.map(
    ({ line, column, code, message, fix }) => `${line}:${column} ${code} ${message} → ${fix}`,
  );

describe('a text as YAML', () => {
  test.each([
    { name: 'is right', text: 'a: 1\nb: [2]\n', problems: [], content: { a: 1, b: [2] } },
    {
      name: 'is indented by tabs is told so once, and understood',
      text: 'a:\n\tb:\n\t\tc: 1\n    d: 2\n',
      problems: [
        '2:1 invalid-yaml a tab stands at the beginning of this line: YAML indents by spaces → ' +
          'write spaces for every tab at the beginning of a line',
      ],
      content: { a: { b: { c: 1 }, d: 2 } },
    },
    {
      name: 'has two documents is told so, and read as one',
      text: 'a: 1\n---\nb: 2\n',
      problems: [
        '2:1 invalid-yaml a second document begins here: a plan is one → take the line --- away',
      ],
      content: { a: 1, b: 2 },
    },
    { name: 'begins with three hyphens', text: '---\na: 1\n', problems: [], content: { a: 1 } },
    {
      name: 'takes what was marked, and adds to it',
      text: 'a: &a { b: 1, c: 2 }\nd: { <<: *a, c: 3 }\n',
      problems: [],
      content: { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } },
    },
    {
      name: 'takes what nobody marked',
      text: 'a: &base 1\nb: *bose\nc: *other\n',
      problems: [
        '2:4 invalid-yaml *bose stands for what &bose marks above, and nothing does → write *base',
        '3:4 invalid-yaml *other stands for what &other marks above, and nothing does → ' +
          'write the value itself',
      ],
      content: { a: 1, b: null, c: null },
    },
    {
      name: 'has a tag of another tool',
      text: 'a: !Ref b\n',
      problems: [
        '1:4 invalid-yaml the tag !Ref means nothing in a plan: nobody replaces the value → ' +
          'write the value itself, and no tag',
      ],
      content: { a: 'b' },
    },
  ])('that $name', ({ text, problems, content }) => {
    const { readings } = readYaml(text);

    expect(told(text)).toEqual(problems);
    expect(readings.map((each) => each.content)).toEqual([content]);
  });

  test('with one key twice is read in both ways, and each value stands where it is', () => {
    const text = 'a: { b: 1 }\na: { b: 2 }\n';

    const { readings } = readYaml(text);

    expect(told(text)).toEqual([
      '2:1 duplicate-key the same key, a, stands here twice → ' +
        'put what both say under one of them, or give one another name',
    ]);
    expect(readings.map(({ content, placeOf }) => [content, placeOf(['a', 'b'])])).toEqual([
      [{ a: { b: 2 } }, { line: 2, column: 6 }],
      [{ a: { b: 1 } }, { line: 1, column: 6 }],
    ]);
  });

  test('that stands for more than any memory holds is not read', () => {
    const levels = Array.from(
      { length: 9 },
      (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]`,
    );
    const text = `a0: &a0 [1]\n${levels.join('\n')}\n`;

    const { readings, problems } = readYaml(text);

    expect(readings[0].content).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'invalid-yaml' }]);
  });
});
