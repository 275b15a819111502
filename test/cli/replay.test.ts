import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandContext } from '../../cli/command.ts';
import { replayCommand } from '../../cli/commands/replay.ts';
import { main } from '../../cli/main.ts';
import { seconds } from '../../shared/core/units.ts';
import type { MetricHistories } from '../../shared/ports/metric-history.ts';
import { inMemoryApplication } from '../support/application.ts';
import { at, missing } from '../support/builders.ts';
import { plansOf, planText, recordedLines } from './replay/recordings.ts';

let folder = '';
const file = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidegate-replay-'));
  await writeFile(file('plan.yml'), planText());
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A command line with the in-memory application; what it printed and complained of. */
function terminal(application = inMemoryApplication(plansOf())) {
  const printed: string[] = [];
  const complained: string[] = [];
  const context: CommandContext = {
    environment: {
      table: 'none',
      evaluationQueueUrl: undefined,
      stage: 'test',
      planFile: file('plan.yml'),
      logLevel: 'info',
    },
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
    open: async () => application,
    signal: new AbortController().signal,
  };
  const tidegate = (...words: readonly string[]) => main(words, context);
  return { tidegate, context, printed, complained, application };
}

async function recording(minutes: number, name = 'recording.jsonl'): Promise<readonly string[]> {
  const lines = await recordedLines(plansOf(), { minutes });
  await writeFile(file(name), `${lines.join('\n')}\n`);
  return lines;
}

describe('tidegate replay', () => {
  it('proves what `tidegate start` recorded, store and worlds included', async () => {
    const { tidegate, printed, complained } = terminal();

    const started = await tidegate(
      'start',
      ...['--minutes', '180', '--speed', '1000000', '--record', file('run.jsonl')],
    );
    printed.length = 0;
    const replayed = await tidegate('replay', file('run.jsonl'));

    expect({ started, replayed, complained }).toEqual({ started: 0, replayed: 0, complained: [] });
    expect(printed.join('\n')).toMatch(/^web: 181 evaluations, .*\n {2}181 of 181 decisions come/);
    expect(printed.join('\n')).toMatch(/\njobs: 361 evaluations, .*\n {2}361 of 361 decisions/);
  });

  it('proves what `tidegate run` recorded, over several starts', async () => {
    const { tidegate, printed, application } = terminal();
    application.read('web', 'requests', 1700);

    await tidegate('run', '--once', '--record', file('run.jsonl'));
    application.pass(60);
    await tidegate('run', '--once', '--record', file('run.jsonl'));
    const code = await tidegate('replay', file('run.jsonl'), '--target', 'web');

    expect(code).toBe(0);
    expect(printed.at(-1)).toBe('  2 of 2 decisions come out the same, byte for byte');
  });

  it('fails where a decision comes out otherwise, and shows both', async () => {
    const lines = await recording(60);
    await writeFile(
      file('changed.jsonl'),
      lines.join('\n').replace('"target":1000', '"target":1200'),
    );
    const { tidegate, printed } = terminal();

    expect(await tidegate('replay', file('changed.jsonl'), '--target', 'web')).toBe(1);
    expect(printed.join('\n')).toMatch(/the first other one is in line \d+, at 2026-/);
    expect(printed.join('\n')).toMatch(/recorded {2}target-tracking .* for a target of 1000/);
    expect(printed.join('\n')).toMatch(/replayed {2}target-tracking .* for a target of 1200/);
  });

  it('says what another plan would have done', async () => {
    await recording(240);
    await writeFile(file('other.yml'), planText({ target: 500 }));
    const { tidegate, printed } = terminal();

    const code = await tidegate('replay', file('recording.jsonl'), '--plan', file('other.yml'));

    const text = printed.join('\n');
    expect(code).toBe(0);
    expect(text).toMatch(/web: 240 evaluations/);
    expect(text).toMatch(/it wants another capacity in \d+ of 240/);
    expect(text).toMatch(/cost, USD/);
    // The other target's plan is the one that was recorded: there is nothing to compare.
    expect(text.slice(text.indexOf('jobs:'))).not.toMatch(/wants another|cost/);
  });

  it('prints it all as JSON', async () => {
    await recording(120);
    await writeFile(file('other.yml'), planText({ target: 500 }));
    const { tidegate, printed } = terminal();

    await tidegate(
      'replay',
      file('recording.jsonl'),
      ...['--target', 'web', '--plan', file('other.yml'), '--json'],
    );

    expect(JSON.parse(printed.join('\n'))).toMatchObject({
      targets: [
        {
          target: 'web',
          proof: { decisions: 120, identical: 120, first: null },
          openLoop: { evaluations: 120, disagreements: expect.any(Array) },
          closedLoop: { status: 'simulated', assumptions: expect.any(Array) },
        },
      ],
    });
  });

  it.each([
    { name: 'empty', text: '', message: /bad\.jsonl:1 the recording holds no evaluation/ },
    { name: 'no recording', text: 'timestamp,value\n1,2\n', message: /bad\.jsonl:1 is not JSON/ },
  ])('refuses a file that is $name', async ({ text, message }) => {
    await writeFile(file('bad.jsonl'), text);
    const { tidegate, printed, complained } = terminal();

    expect(await tidegate('replay', file('bad.jsonl'))).toBe(2);
    expect(complained.join('\n')).toMatch(message);
    expect(printed).toEqual([]);
  });

  it('names every line of a file that is damaged', async () => {
    const lines = await recording(10);
    const damaged = lines.map((line, index) => (index % 9 === 4 ? line.slice(0, 99) : line));
    await writeFile(file('bad.jsonl'), damaged.join('\n'));
    const { tidegate, complained } = terminal();

    expect(await tidegate('replay', file('bad.jsonl'))).toBe(2);
    expect(complained.join('\n').match(/bad\.jsonl:\d+ is not JSON/g)).toHaveLength(3);
  });

  it.each([
    { name: 'a file that is not there', words: ['nothing.jsonl'], message: /no recording at/ },
    {
      name: 'a target that was not recorded',
      words: ['recording.jsonl', '--target', 'shop'],
      message: /no target "shop". It has: web, jobs/,
    },
    {
      name: 'a plan without the target',
      words: ['recording.jsonl', '--plan', 'less.yml'],
      message: /less\.yml" has no target "jobs", which was recorded/,
    },
  ])('refuses $name', async ({ words: [recorded = '', ...words], message }) => {
    await recording(10);
    await writeFile(file('less.yml'), planText().replace(/\n {2}jobs:[\s\S]*/, '\n'));
    const { tidegate, complained } = terminal();

    const code = await tidegate(
      'replay',
      file(recorded),
      ...words.map((word) => (word.endsWith('.yml') ? file(word) : word)),
    );

    expect(code).toBe(2);
    expect(complained.join('\n')).toMatch(message);
  });

  it('refuses to record where nothing can be written', async () => {
    const { tidegate, complained, application } = terminal();

    expect(await tidegate('run', '--once', '--record', file('no/such/folder'))).toBe(2);
    expect(complained.join('\n')).toMatch(/cannot be opened for writing/);
    expect(application.evaluations).toEqual([]);
  });
});

