// Installs the dependencies when they are missing or stale, so that `npm start` and `npm test` are
// the only commands that a newcomer needs. Plain JavaScript: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

if (isStale()) {
  console.log('Installing dependencies …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('The dependencies could not be installed: see above.');
    process.exit(1);
  }
}

/** Whether what is installed is not what package-lock.json says. */
function isStale() {
  try {
    const installed = join(root, 'node_modules', '.package-lock.json');
    const wanted = packages(join(root, 'package-lock.json'));
    const present = packages(installed);
    statSync(installed);
    return Object.entries(wanted).some(
      ([path, { version, optional }]) =>
        path !== '' && !optional && present[path]?.version !== version,
    );
  } catch {
    return true;
  }
}

/** Every package of a lock file, by its place in the tree. */
function packages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
