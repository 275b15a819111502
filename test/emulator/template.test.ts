import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demandCommand, runCommand } from './support/command.ts';
import { given } from './support/given.ts';
import { serviceDirectory } from './support/service-directory.ts';

const STAGES = ['dev', 'staging', 'prod'] as const;
const DEADLINE_MS = 90_000;

describe('serverless package', () => {
  it('makes templates without errors for every stage, with no credentials', {
    timeout: 4 * DEADLINE_MS,
  }, async () => {
    const templates: string[] = [];
    for (const stage of STAGES) {
      // biome-ignore lint/performance/noAwaitInLoops: one after the other leaves a core to others.
      templates.push(await packaged(stage));
    }

    const { exitCode, stdout } = await runCommand(
      given.cfnLint,
      ['--non-zero-exit-code', 'error', '--', ...templates],
      { deadlineMs: DEADLINE_MS },
    );

    expect(stdout).not.toMatch(/^E\d{4} /m);
    expect(exitCode).toBe(0);
  });
});

/** The template of a stage, packaged as `npx serverless package --stage …` does. */
async function packaged(stage: string): Promise<string> {
  const { directory, packages, program, environment } = await serviceDirectory(
    given.root,
    join(given.workDirectory, `package-${stage}`),
    { TIDEGATE_PLAN: join(given.root, 'tidegate.yml') },
  );
  await demandCommand(program, ['package', '--stage', stage], {
    directory,
    environment,
    deadlineMs: DEADLINE_MS,
  });
  return join(packages, 'cloudformation-template-update-stack.json');
}