describe('tidegate replay --download', () => {
  const histories: MetricHistories = {
    wholeOf: (spec) => spec,
    read: async (specs, { from, to }) =>
      specs.map(({ type }) =>
        type === 'sqs-queue'
          ? missing('access-denied')
          : {
              status: 'kept',
              unit: 'requests',
              period: seconds(60),
              delay: seconds(60),
              values: Array.from({ length: (to - from) / 60_000 }, (_, minute) => ({
                at: at((from - at(0)) / 1000 + minute * 60),
                value: 900 + 200 * Math.sin(minute / 40),
              })),
            },
      ),
  };

  async function downloaded(given: Readonly<Record<string, unknown>> = {}) {
    const { context, printed, application, tidegate } = terminal();
    application.describe('web', 4);
    const options = {
      json: false,
      plan: file('plan.yml'),
      download: true,
      from: '6h',
      to: '0h',
      ...given,
    };
    const code = await replayCommand(async () => histories).run(
      { args: [file('real.jsonl')], options },
      context,
    );
    return { code, printed, tidegate };
  }

  it('makes a recording of which another plan can be asked', async () => {
    const { code, printed, tidegate } = await downloaded();
    const told = printed.splice(0).join('\n');
    await writeFile(file('other.yml'), planText({ target: 700 }));

    const replayed = await tidegate(
      'replay',
      file('real.jsonl'),
      ...['--target', 'web', '--plan', file('other.yml')],
    );

    expect({ code, replayed }).toEqual({ code: 0, replayed: 0 });
    expect(told).toMatch(/web: 360 observations in .*real\.jsonl/);
    expect(told).toMatch(/jobs: .*\n {2}lacks queue \(access-denied\)/);
    expect(told).toMatch(/nobody knows any more:\n {2}- /);
    expect(printed.join('\n')).toMatch(/nothing to prove/);
    expect(printed.join('\n')).toMatch(/it wants another capacity in [1-9]\d* of 360/);
    expect(printed.join('\n')).toMatch(/cost, USD/);
  });

  it('does not write over what is there', async () => {
    await writeFile(file('real.jsonl'), 'evidence');

    await expect(downloaded()).rejects.toThrow(/exists already/);
    expect(await readFile(file('real.jsonl'), 'utf8')).toBe('evidence');
  });

  it.each([
    { from: '6h', to: '6h' },
    { from: '6h', to: 'now' },
    { from: '0h', to: '0h' },
    { target: 'shop' },
  ])('refuses %o', async (given) => {
    await expect(downloaded(given)).rejects.toThrow(/--to needs|--from needs|no target "shop"/);
  });
});
