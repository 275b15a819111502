import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const PROGRAM = new URL('../../cli/tidegate.mjs', import.meta.url).pathname;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidegate-bare-'));
  await cp(PROGRAM, join(folder, 'tidegate.mjs'));
});
afterAll(() => rm(folder, { recursive: true }));

test('where nothing is installed the command line says what to run', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'tidegate.mjs'), 'status'], {
    encoding: 'utf8',
  });

  expect(status).toBe(2);
  expect(stderr).toBe('The dependencies are not installed: run `npm ci` first.\n');
});
