/** @module A server in a process of its own, started for the tests and stopped after them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HEALTH_DEADLINE_MS = 60_000;
const BETWEEN_LOOKS_MS = 100;
/** From the request to stop to the end of patience. */
const STOP_DEADLINE_MS = 10_000;
/** What of a log is told when its server did not start. */
const LOG_TAIL_CHARACTERS = 4_000;

export interface Server {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface ServerProgram {
  readonly name: string;
  readonly program: string;
  readonly args: (port: number) => readonly string[];
  /** The whole environment. */
  readonly environment: (port: number) => Readonly<Record<string, string>>;
  /** Answers 200 once the server is ready. */
  readonly healthPath: string;
  readonly directory: string;
  readonly logFile: string;
}

/** Starts a server on a free port of this machine and waits until it is healthy. */
export async function startServer(told: ServerProgram): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = await open(told.logFile, 'w');
  const child = spawn(told.program, told.args(port), {
    cwd: told.directory,
    env: { ...told.environment(port) },
    stdio: ['ignore', log.fd, log.fd],
  });
  const ended = once(child, 'exit').catch((error: unknown) => error);
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);

  async function stop(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await Promise.race([ended, wait(STOP_DEADLINE_MS, undefined, { ref: false })]);
      child.kill('SIGKILL');
      await ended;
    }
    process.off('exit', killAtExit);
    await log.close();
  }

  const deadline = performance.now() + HEALTH_DEADLINE_MS;
  // biome-ignore-start lint/performance/noAwaitInLoops: one look follows another.
  while (!(await isHealthy(`${url}${told.healthPath}`))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      await stop();
      const said = (await readFile(told.logFile, 'utf8')).slice(-LOG_TAIL_CHARACTERS);
      throw new Error(`${told.name} did not become healthy on ${url}:\n${said}`);
    }
    await wait(BETWEEN_LOOKS_MS);
  }
  // biome-ignore-end lint/performance/noAwaitInLoops: see above.
  return { url, stop };
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    return response.ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') {
    throw new Error(`No port: ${address}`);
  }
  return address.port;
}
