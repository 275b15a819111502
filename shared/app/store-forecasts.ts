/** @module What was foretold on its way to the store, each target by itself. */
import pLimit from 'p-limit';
import type { ForecastStore, TargetForecasts } from '../ports/forecast-store.ts';
import { StoreUnavailableError } from '../ports/state-store.ts';
import type { ForecastAnswer, NoForecastCode } from './foretold.ts';

/** Writes to the table under way at once. */
const SAVES_AT_ONCE = 10;

/**
 * Stores what was made beside what is kept of each target, and keeps that in mind. What was not
 * stored is not there: its answer says why.
 */
export async function storeForecasts(
  answers: readonly ForecastAnswer[],
  kept: Map<string, TargetForecasts>,
  forecasts: ForecastStore,
): Promise<readonly ForecastAnswer[]> {
  const fresh = new Map<string, TargetForecasts>();
  for (const answer of answers) {
    if ('forecast' in answer) {
      const { target, policy } = answer.wish;
      fresh.set(target, { ...fresh.get(target), [policy]: answer.forecast });
    }
  }
  const oneOf = pLimit(SAVES_AT_ONCE);
  const failures = new Map<string, Failure>();
  await Promise.all(
    [...fresh].map(([target, ofTarget]) =>
      oneOf(async () => {
        const all = { ...kept.get(target), ...ofTarget };
        const failure = await failureOf(() => forecasts.save(target, all));
        if (failure === undefined) {
          kept.set(target, all);
        } else {
          failures.set(target, failure);
        }
      }),
    ),
  );
  return answers.map((answer) => {
    const failure = failures.get(answer.wish.target);
    return failure === undefined || 'code' in answer ? answer : { wish: answer.wish, ...failure };
  });
}

interface Failure {
  readonly code: NoForecastCode;
  readonly because: string;
}

/** Undefined where it was stored. */
async function failureOf(save: () => Promise<'saved' | 'outdated'>): Promise<Failure | undefined> {
  try {
    return (await save()) === 'saved'
      ? undefined
      : { code: 'outdated', because: 'a newer one was stored meanwhile' };
  } catch (error) {
    return error instanceof StoreUnavailableError
      ? { code: 'store-unavailable', because: error.message }
      : { code: 'bug', because: error instanceof Error ? `${error.stack}` : String(error) };
  }
}
