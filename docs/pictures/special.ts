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

/** What an adaptive threshold calls usual: the edges of its answers, look by look. */
export function usualBand({ plan, decisions }: Observed): Band {
  const index = plan.policies.findIndex(({ type }) => type === 'adaptive-threshold');
  const upper = new Float64Array(decisions.length).fill(Number.NaN);
  const lower = upper.slice();
  decisions.forEach(({ recommendations }, step) => {
    const report = recommendations[index];
    const edge = report?.status === 'recommended' ? report.edge : undefined;
    // Where a value is unusual its edge is that of what is usual.
    const isHigh = edge?.above === undefined;
    const isLow = edge?.below === undefined;
    upper[step] = (isHigh ? edge?.below : isLow ? upper[step - 1] : edge?.above) ?? Number.NaN;
    lower[step] = (isLow ? edge?.above : isHigh ? lower[step - 1] : edge?.below) ?? Number.NaN;
  });
  return { label: 'usual', role: 'forecast', lower, upper };
}
