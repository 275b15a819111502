/** @module What one target may have of a budget: by priority, then fairly, and never twice. */
import type { Allowance, BindingCap } from '../model.ts';
import { type Capacity, capacity } from '../units.ts';
import { type Budget, type BudgetMember, rateOf, unitsFor } from './budget.ts';
import { committedRate, type Ledger, wantedRate } from './ledger.ts';
import { type Level, type Standing, tightest } from './levels.ts';
import { shares } from './shares.ts';

/** Everything that decides what a member may have. */
export interface Treasury {
  readonly budget: Budget;
  readonly ledger: Ledger;
  readonly standing: Standing;
}

/**
 * What a target may have now. The money that a cap leaves is shared: minimums first, then what each
 * wants, more important targets before others and equals alike; the target itself may want any
 * number. To grow, there must also be money that nobody else is spending or has reserved yet. A
 * hard cap takes running units away; a soft one never below a minimum, and that of the hour none at
 * all.
 */
export function allowanceOf(treasury: Treasury, member: BudgetMember): Allowance {
  const { budget, standing } = treasury;
  const mostRate = tightest(standing.levels)?.mostRate;
  const known = {
    status: 'known',
    budget: budget.name,
    rate: standing.rate,
    ...(mostRate === undefined ? {} : { mostRate }),
  } as const;
  const shed = shedReason(treasury, member);
  const parts = standing.levels.map((level) => mostUnder(level, treasury, member));
  const least = fewest(parts);
  const hard = fewest(parts.filter(({ level }) => level.isHard));
  return {
    ...known,
    ...(least === undefined ? {} : { most: least.most, cap: capOf(least.level) }),
    ...(hard === undefined ? {} : { hardMost: hard.most }),
    ...(shed === undefined ? {} : { shed }),
  };
}

function fewest(parts: readonly Part[]): Part | undefined {
  return parts.reduce<Part | undefined>(
    (least, part) => (least === undefined || part.most < least.most ? part : least),
    undefined,
  );
}

interface Part {
  readonly level: Level;
  readonly most: Capacity;
}

function mostUnder(
  level: Level,
  { budget, ledger, standing }: Treasury,
  member: BudgetMember,
): Part {
  const { unit } = member;
  const own = committedRate(ledger, member.id);
  const running = unitsFor(unit, own);
  const free = unitsFor(unit, level.mostRate - (standing.rate - own));
  const entitled = unitsFor(unit, shareOf(level, { budget, ledger, standing }, member));
  const most = Math.min(entitled, Math.max(running, free));
  return { level, most: capacity(Math.max(most, leastUnder(level, budget, member, running))) };
}

/** USD per hour of its share. Where there is enough for all wishes, it is all that is left over. */
function shareOf(
  { mostRate }: Level,
  { budget, ledger }: Treasury,
  { id, unit, max }: BudgetMember,
): number {
  const wanted = new Map(budget.members.map((other) => [other.id, wantedRate(ledger, other.id)]));
  let others = -(wanted.get(id) ?? 0);
  for (const rate of wanted.values()) {
    others += rate;
  }
  if (others + rateOf(unit, max) <= mostRate) {
    return mostRate - others;
  }
  wanted.set(id, Number.POSITIVE_INFINITY);
  return shares(mostRate, budget.members, (member) => wanted.get(member.id) ?? 0).get(id) ?? 0;
}

/** What this cap leaves in any case. */
function leastUnder(
  { isHard, period }: Level,
  { keepMinimums }: Budget,
  { min }: BudgetMember,
  running: number,
): number {
  if (isHard) {
    return keepMinimums ? min : 0;
  }
  return period === 'hourly' ? Math.max(min, running) : min;
}

function capOf({ period, isHard, limit, spent, until }: Level): BindingCap {
  return { period, isHard, limit, spent, until };
}

function shedReason(
  { budget, ledger, standing }: Treasury,
  { id }: BudgetMember,
): string | undefined {
  const { shed } = ledger.ladder;
  const { emergency } = budget;
  if (shed === undefined || emergency === undefined || !emergency.shed.includes(id)) {
    return undefined;
  }
  const limit = budget.limits[emergency.of] ?? 0;
  const level = standing.levels.find(({ period }) => period === emergency.of);
  return (
    `the emergency of budget "${budget.name}" sheds it: ` +
    `${((level?.used ?? 0) * limit).toFixed(2)} USD ${emergency.of} for a limit of ` +
    `${limit.toFixed(2)} USD, and it began at ${Math.round(emergency.at * 100)} %`
  );
}
