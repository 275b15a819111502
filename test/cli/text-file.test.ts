import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readText, writeText } from '../../cli/text-file.ts';
import { whyUnread, whyUnwritten } from '../../shared/config/unread-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidegate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'there.txt');
const inner = join(folder, 'inner');
writeFileSync(file, 'text');
mkdirSync(inner);

describe('a file that somebody names', () => {
  test('is read', async () => {
    expect(await readText(file, { what: 'plan' })).toBe('text');
  });

  test.each([
    {
      name: 'is not there',
      path: join(folder, 'none'),
      why: /^There is no plan at ".*none"\. Look\.$/,
    },
    { name: 'is a folder', path: inner, why: /^".*inner" is a folder, and no plan\. Look\.$/ },
    {
      name: 'lies in a file',
      path: join(file, 'below'),
      why: /^".*below" is no folder, or lies in none\./,
    },
  ])('and that $name is told so', async ({ path, why }) => {
    const reading = readText(path, { what: 'plan', remedy: 'Look.' });

    await expect(reading).rejects.toThrow(why);
  });

  test('and that is to be new is not written over', async () => {
    const writing = writeText(file, 'other', { isNew: true });

    await expect(writing).rejects.toThrow('exists already: name another file.');
    expect(readFileSync(file, 'utf8')).toBe('text');
  });

  test.each([
    { name: 'is a folder', path: inner, why: 'it is a folder.' },
    { name: 'lies in no folder', path: join(folder, 'none', 'a'), why: 'there is no such folder.' },
  ])('and that is to be written and $name is told so', async ({ path, why }) => {
    await expect(writeText(path, '')).rejects.toThrow(`cannot be written: ${why}`);
  });

  test.each(['EACCES', 'EPERM'])('and that is not for this user is told so: %s', (code) => {
    const cause = Object.assign(new Error(code), { code });

    expect(whyUnread(cause, { what: 'plan', file: 'a' })).toMatch(/not for this user to read/);
    expect(whyUnwritten(cause, 'a')).toMatch(/cannot be written by this user/);
  });

  test('and that fails otherwise is told in the words of who knows', () => {
    const cause = new Error('the disk is gone');

    expect(whyUnread(cause, { what: 'plan', file: 'a' })).toMatch(/the disk is gone/);
    expect(whyUnwritten(cause, 'a')).toMatch(/the disk is gone/);
  });
});
