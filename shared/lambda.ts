/** @module What all our Lambdas have in common, composed once. */
import middy from '@middy/core';
import { systemClock } from './adapters/system-clock.ts';
import { type Application, compose } from './composition.ts';
import { deployedPlan } from './config/deployed-plan.ts';
import { type Environment, readEnvironment } from './config/environment.ts';
import { type LambdaJournal, lambdaJournal } from './observability/lambda-journal.ts';
import { writeLine } from './observability/write-line.ts';

/** What a function does with an event, given everything it needs. */
export type UseCase<Result> = (event: unknown, application: Application) => Promise<Result>;

/**
 * A Lambda handler around a use case. What it needs is built at the first invocation and kept
 * while the container lives; a failed start is tried again by the next invocation. Errors are
 * logged once and thrown on, so that retries, dead-letter queues and alarms see them.
 */
export function lambda<Result>(service: string, useCase: UseCase<Result>) {
  let application: Promise<Application<LambdaJournal>> | undefined;
  const started = (): Promise<Application<LambdaJournal>> => {
    application ??= start(service).catch((error: unknown) => {
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
    .handler(async (event: unknown) => useCase(event, await started()));
}

async function start(service: string): Promise<Application<LambdaJournal>> {
  const environment = readEnvironment();
  const plans = await deployedPlan(environment.planFile);
  return compose({ environment, plans, journal: journalOf(service, environment) });
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
