/** @module The family of sources behind the port that an evaluation knows. */
import type { Family } from '../core/family.ts';
import type { Missing, Reading } from '../core/model.ts';
import type { SourceSpec } from '../core/plan.ts';
import { formatDuration, sayDuration } from '../core/quantity.ts';
import { elapsed, type Instant } from '../core/units.ts';
import type { Sources } from '../ports/sources.ts';
import type { AwsClients } from './aws/clients.ts';
import { answerByType, type OnBug } from './by-type.ts';
import { type MetricSource, missing } from './source.ts';
import { sources } from './sources/index.ts';

/**
 * Reads every type once, all types at the same time, and lets nothing pass that is no measurement
 * of now: a value that is old, no finite number, or negative where its source cannot be.
 */
export function familySources({
  clients,
  onBug,
  family = sources,
}: {
  readonly clients: AwsClients;
  readonly onBug: OnBug;
  readonly family?: Family<MetricSource<SourceSpec>, SourceSpec>;
}): Sources {
  return {
    read: (specs, now) =>
      answerByType(
        specs,
        async (type, ofType) => {
          const source = family.memberOf({ type });
          const answers = await source.read(ofType, clients, { now });
          return answers.map((answer, index) => {
            const spec = ofType[index];
            return spec === undefined
              ? answer
              : trusted(answer, { spec, isSigned: source.isSigned?.(spec) ?? false, now });
          });
        },
        (type, error) => {
          onBug(`source ${type}`, error);
          return missing('unavailable', `reading "${type}" failed: a bug, see the log`);
        },
      ),
  };
}

function trusted(
  answer: Reading | Missing,
  {
    spec,
    isSigned,
    now,
  }: { readonly spec: SourceSpec; readonly isSigned: boolean; readonly now: Instant },
): Reading | Missing {
  if (answer.status === 'missing') {
    return answer;
  }
  const numbers = [answer.value, ...Object.values(answer.parts ?? {})];
  const odd = numbers.find((number) => !(Number.isFinite(number) && (isSigned || number >= 0)));
  if (odd !== undefined) {
    return missing('not-a-number', `the value is ${odd}`);
  }
  const age = elapsed({ from: answer.at, to: now });
  return age > spec.maxAge
    ? missing(
        'stale',
        `the newest value is ${sayDuration(age)} old, ` +
          `more than ${formatDuration(spec.maxAge)}`,
      )
    : answer;
}
