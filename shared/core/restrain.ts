/** @module How the limits narrow a proposal, one after the other. */
import type { LimitContext, Proposal, Restraint } from './limit.ts';
import { limits } from './limits/index.ts';
import type { Step } from './model.ts';
import type { LimitSettings } from './plan.ts';
import { type State, withMemory } from './state.ts';

/** A step, by a limit of ours. */
export type LimitStep = Step & { readonly by: (typeof limits.names)[number] };

/** What the limits leave of a proposal. */
export interface Restrained {
  readonly proposal: Proposal;
  /** Every limit that changed the proposal or remarked on it, in order. */
  readonly steps: readonly LimitStep[];
  /** The last limit that changed the proposal. */
  readonly binding: LimitStep | undefined;
  /** What the limits remember now; the same object when nothing is new. */
  readonly memories: State['limits'];
}

/** The limits in one shape, as they are looked at for every decision: many shapes take longer. */
const CHAIN = limits.members.map(({ name, restrain, observe, memory }) => ({
  name,
  restrain,
  observe,
  remembers: memory !== undefined,
}));

/**
 * Passes a proposal through the limits in their order. Each is shown the memory of before and what
 * the limits ahead of it left; what it observes is remembered for the next evaluation.
 */
export function restrain(
  wanted: Proposal,
  context: LimitContext<LimitSettings>,
  state: State,
): Restrained {
  const before: Readonly<Record<string, unknown>> = state.limits;
  const steps: LimitStep[] = [];
  let binding: LimitStep | undefined;
  let memories = state.limits;
  let proposal = wanted;
  let isFinal = false;
  for (const limit of CHAIN) {
    const memory = limit.remembers ? before[limit.name] : undefined;
    const seen = proposal;
    const restraint: Restraint | undefined = isFinal
      ? undefined
      : limit.restrain(proposal, context, memory);
    if (restraint !== undefined && (restraint.to !== proposal.to || restraint.final === true)) {
      binding = stepOf(limit.name, proposal, restraint);
      steps.push(binding);
      proposal = { to: restraint.to };
      isFinal = restraint.final === true;
    } else if (restraint?.isRemark === true) {
      steps.push(stepOf(limit.name, proposal, restraint));
    }
    if (limit.observe !== undefined) {
      memories = withMemory(memories, limit.name, limit.observe(seen, context, memory));
    }
  }
  return { proposal, steps, binding, memories };
}

function stepOf(
  by: LimitStep['by'],
  { to: from }: Proposal,
  { to, because, until }: Restraint,
): LimitStep {
  const step = { by, from, to, because };
  return until === undefined ? step : { ...step, until };
}
