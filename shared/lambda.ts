/** @module What all our Lambdas have in common, composed once. */
import middy from '@middy/core';
import { systemClock } from './adapters/system-clock.ts';
import { type Application, compose, type Ingredients } from './composition.ts';
import { deployedPlan } from './config/deployed-plan.ts';
import { type Environment, readEnvironment } from './config/environment.ts';
import { type LambdaJournal, lambdaJournal } from './observability/lambda-journal.ts';
import { writeLine } from './observability/write-line.ts';

/** What a function does with an event, given everything it needs. */
export type UseCase<Result, Made = Application> = (
  event: unknown,
  application: Made,
) => Promise<Result>;

/**
 * Lambda handlers around use cases that work with what `build` builds. That is built at the first
 * invocation and kept while the container lives; a failed start is tried again by the next
 * invocation. Errors are logged once and thrown on, so that retries, dead-letter queues and alarms
 * see them.
 */
export function lambdasOver<Made extends { readonly journal: LambdaJournal }>(
  build: (ingredients: Ingredients<LambdaJournal>) => Promise<Made>,
) {
  async function start(service: string, functionArn: string): Promise<Made> {
    const read = readEnvironment();
    const environment = { ...read, accountId: read.accountId ?? accountIn(functionArn) };
    const plans = await deployedPlan(environment.planFile);
    return build({ environment, plans, journal: journalOf(service, environment) });
  }

  return <Result>(service: string, useCase: UseCase<Result, Made>) => {
    let application: Promise<Made> | undefined;
    const started = (functionArn = ''): Promise<Made> => {
      application ??= start(service, functionArn).catch((error: unknown) => {
        application = undefined;
        throw error;
      });
      return application;
    };
    return middy<unknown, Result>()
      .use({
        after: async () => (await started()).journal.flush(),
        onError: async ({ error }) => {
          const { journal } = (await application) ?? { journal: journalOfFailedStart(service) };
          journal.noted('error', error?.message ?? 'The invocation failed.', {
            error: error?.name,
            stack: error?.stack,
          });
          journal.flush();
        },
      })
      .handler(async (event: unknown, { invokedFunctionArn }) =>
        useCase(event, await started(invokedFunctionArn)),
      );
  };
}

/** A Lambda handler around a use case that works with the whole application. */
export const lambda = /* @__PURE__ */ lambdasOver<Application<LambdaJournal>>(compose);

/** The account in a function's ARN; outside Lambda there is none. */
function accountIn(functionArn: string): string | undefined {
  return /^arn:[\w-]+:lambda:[^:]+:(\d{12}):/.exec(functionArn)?.[1];
}

function journalOf(
  service: string,
  { stage, logLevel }: Pick<Environment, 'stage' | 'logLevel'>,
): LambdaJournal {
  return lambdaJournal({ service, stage, level: logLevel, clock: systemClock, sink: writeLine });
}

/** The journal of a start that failed, perhaps because the environment is not usable. */
function journalOfFailedStart(service: string): LambdaJournal {
  return journalOf(service, { stage: 'unknown', logLevel: 'error' });
}
