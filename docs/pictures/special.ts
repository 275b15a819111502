/** @module What only one policy has, read from its decisions. */
import { meanScore, type Scored, scoreOf } from '../../shared/core/weighted-score.ts';
import type { Observed } from './observed.ts';
import { readingsOf } from './panels.ts';
import type { Band } from './svg.ts';

/** The urgency that a composite score saw, look by look. */
export function scoresOf(observed: Observed): Float64Array {
  const spec = observed.plan.policies.find((policy) => policy.type === 'composite-score');
  if (spec?.type !== 'composite-score') {
    throw new Error('There is no composite score in this plan.');
  }
  const values = spec.signals.map(({ source }) => readingsOf(observed, source));
  return new Float64Array(observed.steps).map((_, step) => {
    const scored: readonly Scored[] = spec.signals.map((signal, index) =>
      scoreOf(signal, values[index]?.[step] ?? Number.NaN),
    );
    return meanScore(scored, 'urgency', spec.signals);
  });
}

/** What an adaptive threshold calls usual, as its answers tell, look by look. */
export function usualBand({ plan, decisions }: Observed): Band {
  const index = plan.policies.findIndex(({ type }) => type === 'adaptive-threshold');
  const told = decisions.map(({ recommendations }) =>
    /from ([\d.]+) to ([\d.]+) is usual/.exec(recommendations[index]?.because ?? ''),
  );
  const series = (group: 1 | 2) => Float64Array.from(told, (found) => Number(found?.[group]));
  return { label: 'usual', role: 'forecast', lower: series(1), upper: series(2) };
}
