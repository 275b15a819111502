/** @module Text files that people name on the command line. */
import { readFile, writeFile } from 'node:fs/promises';
import { whyUnread, whyUnwritten } from '../shared/config/unread-file.ts';
import { UsageError } from './command.ts';

/** The text of a file; `what` it is to be, for people. Throws a UsageError that says why not. */
export async function readText(
  file: string,
  { what, remedy = '' }: { readonly what: string; readonly remedy?: string },
): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`${whyUnread(cause, { what, file })} ${remedy}`.trimEnd(), { cause });
  }
}

/** Writes a file, over another one unless it is to be new. Throws a UsageError that says why. */
export async function writeText(
  file: string,
  text: string,
  { isNew = false }: { readonly isNew?: boolean } = {},
): Promise<void> {
  try {
    await writeFile(file, text, { flag: isNew ? 'wx' : 'w' });
  } catch (cause) {
    throw new UsageError(whyUnwritten(cause, file), { cause });
  }
}
