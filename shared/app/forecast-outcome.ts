/** @module What became of the forecasts that were asked for, told to the journal and the caller. */
import { round } from '../core/quantity.ts';
import type { Journal } from '../ports/journal.ts';
import type { ForecastAnswer, NoForecastCode } from './foretold.ts';

/** What became of one policy's forecast. */
export type ForecastOutcome = { readonly target: string; readonly policy: string } & (
  | { readonly status: 'made'; readonly skill: number }
  | { readonly status: 'not-made'; readonly code: NoForecastCode; readonly because: string }
);

/** Some forecasts failed that should not have: the ones before hold for some hours. */
export class ForecastsFailedError extends Error {
  override readonly name = 'ForecastsFailedError';
  readonly targets: readonly string[];

  constructor(failures: readonly (ForecastOutcome & { readonly status: 'not-made' })[]) {
    super(
      failures
        .map(({ target, policy, code }) => `${target} has no new forecast for ${policy}: ${code}`)
        .join('\n'),
    );
    this.targets = [...new Set(failures.map(({ target }) => target))];
  }
}

/** Reasons that nobody need act on: waiting or the plan itself explains them. */
const EXPECTED: ReadonlySet<NoForecastCode> = new Set([
  'no-load',
  'too-short',
  'empty',
  'outdated',
]);

/** The outcomes, each that is not well noted. Throws a ForecastsFailedError where some failed. */
export function reported(
  answers: readonly ForecastAnswer[],
  journal: Journal,
): readonly ForecastOutcome[] {
  const outcomes = answers.map(outcomeOf);
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'not-made' ? [outcome] : []));
  for (const { target, policy, code, because } of failures) {
    const level = code === 'bug' ? 'error' : EXPECTED.has(code) ? 'info' : 'warn';
    journal.noted(level, `${target}: no forecast for ${policy} (${code}): ${because}`, {
      target,
      policy,
      code,
    });
  }
  journal.noted('info', `made ${outcomes.length - failures.length} forecasts`, {
    made: outcomes.length - failures.length,
    notMade: failures.length,
  });
  const faults = failures.filter(({ code }) => !EXPECTED.has(code));
  if (faults.length > 0) {
    throw new ForecastsFailedError(faults);
  }
  return outcomes;
}

function outcomeOf(answer: ForecastAnswer): ForecastOutcome {
  const { target, policy } = answer.wish;
  return 'forecast' in answer
    ? { target, policy, status: 'made', skill: round(answer.forecast.skill) }
    : { target, policy, status: 'not-made', code: answer.code, because: answer.because };
}
