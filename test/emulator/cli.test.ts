import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from './support/command.ts';
import { DEPLOYED_TABLE, deployedGroups, deployedQueues } from './support/deployed.ts';
import { given, miniStackEnvironment } from './support/given.ts';
import { jobs } from './support/queues.ts';

const COMMAND_DEADLINE_MS = 60_000;
const TARGET = 'cli-workers';
const PLAN = join(given.workDirectory, 'cli-plan.yml');
const PLAN_TEXT = `
version: 1
targets:
  ${TARGET}:
    target: { type: auto-scaling-group, name: ${TARGET} }
    capacity: { min: 1, max: 20 }
    sources:
      jobs:
        type: sqs-queue
        queueUrl: https://sqs.us-east-1.amazonaws.com/000000000000/cli-jobs
    policies:
      - { type: backlog-per-worker, source: jobs, acceptableLatency: 60s, serviceTime: 10s }
    limits:
      scale-out: { rate: [] }
`;

/** What the command line answered. */
interface Told {
  readonly exitCode: number | null;
  readonly answer: unknown;
}

/** `npx tidegate … --json` with the environment that an operator sets for another endpoint. */
async function tidegate(...words: readonly string[]): Promise<Told> {
  const args = [join(given.root, 'cli', 'tidegate.mjs'), ...words, '--plan', PLAN, '--json'];
  const { exitCode, stdout, stderr } = await runCommand(process.execPath, args, {
    environment: {
      PATH: process.env['PATH'] ?? '',
      HOME: given.workDirectory,
      TIDEGATE_TABLE: DEPLOYED_TABLE,
      ...miniStackEnvironment,
    },
    deadlineMs: COMMAND_DEADLINE_MS,
  });
  return { exitCode, answer: stdout.startsWith('{') ? JSON.parse(stdout) : stdout + stderr };
}

describe('tidegate against AWS_ENDPOINT_URL', () => {
  beforeAll(async () => {
    const [queueUrl] = await Promise.all([
      deployedQueues.create('cli-jobs'),
      deployedGroups.create(TARGET, { min: 1, max: 20, desired: 1 }),
      writeFile(PLAN, PLAN_TEXT),
    ]);
    await deployedQueues.send(queueUrl, jobs(30));
  });

  it('evaluate --dry-run decides and does not act', async () => {
    const told = await tidegate('evaluate', TARGET, '--dry-run');

    expect(told).toMatchObject({
      exitCode: 0,
      answer: {
        results: [
          {
            target: TARGET,
            evaluation: {
              decision: { action: 'scale-out', from: 1, to: 5 },
              outcome: { status: 'unchanged' },
              isDryRun: true,
            },
          },
        ],
      },
    });
    expect(await deployedGroups.desiredCapacity(TARGET)).toBe(1);
  });

  it('explain says why', async () => {
    const told = await tidegate('explain', TARGET);

    expect(told).toMatchObject({
      exitCode: 0,
      answer: {
        results: [
          {
            sentences: expect.arrayContaining([
              expect.stringContaining('30 messages wait in jobs'),
            ]),
          },
        ],
      },
    });
  });

  it('pause holds run --once back', async () => {
    const paused = await tidegate('pause', TARGET, '--for', '30m', '--note', 'the test');
    const ran = await tidegate('run', '--once');

    expect(paused).toMatchObject({
      exitCode: 0,
      answer: { results: [{ target: TARGET, override: { kind: 'pause', note: 'the test' } }] },
    });
    expect(ran).toMatchObject({
      exitCode: 0,
      answer: { decision: { action: 'hold', reason: 'override' } },
    });
    expect(await deployedGroups.desiredCapacity(TARGET)).toBe(1);
  });

  it('resume lets run --once act', async () => {
    const resumed = await tidegate('resume', TARGET);
    const ran = await tidegate('run', '--once');

    expect(resumed).toMatchObject({ exitCode: 0, answer: { results: [{ override: null }] } });
    expect(ran).toMatchObject({
      exitCode: 0,
      answer: { decision: { from: 1, to: 5 }, outcome: { status: 'applied' } },
    });
    expect(await deployedGroups.desiredCapacity(TARGET)).toBe(5);
  });

  it('override holds a capacity by hand', async () => {
    const overridden = await tidegate('override', TARGET, '--capacity', '8', '--for', '30m');
    const evaluated = await tidegate('evaluate', TARGET);

    expect(overridden).toMatchObject({
      exitCode: 0,
      answer: { results: [{ override: { kind: 'capacity', capacity: 8 } }] },
    });
    expect(evaluated).toMatchObject({
      exitCode: 0,
      answer: { results: [{ evaluation: { decision: { to: 8, reason: 'override' } } }] },
    });
    expect(await deployedGroups.desiredCapacity(TARGET)).toBe(8);
  });

  it('status tells where the target stands and what happened', async () => {
    const told = await tidegate('status', TARGET);

    expect(told).toMatchObject({
      exitCode: 0,
      answer: {
        results: [
          {
            target: TARGET,
            status: {
              decision: { from: 8 },
              override: { capacity: 8 },
              activities: expect.arrayContaining([
                expect.objectContaining({ outcome: { status: 'applied' } }),
              ]),
            },
          },
        ],
      },
    });
  });

  it('ends with 1 where the store cannot be reached', async () => {
    const args = [join(given.root, 'cli', 'tidegate.mjs'), 'explain', '--plan', PLAN];
    const { exitCode, stderr } = await runCommand(process.execPath, args, {
      environment: {
        PATH: process.env['PATH'] ?? '',
        HOME: given.workDirectory,
        ...miniStackEnvironment,
        TIDEGATE_TABLE: 'no-such-table',
      },
      deadlineMs: COMMAND_DEADLINE_MS,
    });

    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringContaining('no-such-table'),
    });
  });
});
