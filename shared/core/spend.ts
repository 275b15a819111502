/** @module Decisions of targets that share a budget, one after the other, from one ledger. */
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import type { Interpreters } from './lua.ts';
import type { Allowance, Snapshot } from './model.ts';
import { allowanceOf } from './money/allowance.ts';
import { type Budget, type BudgetMember, ORDINARY_PRIORITY, rateOf } from './money/budget.ts';
import { type BudgetEvent, climb } from './money/ladder.ts';
import { type Ledger, observe, reserve, totalRate, want, withMembers } from './money/ledger.ts';
import { type Standing, standingOf, withRate } from './money/levels.ts';
import { CONFIRM_EVERY, seenCosts } from './money/seen-costs.ts';
import type { TargetPlan } from './plan.ts';
import type { State } from './state.ts';
import { type Capacity, type Instant, later } from './units.ts';

/** A target of a budget as it was found. */
export interface Spender {
  readonly plan: TargetPlan;
  readonly snapshot: Snapshot;
  readonly state: State;
}

/** What was decided for a target, from what; or the bug that kept it from a decision. */
export type SpenderDecision =
  | { readonly snapshot: Snapshot; readonly decision: Decision }
  | { readonly error: unknown };

/** What a budget's targets came to. The decisions hold only once the ledger is written. */
export interface Spending {
  readonly ledger: Ledger;
  readonly standing: Standing;
  readonly events: readonly BudgetEvent[];
  /** In the order of the spenders. */
  readonly decided: readonly SpenderDecision[];
}

/**
 * Counts what the targets cost, goes up or down the budget's ladder, and decides for each target
 * what the budget lets it have: more important ones first, then the one that costs least. What one
 * is to get is reserved in the ledger before the next is asked.
 */
export function spend(
  budget: Budget,
  before: Ledger,
  spenders: readonly Spender[],
  now: Instant,
  interpreters?: Interpreters,
): Spending {
  let ledger = withMembers(before, budget, now);
  for (const spender of spenders) {
    for (const observation of seenCosts(spender, before, now)) {
      ledger = observe(ledger, observation);
    }
  }
  let standing = standingOf(budget, ledger, now);
  const { memory, events } = climb(budget, standing, ledger.ladder);
  ledger = { ...ledger, ladder: memory };
  const free: Allowance = { status: 'known', budget: budget.name, rate: standing.rate };
  const attempt = ({ snapshot, plan, state }: Spender, allowance: Allowance): SpenderDecision => {
    const given = { ...snapshot, allowance };
    try {
      return { snapshot: given, decision: decide(given, plan, state, now, interpreters) };
    } catch (error) {
      return { error };
    }
  };

  const wishes = new Map<Spender, number>();
  if (memory.shed !== undefined || canBeTight(budget, standing)) {
    for (const spender of spenders) {
      const wish = wishOf(attempt(spender, free), spender);
      wishes.set(spender, wish);
      ledger = want(ledger, spender.plan.id, wish);
    }
  }
  const decided = new Map<Spender, SpenderDecision>();
  for (const spender of inOrder(spenders)) {
    const { plan } = spender;
    const member = memberOf(budget, plan);
    const allowance =
      member === undefined ? free : allowanceOf({ budget, ledger, standing }, member);
    const result = attempt(spender, allowance);
    decided.set(spender, result);
    const to = 'error' in result ? null : result.decision.to;
    if (to !== null && isGrowth(result) && plan.mode === 'live') {
      const rate = costOf(plan, to);
      ledger = reserve(ledger, { target: plan.id, at: now, rate });
      standing = withRate(standing, totalRate(ledger));
    }
    const wish = wishes.get(spender) ?? 0;
    const isRefused = to !== null && plan.mode === 'live' && wish > costOf(plan, to);
    ledger = want(ledger, plan.id, isRefused ? wish : undefined);
  }
  return {
    ledger,
    standing,
    events,
    decided: spenders.map((spender) => decided.get(spender) ?? NOT_ASKED),
  };
}

const NOT_ASKED: SpenderDecision = { error: new Error('it was not asked') };

/** What a target's decisions are while the ledger does not answer. */
export function withoutLedger(budget: Budget, detail: string): Allowance {
  const isHard = Object.entries(budget.limits).some(
    ([period, limit]) => limit !== undefined && !budget.soft.some((each) => each === period),
  );
  return { status: 'unknown', budget: budget.name, isHard, detail };
}

/**
 * Whether a ledger has something that must be remembered: another rate, a reservation, a wish, a
 * rung of the ladder. Where nothing is new it is written every five minutes only: a rate holds
 * until the next one is seen.
 */
export function isWorthWriting(before: Ledger, after: Ledger, now: Instant): boolean {
  if (
    before.writtenAt === undefined ||
    now >= later(before.writtenAt, CONFIRM_EVERY) ||
    before.ladder !== after.ladder ||
    before.bills !== after.bills
  ) {
    return true;
  }
  const known = Object.keys(before.targets);
  return (
    known.some((target) => after.targets[target] === undefined) ||
    Object.entries(after.targets).some(([target, account]) => {
      const was = before.targets[target];
      const [newest, rate] = was?.seen.at(-1) ?? NEVER;
      return (
        was === undefined ||
        account.wanted !== was.wanted ||
        account.reserved !== was.reserved ||
        account.seen.some(([at, other]) =>
          at > newest ? other !== rate : !was.seen.some(([when]) => when === at),
        )
      );
    })
  );
}

const NEVER = [Number.NEGATIVE_INFINITY, 0] as const;

/** USD per hour of so many units. */
function costOf({ unit }: TargetPlan, units: number): number {
  return rateOf(unit, units);
}

function memberOf({ members }: Budget, { id }: TargetPlan): BudgetMember | undefined {
  return members.find((member) => member.id === id);
}

/** Whether all members at their maximum would be more than some cap leaves. */
function canBeTight({ members }: Budget, { levels }: Standing): boolean {
  const most = members.reduce((sum, { max, unit }) => sum + rateOf(unit, max), 0);
  return levels.some(({ mostRate }) => most > mostRate);
}

/** USD per hour of what a target would have if money were no matter. */
function wishOf(result: SpenderDecision, { plan }: Spender): number {
  const to: Capacity | null = 'error' in result ? null : result.decision.to;
  return to === null || plan.mode !== 'live' ? 0 : costOf(plan, to);
}

function isGrowth(result: SpenderDecision): boolean {
  return !('error' in result) && result.decision.action === 'scale-out';
}

/** More important first; among equals the one that costs least; else as they stand in the plan. */
function inOrder(spenders: readonly Spender[]): readonly Spender[] {
  return spenders.toSorted(
    (one, other) => priorityOf(one) - priorityOf(other) || costNow(one) - costNow(other),
  );
}

function priorityOf({ plan: { priority } }: Spender): number {
  return priority ?? ORDINARY_PRIORITY;
}

function costNow({ plan, snapshot: { target } }: Spender): number {
  return target.status === 'described' ? costOf(plan, target.capacity) : 0;
}
