/** @module A command line without a terminal: what is printed is kept. */
import type { CommandContext, ExitCode } from '../../cli/command.ts';
import { main } from '../../cli/main.ts';
import type { Application } from '../../shared/composition.ts';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import { inMemoryApplication } from './application.ts';

/** The plan that is deployed, as a path. */
export const TIDEGATE_PLAN = new URL('../../tidegate.yml', import.meta.url).pathname;

/** A command line, and what it printed so far. */
export interface Terminal {
  tidegate(...words: readonly string[]): Promise<ExitCode>;
  /** Lines on standard output. */
  readonly printed: readonly string[];
  /** Lines on standard error. */
  readonly complained: readonly string[];
  /** Standard output as one JSON value. */
  json(): unknown;
  /** Asks the command to stop, as Ctrl-C does. */
  stop(): void;
}

/**
 * A command line over an application, or over one that cannot be had; without either, over the plan
 * it names, in memory.
 */
export function terminal(
  given: {
    readonly application?: Application;
    readonly failure?: Error;
    readonly planFile?: string;
  } = {},
): Terminal {
  const printed: string[] = [];
  const complained: string[] = [];
  const stop = new AbortController();
  const context: CommandContext = {
    environment: {
      table: 'tidegate-test',
      evaluationQueueUrl: undefined,
      stage: 'test',
      planFile: given.planFile ?? TIDEGATE_PLAN,
      logLevel: 'info',
    },
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
    open: async (planFile) => {
      if (given.failure !== undefined) {
        throw given.failure;
      }
      return given.application ?? inMemoryApplication(await deployedPlan(planFile));
    },
    signal: stop.signal,
  };
  return {
    tidegate: (...words) => main(words, context),
    printed,
    complained,
    json: () => JSON.parse(printed.join('\n')),
    stop: () => stop.abort(),
  };
}
