import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../../shared/config/lint/index.ts';

describe('the rules of lint', () => {
  const codes = rules.map(({ code }) => code);

  test('are every file of their folder, under the name of the file', () => {
    const files = readdirSync(new URL('../../../shared/config/lint/', import.meta.url))
      .map((file) => basename(file, '.ts'))
      .filter((name) => name !== 'index');

    expect(codes.toSorted()).toEqual(files.toSorted());
  });

  test('are in alphabetical order', () => {
    expect(codes).toEqual(codes.toSorted());
  });
});
