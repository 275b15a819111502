import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseRecording } from '../../../cli/replay/read-recording.ts';
import { recordTo } from '../../../cli/replay/record-to-file.ts';
import { evaluateTargets } from '../../../shared/app/evaluate-targets.ts';
import { inMemoryApplication } from '../../support/application.ts';
import { plansOf } from './recordings.ts';

const FULL_DEVICE = '/dev/full';
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidegate-record-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** One evaluation of every target, recorded to this file. */
async function evaluateInto(file: unknown) {
  const plans = plansOf();
  const application = inMemoryApplication(plans);
  const { journal, close } = recordTo(file, plans, application.journal);
  await evaluateTargets(plans, { ...application.ports, journal });
  close();
  return application;
}

describe('recordTo', () => {
  it('appends, and is whole after every run', async () => {
    const file = join(folder, 'run.jsonl');

    await evaluateInto(file);
    await evaluateInto(file);

    const parsed = parseRecording(await readFile(file, 'utf8'));
    expect(parsed.status === 'parsed' ? parsed.targets : parsed.problems).toMatchObject([
      { id: 'web', moments: [{ line: 2 }, { line: 6 }] },
      { id: 'jobs', moments: [{ line: 3 }, { line: 7 }] },
    ]);
  });

  it('loses no more than the line that a killed run had begun', async () => {
    const file = join(folder, 'run.jsonl');
    await writeFile(file, '{"kind":"plans","docu');

    await evaluateInto(file);

    const parsed = parseRecording(await readFile(file, 'utf8'));
    expect(parsed).toMatchObject({ status: 'invalid', problems: [{ line: 1 }] });
  });

  it('only passes evaluations on where there is no file', async () => {
    const { evaluations } = await evaluateInto(undefined);

    expect(evaluations).toHaveLength(2);
  });

  it.runIf(existsSync(FULL_DEVICE))('ends with one note where the disk is full', async () => {
    const { evaluations, notes } = await evaluateInto(FULL_DEVICE);

    expect(evaluations).toHaveLength(2);
    expect(notes).toMatchObject([
      { level: 'error', message: expect.stringMatching(/the recording ends here/) },
    ]);
  });
});
