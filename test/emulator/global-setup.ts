/** @module Before and after all emulator tests: install, start, deploy; stop what was started. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { demandCommand } from './support/command.ts';
import { startMiniStack, startMoto } from './support/emulators.ts';
import type { Given } from './support/given.ts';
import type { Server } from './support/server.ts';
import { serviceDirectory } from './support/service-directory.ts';
import { virtualEnvironment } from './support/virtual-environment.ts';

const DEPLOY_DEADLINE_MS = 180_000;

/** Vitest calls it once; what it returns is called when the tests are over. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { root } = project.config;
  const python = await virtualEnvironment(root);
  const workDirectory = await mkdtemp(join(tmpdir(), 'tidegate-emulator-'));
  const servers: Server[] = [];
  const stopAll = async () => {
    await Promise.all(servers.map((server) => server.stop()));
  };
  try {
    const [miniStack, moto] = await Promise.all(
      [startMiniStack, startMoto].map(async (start) => {
        const server = await start(python, workDirectory);
        servers.push(server);
        return server.url;
      }),
    );
    const given: Given = {
      root,
      workDirectory,
      planFile: join(root, 'test', 'emulator', 'plan.yml'),
      miniStack: miniStack ?? '',
      moto: moto ?? '',
      awsCli: python.program('aws'),
      cfnLint: python.program('cfn-lint'),
      stage: 'local',
      deployment: join(workDirectory, 'deployment'),
    };
    await deploy(given);
    project.provide('given', given);
  } catch (error) {
    await stopAll();
    console.error(`The logs of the emulators are in ${workDirectory}.`);
    throw error;
  }
  return async () => {
    await stopAll();
    if (project.vitest.state.getCountOfFailedTests() > 0) {
      console.error(`The logs of the emulators are in ${workDirectory}.`);
    } else {
      await rm(workDirectory, { recursive: true, force: true });
    }
  };
}

/** `npx serverless deploy --stage local`, as a person would do it with AWS_ENDPOINT_URL. */
async function deploy({ root, stage, planFile, miniStack, deployment }: Given): Promise<void> {
  await mkdir(deployment, { recursive: true });
  const { directory, program, environment } = await serviceDirectory(root, deployment, {
    AWS_ENDPOINT_URL: miniStack,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    TIDEGATE_PLAN: planFile,
  });
  const said = await demandCommand(program, ['deploy', '--stage', stage], {
    directory,
    environment,
    deadlineMs: DEPLOY_DEADLINE_MS,
  });
  await writeFile(join(directory, 'deploy.log'), said);
}
