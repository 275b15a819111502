/** @module The two emulators, each started as its documentation and our trials say. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Server, startServer } from './server.ts';
import type { VirtualEnvironment } from './virtual-environment.ts';

/**
 * MiniStack, with Lambdas as processes of this machine's Node. Its environment is bare, because
 * every Lambda inherits all of it.
 */
export async function startMiniStack(
  python: VirtualEnvironment,
  workDirectory: string,
): Promise<Server> {
  const directory = join(workDirectory, 'ministack');
  const temporary = join(directory, 'tmp');
  await mkdir(temporary, { recursive: true });
  return startServer({
    name: 'MiniStack',
    program: python.program('python'),
    args: () => ['-m', 'ministack'],
    environment: (port) => ({
      ...barePath(directory),
      TMPDIR: temporary,
      GATEWAY_PORT: String(port),
      // Not the default, which is every interface; the second is what queue URLs say.
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      LAMBDA_EXECUTOR: 'local',
      IOT_MTLS_ENABLED: '0',
      PERSIST_STATE: '0',
      S3_DATA_DIR: join(directory, 's3'),
      STATE_DIR: join(directory, 'state'),
      PYTHONUNBUFFERED: '1',
    }),
    healthPath: '/_ministack/health',
    directory,
    logFile: join(workDirectory, 'ministack.log'),
  });
}

/** moto, every service of it. */
export async function startMoto(
  python: VirtualEnvironment,
  workDirectory: string,
): Promise<Server> {
  const directory = join(workDirectory, 'moto');
  await mkdir(directory, { recursive: true });
  return startServer({
    name: 'moto',
    program: python.program('moto_server'),
    args: (port) => ['-H', '127.0.0.1', '-p', String(port)],
    environment: () => ({ ...barePath(directory), PYTHONUNBUFFERED: '1' }),
    healthPath: '/moto-api/data.json',
    directory,
    logFile: join(workDirectory, 'moto.log'),
  });
}

/** The Node of these tests first, so that Lambdas run on it too. */
function barePath(home: string): Readonly<Record<string, string>> {
  return {
    PATH: [dirname(process.execPath), process.env['PATH']].join(':'),
    HOME: home,
    LANG: 'C.UTF-8',
  };
}
