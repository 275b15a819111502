/** @module Our policies and the peers' rules over a folder of traces, in the same worlds. */
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Tinypool } from 'tinypool';
import { whyUnread } from '../../shared/config/unread-file.ts';
import type { ComparedCase } from '../../shared/simulator/comparison.ts';
import { defineCommand, ExitCode, UsageError } from '../command.ts';
import { POSITIVE, requiredNumber, WHOLE } from '../options.ts';
import { progressBar } from '../progress.ts';
import {
  type ComparisonMethod,
  comparisonPage,
  withHandwritten,
} from '../simulation/comparison-page.ts';
import { type CellTable, comparisonTables } from '../simulation/comparison-tables.ts';
import type { ComparisonTask } from '../simulation/comparison-task.ts';
import { forecastErrors, type NamedLoad, unseasonalCosts } from '../simulation/forecast-tables.ts';
import { loadFile } from '../simulation/load-trace.ts';
import { table } from '../table.ts';
import { writeText } from '../text-file.ts';

/** The fixed grid: start-up in minutes and units at the 95th percentile of the load. */
const GRIDS: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  quick: [[3, 20]],
  standard: [
    [3, 20],
    [10, 20],
    [3, 5],
  ],
  full: [
    [1, 20],
    [3, 20],
    [10, 20],
    [1, 5],
    [3, 5],
    [10, 5],
  ],
};

export const compare = defineCommand({
  name: 'compare',
  summary: 'compare our policies with every baseline over a folder of traces',
  configure: (command) =>
    command
      .requiredOption('--traces <folder>', 'a folder of CSV or JSON traces')
      .option('--grid <name>', `cases per trace: ${Object.keys(GRIDS).join(', ')}`, 'standard')
      .option('--seeds <count>', 'worlds per case; more than one has start-up jitter', Number, 1)
      .option('--days <count>', 'use the newest days of longer traces', Number, 30)
      .option('--workers <count>', 'threads', Number, availableParallelism())
      .option('--markdown <file>', 'write the tables to a file'),

  async run({ options }, { print, signal }) {
    const method: ComparisonMethod = {
      grid: String(options['grid']),
      seeds: requiredNumber(options, 'seeds', POSITIVE),
      mostDays: requiredNumber(options, 'days', POSITIVE),
    };
    const tasks = await tasksOf(String(options['traces']), method);
    const cases = await compared(tasks, requiredNumber(options, 'workers', WHOLE), signal);
    if (typeof options['markdown'] === 'string') {
      const forecasts = [forecastErrors(await loadsOf(tasks)), unseasonalCosts()];
      const page = comparisonPage(cases, forecasts, method);
      await writeText(
        options['markdown'],
        withHandwritten(page, await textOf(options['markdown'])),
      );
    }
    print(
      options.json ? JSON.stringify({ cases }) : comparisonTables(cases).map(text).join('\n\n'),
    );
    return ExitCode.done;
  },
});

/** Every trace in every cell of the grid, the long ones first. */
async function tasksOf(
  folder: string,
  { grid, seeds, mostDays }: ComparisonMethod,
): Promise<readonly ComparisonTask[]> {
  const cells = GRIDS[grid];
  if (cells === undefined) {
    throw new UsageError(`--grid is one of ${Object.keys(GRIDS).join(', ')}.`);
  }
  const files = (await filesOf(folder)).filter((file) => /\.(csv|json)$/.test(file)).toSorted();
  if (files.length === 0) {
    throw new UsageError(`There is no CSV or JSON trace in "${folder}".`);
  }
  const sized = await Promise.all(
    files.map(async (file) => ({ file, size: (await stat(file)).size })),
  );
  return sized
    .toSorted((one, other) => other.size - one.size)
    .flatMap(({ file }) =>
      cells.map(([startUpMinutes, unitsAtP95]) => ({
        file,
        startUpMinutes,
        unitsAtP95,
        seeds,
        mostDays,
      })),
    );
}

async function filesOf(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).map((name) => join(folder, name));
  } catch (cause) {
    throw new UsageError(whyUnread(cause, { what: 'folder', file: folder }), { cause });
  }
}

/** What is in a file; nothing where there is none. */
async function textOf(file: string): Promise<string> {
  return existsSync(file) ? readFile(file, 'utf8') : '';
}

/** Every trace once, by name. */
async function loadsOf(tasks: readonly ComparisonTask[]): Promise<readonly NamedLoad[]> {
  const files = [...new Set(tasks.map(({ file }) => file))].toSorted();
  return Promise.all(
    files.map(async (file) => {
      const { name, load } = await loadFile(file);
      return { name, load };
    }),
  );
}

/** Runs the tasks on threads; the answers are in the order of traces and cells. */
async function compared(
  tasks: readonly ComparisonTask[],
  workers: number,
  signal: AbortSignal,
): Promise<readonly ComparedCase[]> {
  const pool = new Tinypool({
    filename: new URL('../simulation/comparison-worker.mjs', import.meta.url).href,
    minThreads: workers,
    maxThreads: workers,
  });
  signal.addEventListener('abort', () => void pool.destroy(), { once: true });
  const progress = progressBar(process.stderr, () => performance.now());
  let done = 0;
  try {
    const cases = await Promise.all(
      tasks.map(async (task): Promise<ComparedCase> => {
        const answer: ComparedCase = await pool.run(task);
        done += 1;
        progress.show(done / tasks.length, answer.trace);
        return answer;
      }),
    );
    return cases.toSorted(
      (one, other) =>
        one.trace.localeCompare(other.trace) ||
        one.startUpMinutes - other.startUpMinutes ||
        other.unitsAtP95 - one.unitsAtP95,
    );
  } finally {
    progress.end();
    await pool.destroy();
  }
}

function text({ title, headings, rows }: CellTable): string {
  return `${title}\n${table(headings, rows)}`;
}
