/** @module The family of target types behind the port that an evaluation knows. */
import type { Family } from '../core/family.ts';
import type { Targets } from '../ports/targets.ts';
import type { AwsClients } from './aws/clients.ts';
import { answerByType, type OnBug } from './by-type.ts';
import { type TargetDriver, unavailable } from './target.ts';
import { targets } from './targets/index.ts';

/** Describes every type once, all types at the same time; applies one change at a time. */
export function familyTargets({
  clients,
  onBug,
  family = targets,
}: {
  readonly clients: AwsClients;
  readonly onBug: OnBug;
  readonly family?: Family<TargetDriver<{ readonly type: string }>, { readonly type: string }>;
}): Targets {
  return {
    describe: (specs) =>
      answerByType(
        specs,
        (type, ofType) => family.memberOf({ type }).describe(ofType, clients),
        (type, error) => {
          onBug(`target ${type}`, error);
          return unavailable('unavailable', `describing "${type}" failed: a bug, see the log`);
        },
      ),

    async apply(spec, change) {
      try {
        return await family.memberOf(spec).apply(spec, change, clients);
      } catch (error) {
        onBug(`target ${spec.type}`, error);
        return {
          status: 'failed',
          code: 'unavailable',
          because: `changing "${spec.type}" failed: a bug, see the log`,
        };
      }
    },
  };
}
