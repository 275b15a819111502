/** @module Why a file could not be read or written, for who named it. */

/** Why there is nothing of a file: "There is no plan at …", "… is a folder, and no plan." */
export function whyUnread(cause: unknown, { what, file }: { what: string; file: string }): string {
  switch (codeOf(cause)) {
    case 'ENOENT':
      return `There is no ${what} at "${file}".`;
    case 'EISDIR':
      return `"${file}" is a folder, and no ${what}.`;
    case 'ENOTDIR':
      return `"${file}" is no folder, or lies in none.`;
    case 'EACCES':
    case 'EPERM':
      return `The ${what} "${file}" is not for this user to read: change its permissions.`;
    default:
      return `The ${what} "${file}" cannot be read: ${messageOf(cause)}.`;
  }
}

/** Why a file was not written. */
export function whyUnwritten(cause: unknown, file: string): string {
  switch (codeOf(cause)) {
    case 'ENOENT':
      return `"${file}" cannot be written: there is no such folder.`;
    case 'EISDIR':
      return `"${file}" cannot be written: it is a folder.`;
    case 'EEXIST':
      return `"${file}" exists already: name another file.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `"${file}" cannot be written by this user: change its permissions, or name another.`;
    default:
      return `"${file}" cannot be written: ${messageOf(cause)}.`;
  }
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
