/** @module A place to package and deploy from, so that a developer's own .serverless stays. */
import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Read by their content, so copied; folders are linked. */
const FILES = ['serverless.yml', 'package.json', 'tsconfig.json'];
const FOLDERS = ['functions', 'shared', 'node_modules'];

/** The Serverless Framework, run in a directory that stands for the root of the project. */
export interface ServiceDirectory {
  readonly directory: string;
  /** Where packages are put. */
  readonly packages: string;
  readonly program: string;
  /** The whole environment for it: no profile, credentials or home of the developer's. */
  readonly environment: Readonly<Record<string, string>>;
}

export async function serviceDirectory(
  root: string,
  directory: string,
  variables: Readonly<Record<string, string>>,
): Promise<ServiceDirectory> {
  await mkdir(directory, { recursive: true });
  await Promise.all([
    ...FILES.map((file) => copyFile(join(root, file), join(directory, file))),
    ...FOLDERS.map((folder) => symlink(join(root, folder), join(directory, folder))),
  ]);
  return {
    directory,
    packages: join(directory, '.serverless'),
    program: join(directory, 'node_modules', '.bin', 'serverless'),
    environment: {
      PATH: [dirname(process.execPath), process.env['PATH']].join(':'),
      HOME: directory,
      ...variables,
    },
  };
}
