/** @module The past of the family of sources behind the port that a replay knows. */
import type { Family } from '../core/family.ts';
import type { Missing } from '../core/model.ts';
import type { SourceSpec } from '../core/plan.ts';
import type { MetricHistories, MetricHistory } from '../ports/metric-history.ts';
import type { AwsClients } from './aws/clients.ts';
import { type MetricSource, missing } from './source.ts';
import { sources } from './sources/index.ts';

/** Asks every source at the same time, and lets no value pass that no reading could have. */
export function familyHistories({
  clients,
  family = sources,
}: {
  readonly clients: AwsClients;
  readonly family?: Family<MetricSource<SourceSpec>, SourceSpec>;
}): MetricHistories {
  return {
    wholeOf: (spec) => family.memberOf(spec).history?.whole?.(spec),

    read: (specs, span) =>
      Promise.all(
        specs.map(async (spec) => {
          const source = family.memberOf(spec);
          if (source.history === undefined) {
            return missing('invalid', `a source of type "${spec.type}" keeps no past`);
          }
          const answer = await source.history.read(spec, clients, span);
          return trusted(answer, source.isSigned?.(spec) ?? false);
        }),
      ),
  };
}

function trusted(answer: MetricHistory | Missing, isSigned: boolean): MetricHistory | Missing {
  return answer.status === 'missing'
    ? answer
    : {
        ...answer,
        values: answer.values.filter(({ value, parts = {} }) =>
          [value, ...Object.values(parts)].every(
            (number) => Number.isFinite(number) && (isSigned || number >= 0),
          ),
        ),
      };
}
