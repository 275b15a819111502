/** @module The one target that a command is about. */
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { UsageError } from '../command.ts';

/** The target with this id, or the only one. Throws a UsageError that names those there are. */
export function chosenTarget(plans: readonly ScalingPlan[], id: unknown): ScalingPlan {
  const found =
    id === undefined && plans.length === 1 ? plans[0] : plans.find((plan) => plan.id === id);
  if (found === undefined) {
    throw new UsageError(
      `${id === undefined ? 'Say which target with --target' : `The plan has no target "${id}"`}: ` +
        `${plans.map((plan) => plan.id).join(', ')}.`,
    );
  }
  return found;
}
