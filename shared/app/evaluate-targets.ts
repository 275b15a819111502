/** @module One evaluation of a batch of targets: measure, decide, carry out. */
import pLimit from 'p-limit';
import { called } from '../core/calm.ts';
import type { Notice } from '../core/notice.ts';
import type { ScalingPlan } from '../core/plan.ts';
import type { Instant } from '../core/units.ts';
import { type ActingPorts, type CarriedOut, carryOut } from './carry-out.ts';
import { type DecidingPorts, decideBatch, NOT_DECIDED } from './decide-batch.ts';
import type { Evaluation } from './evaluation.ts';
import { type LookingPorts, lookAtTargets } from './look-at-targets.ts';
import { type TellingPorts, tellPeople } from './tell-people.ts';

/** What an evaluation needs from outside. */
export interface EvaluationPorts extends ActingPorts, DecidingPorts, TellingPorts, LookingPorts {}

/** How targets are evaluated. */
export interface EvaluationOptions {
  /** Nothing is written and nothing moved. */
  readonly isDryRun?: boolean;
  /** The tick that asks for it: calm targets that rest in it are passed over. */
  readonly tick?: Instant;
  /** An alarm asks for it: those that rest are looked at in the next ticks too. */
  readonly isCall?: boolean;
}

/** Targets acted on at once: AWS's control APIs share one small bucket per account and region. */
const ACTIONS_AT_ONCE = 10;

/** Some targets could not be evaluated, because of a bug or a state that cannot be read. */
export class UnevaluatedTargetsError extends Error {
  override readonly name = 'UnevaluatedTargetsError';
  readonly targets: readonly string[];

  constructor(failures: readonly { readonly target: string; readonly error: unknown }[]) {
    super(
      failures
        .map(({ target, error }) => `${target} could not be evaluated: ${messageOf(error)}`)
        .join('\n'),
      { cause: failures[0]?.error },
    );
    this.targets = failures.map(({ target }) => target);
  }
}

/**
 * Evaluates a batch: one read of all states, one call per source type and target type, then every
 * target by itself. What goes wrong with one target is its own: it holds, the others go on. A calm
 * target that rests in the tick has no evaluation.
 * Throws a StoreUnavailableError when the states cannot be read: then nothing is known, and nothing
 * is done. Throws an UnevaluatedTargetsError where single targets failed, once all others are done.
 */
export async function evaluateTargets(
  plans: readonly ScalingPlan[],
  ports: EvaluationPorts,
  { isDryRun = false, isCall = false, tick }: EvaluationOptions = {},
): Promise<readonly Evaluation[]> {
  if (plans.length === 0) {
    return [];
  }
  const now = ports.clock.now();
  const looked = await lookAtTargets(plans, ports, { now, tick });
  const found = looked.flatMap((each) => ('error' in each ? [] : [each]));
  const given = isCall ? found.map((each) => ({ ...each, state: called(each.state) })) : found;
  const { decided, notices: ofBudgets } = await decideBatch(given, ports, { now, isDryRun });
  const answers = new Map(
    found.map((each, index) => [each, { answer: decided[index], state: given[index]?.state }]),
  );
  const oneOf = pLimit(ACTIONS_AT_ONCE);
  const notices: Notice[] = [...ofBudgets];
  const settled = await Promise.allSettled(
    looked.map((each) =>
      oneOf(async () => {
        if ('error' in each) {
          throw each.error;
        }
        const { answer = NOT_DECIDED, state = each.state } = answers.get(each) ?? {};
        if ('error' in answer) {
          throw answer.error;
        }
        const { decision, snapshot } = answer;
        const { outcome, notices: told } = isDryRun
          ? NOT_CARRIED_OUT
          : await carryOut(decision, each.plan, each.state, ports);
        notices.push(...told);
        const evaluation: Evaluation = { decision, outcome, isDryRun };
        ports.journal.evaluated(evaluation, { snapshot, state });
        return evaluation;
      }),
    ),
  );
  await tellPeople(notices, ports);
  const failures = settled.flatMap((each, index) =>
    each.status === 'rejected'
      ? [{ target: looked[index]?.plan.id ?? '', error: each.reason }]
      : [],
  );
  if (failures.length > 0) {
    throw new UnevaluatedTargetsError(failures);
  }
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

const NOT_CARRIED_OUT: CarriedOut = { outcome: { status: 'unchanged' }, notices: [] };

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
