/** @module What one look at a target tells its budget's ledger. */
import type { DescribedTarget, Snapshot } from '../model.ts';
import type { TargetPlan } from '../plan.ts';
import type { State } from '../state.ts';
import { type Instant, instant, later, seconds } from '../units.ts';
import { NOISE, rateOf } from './budget.ts';
import type { Ledger, Observation } from './ledger.ts';

/** How often a rate is written again although it is still the same. */
export const CONFIRM_EVERY = seconds(300);

/**
 * What was seen of a target: its units now, and what our own last change made of it, at the time of
 * that change; nothing where the ledger has that already, as a rate holds until the next. The units
 * are those asked for, or those that run where they are more: a unit is paid for from its launch,
 * not from when it works.
 */
export function seenCosts(
  {
    plan,
    snapshot: { target },
    state,
  }: { readonly plan: TargetPlan; readonly snapshot: Snapshot; readonly state: State },
  ledger: Ledger,
  now: Instant,
): readonly Observation[] {
  if (target.status === 'unavailable') {
    return [];
  }
  const account = ledger.targets[plan.id];
  const [newest, newestRate] = account?.seen.at(-1) ?? [];
  const at = (when: Instant, units: number): Observation => ({
    target: plan.id,
    at: when,
    rate: rateOf(plan.unit, units),
  });
  const { applied, intent } = state;
  const isMade = intent !== undefined && target.capacity === intent.to;
  const changes = [
    ...(applied === undefined ? [] : [applied]),
    ...(isMade ? [{ at: intent.at, capacity: intent.to }] : []),
  ];
  const made = changes
    .map((change) => ({ ...change, at: instant(change.at + AFTER_LOOKING_MS) }))
    .filter((change) => newest !== undefined && change.at > newest && change.at < now)
    .map((change) => at(change.at, change.capacity));
  const seen = at(now, billable(target));
  const isKnown =
    made.length === 0 &&
    account?.reserved === undefined &&
    newest !== undefined &&
    now >= newest &&
    now < later(newest, CONFIRM_EVERY) &&
    isSameRate(newestRate, seen.rate);
  return isKnown ? [] : [...made, seen];
}

/** Ledgers keep rates to the ninth digit. */
function isSameRate(one: number | undefined, other: number): boolean {
  return one !== undefined && Math.abs(one - other) < NOISE;
}

/** A change is made after the look that it was decided on, although both have the same time. */
const AFTER_LOOKING_MS = 1;

/** Units that are paid for: those asked for, or those that exist, whichever are more. */
function billable({ capacity, inService, pending }: DescribedTarget): number {
  return Math.max(capacity, inService + pending);
}
