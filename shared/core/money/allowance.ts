/** @module What one target may have of a budget: by priority, then fairly, and never twice. */
import type { Allowance, BindingCap } from '../model.ts';
import { type Capacity, capacity } from '../units.ts';
import { type Budget, type BudgetMember, NOISE, rateOf, unitsFor } from './budget.ts';
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
 * wants, more important targets before others and equals alike; the target itself may want its
 * maximum. To grow, there must also be money that nobody else is spending or has reserved yet. A hard
 * cap takes running units away; a soft one never below a minimum, and that of the hour none at all.
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
  const levels = standing.levels.filter((level) => isNear(level, treasury, member));
  const parts = levels
    .map((level) => mostUnder(level, treasury, member))
    .filter(({ most }) => most < member.max);
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

/** Whether everybody could have all that they want, and this target its maximum, is refused. */
function isNear(level: Level, { budget, ledger }: Treasury, member: BudgetMember) {
  const wanted = budget.members.reduce(
    (sum, { id }) => sum + (id === member.id ? 0 : wantedRate(ledger, id)),
    rateOf(member.unit, member.max),
  );
  return wanted > level.mostRate + NOISE;
}

function mostUnder(
  level: Level,
  { budget, ledger, standing }: Treasury,
  member: BudgetMember,
): Part {
  const own = committedRate(ledger, member.id);
  const running = unitsFor(member, own);
  const share = shares(level.mostRate, budget.members, (other) =>
    other.id === member.id ? rateOf(member.unit, member.max) : wantedRate(ledger, other.id),
  );
  const free = level.mostRate - (standing.rate - own);
  const entitled = unitsFor(member, share.get(member.id) ?? 0);
  const most = Math.min(entitled, Math.max(running, unitsFor(member, free)));
  return { level, most: capacity(Math.max(most, leastUnder(level, budget, member, running))) };
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
