/** @module The Python programs of these tests, in a virtual environment of the project's own. */
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CommandResult, runCommand } from './command.ts';

/** 500 MB on a slow line. */
const INSTALL_DEADLINE_MS = 600_000;
const PYTHON_DEADLINE_MS = 60_000;

/** The emulators cannot be installed; the message says what to do. */
export class EmulatorsMissingError extends Error {
  override readonly name = 'EmulatorsMissingError';
}

/** Where the installed programs are. */
export interface VirtualEnvironment {
  program(name: string): string;
}

/**
 * The environment in `<root>/.venv`, made anew when requirements.txt or Python changed. Throws an
 * EmulatorsMissingError: these tests never skip.
 */
export async function virtualEnvironment(root: string): Promise<VirtualEnvironment> {
  const directory = join(root, '.venv');
  const requirements = join(root, 'test', 'emulator', 'requirements.txt');
  const stamp = join(directory, 'requirements.stamp');
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .update(await pythonVersion())
    .digest('hex');
  const program = (name: string) => join(directory, 'bin', name);

  if ((await textOf(stamp)) !== wanted) {
    console.log('Installing the emulators into .venv (500 MB, once) …');
    await rm(directory, { recursive: true, force: true });
    await demand(
      await runCommand('python3', ['-m', 'venv', directory], { deadlineMs: PYTHON_DEADLINE_MS }),
      'Python cannot make a virtual environment: install its venv and pip modules (on Debian and ' +
        'Ubuntu: apt-get install python3-venv).',
    );
    const install = ['-m', 'pip', 'install', '--no-input', '--quiet', '-r', requirements];
    await demand(
      await runCommand(program('python'), install, { deadlineMs: INSTALL_DEADLINE_MS }),
      'pip could not install test/emulator/requirements.txt: is the package index within reach?',
    );
    await writeFile(stamp, wanted);
  }
  return { program };
}

async function pythonVersion(): Promise<string> {
  try {
    const result = await runCommand('python3', ['--version'], { deadlineMs: PYTHON_DEADLINE_MS });
    await demand(result, 'python3 does not run.');
    return result.stdout;
  } catch (cause) {
    if (cause instanceof EmulatorsMissingError) {
      throw cause;
    }
    throw new EmulatorsMissingError(
      'The emulator tests need python3 (3.10 or later, with venv and pip) on the PATH.',
      { cause },
    );
  }
}

async function demand({ exitCode, stdout, stderr }: CommandResult, advice: string): Promise<void> {
  if (exitCode !== 0) {
    throw new EmulatorsMissingError(`${advice}\n${stdout}${stderr}`);
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
